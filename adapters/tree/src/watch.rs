//! Who is told when a folder changes.
//!
//! Only folders that somebody looks at, or whose listing is kept, are watched: each has a [`Bell`],
//! and with the last holder of it the watch ends. The kernel (inotify) rings it; a look every two
//! seconds finds folders that were removed and made again, and does all the work where the kernel
//! cannot (network file systems, no watches left).
//!
//! inotify is used directly: a library between would also report each opening of a file, which is
//! what a file server does all day, and would not let [`Hub::drain`] hear at once what happened
//! before a call.

use std::os::fd::{AsRawFd, OwnedFd};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError, Weak};
use std::time::{Duration, Instant};

use maloca_fault::Fault;
use maloca_files::Path;
use maloca_files::port::Changes;
use rustix::fs::inotify::{self, CreateFlags, WatchFlags};
use tokio::sync::watch;

use crate::facts::Identity;
use crate::fault::Failure;
use crate::list::open_folder;
use crate::root::Root;
use table::Table;

pub(crate) use heard::Heard;

mod heard;
mod look;
mod table;

/// How long changes are gathered before they are told: at most four rings a second.
const GATHER: Duration = Duration::from_millis(250);

/// How many folders are watched at most.
const MAX_BELLS: usize = 1024;

/// What the kernel tells. Opening and reading are no change.
const CHANGES: WatchFlags = WatchFlags::ATTRIB
    .union(WatchFlags::CREATE)
    .union(WatchFlags::DELETE)
    .union(WatchFlags::MODIFY)
    .union(WatchFlags::CLOSE_WRITE)
    .union(WatchFlags::MOVE)
    .union(WatchFlags::DELETE_SELF)
    .union(WatchFlags::MOVE_SELF)
    .union(WatchFlags::ONLYDIR)
    .union(WatchFlags::EXCL_UNLINK);

/// Too many folders are watched.
#[derive(Debug)]
pub(crate) struct Crowded;

/// All the bells of a tree.
pub(crate) struct Hub {
    root: Arc<Root>,
    inotify: Option<Arc<OwnedFd>>,
    table: Mutex<Table>,
    started: OnceLock<()>,
    looked: Mutex<(Instant, Duration)>,
    most: usize,
    heard: Option<Arc<Heard>>,
}

/// Rings when a folder changes. Lives as long as somebody holds it.
pub(crate) struct Bell {
    path: Path,
    number: u64,
    rung: watch::Sender<u64>,
    hub: Weak<Hub>,
    heard: Option<Arc<Heard>>,
}

impl Hub {
    pub(crate) fn new(root: Arc<Root>) -> Self {
        let inotify = inotify::init(CreateFlags::CLOEXEC | CreateFlags::NONBLOCK);
        if let Err(error) = &inotify {
            tracing::warn!(%error, "no inotify: changes on disk are seen with a delay");
        }
        Self::hearing(root, inotify.ok().map(Arc::new))
    }

    fn hearing(root: Arc<Root>, inotify: Option<Arc<OwnedFd>>) -> Self {
        let (started, looked) = (OnceLock::new(), Mutex::new((Instant::now(), Duration::ZERO)));
        let (table, most) = (Mutex::default(), MAX_BELLS);
        Self { root, inotify, table, started, looked, most, heard: None }
    }

    /// As [`Hub::new`], with so many bells at most, all of which one listener hears.
    pub(crate) fn telling(root: Arc<Root>, most: usize, heard: Arc<Heard>) -> Self {
        Self { most, heard: Some(heard), ..Self::new(root) }
    }

    fn table(&self) -> MutexGuard<'_, Table> {
        self.table.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The bell of a folder that is open.
    pub(crate) fn bell(
        self: &Arc<Self>,
        path: &Path,
        fd: &OwnedFd,
        folder: Identity,
    ) -> Result<Arc<Bell>, Crowded> {
        self.started.get_or_init(|| look::start(self));
        let bell = self.bell_of(path)?;
        self.move_to(&bell, Some((fd, folder)));
        Ok(bell)
    }

    fn bell_of(self: &Arc<Self>, path: &Path) -> Result<Arc<Bell>, Crowded> {
        let mut table = self.table();
        if let Some(bell) = table.bell(path) {
            return Ok(bell);
        }
        if table.len() >= self.most {
            return Err(Crowded);
        }
        let (path, number, hub) = (path.clone(), table.number(), Arc::downgrade(self));
        let (rung, heard) = (watch::Sender::new(0), self.heard.clone());
        let bell = Arc::new(Bell { path, number, rung, hub, heard });
        self.disarm(table.insert(&bell));
        Ok(bell)
    }

    /// What a folder's watcher hears from now on.
    pub(crate) fn changes(self: &Arc<Self>, path: &Path) -> Result<Changes, Failure> {
        let anchor = self.root.anchor()?;
        let seen = open_folder(&anchor, path)?;
        let bell = self.bell(path, &seen.fd, Identity::of(&seen.stat));
        let bell = bell.map_err(|Crowded| Fault::Busy { retry_after: Duration::from_secs(5) })?;
        self.look_at(Some(&anchor), &bell);
        Ok(bell.changes())
    }

    /// Asks the kernel to watch a folder. It is named by its descriptor: its path may lead
    /// elsewhere by now.
    fn arm(&self, folder: &OwnedFd) -> Option<i32> {
        let name = format!("/proc/self/fd/{}", folder.as_raw_fd());
        inotify::add_watch(self.inotify.as_ref()?, name, CHANGES).ok()
    }

    fn disarm(&self, watch: Option<i32>) {
        if let (Some(inotify), Some(watch)) = (&self.inotify, watch) {
            // A watch whose folder is gone has ended by itself.
            let _ = inotify::remove_watch(inotify, watch);
        }
    }
}

impl Bell {
    /// How often it rang.
    pub(crate) fn generation(&self) -> u64 {
        *self.rung.borrow()
    }

    /// Whether the kernel watches the folder, so that nothing stays unheard.
    pub(crate) fn is_armed(&self) -> bool {
        self.hub.upgrade().is_some_and(|hub| hub.table().is_armed(&self.path))
    }

    fn ring(&self) {
        self.rung.send_modify(|times| *times += 1);
        if let Some(heard) = &self.heard {
            heard.add(&self.path);
        }
    }

    /// The ringing from now on, gathered.
    fn changes(self: Arc<Self>) -> Changes {
        let ear = self.rung.subscribe();
        Box::pin(futures::stream::unfold((self, ear), |(bell, mut ear)| async move {
            ear.changed().await.ok()?;
            tokio::time::sleep(GATHER).await;
            ear.borrow_and_update();
            Some(((), (bell, ear)))
        }))
    }
}

impl Drop for Bell {
    fn drop(&mut self) {
        if let Some(hub) = self.hub.upgrade() {
            // Under one lock: else a watch that another bell takes over now would be ended.
            let mut table = hub.table();
            hub.disarm(table.forget(&self.path, self.number));
        }
    }
}

#[cfg(test)]
mod tests;
