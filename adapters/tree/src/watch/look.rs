//! The thread behind the bells: hears the kernel, and looks around every two seconds.
//!
//! A thread of its own, because the runtime can only wait for a foreign descriptor by way of an
//! unsafe promise, and because looking around waits for the disk.

use std::mem::MaybeUninit;
use std::os::fd::OwnedFd;
use std::sync::{Arc, PoisonError, Weak};
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::inotify::{ReadFlags, Reader};

use super::table::Table;
use super::{Bell, Hub};
use crate::facts::Identity;
use crate::list::scan::Folder;
use crate::root::Anchor;

/// How often folders are looked at ...
const LOOK: Duration = Duration::from_secs(2);

/// ... unless that takes more than a hundredth of the time.
const SHARE: u32 = 100;

/// How long to wait for the kernel at most.
const WAIT: Timespec = Timespec { tv_sec: 1, tv_nsec: 0 };

/// How long to leave the kernel alone after it was heard: it sums up meanwhile.
const REST: Duration = Duration::from_millis(20);

/// How many events are taken at once; the kernel's queue holds as many.
const EVENTS: usize = 16_384;

/// Starts the thread; it ends within a second after the hub.
pub(super) fn start(hub: &Arc<Hub>) {
    let (weak, inotify) = (Arc::downgrade(hub), hub.inotify.clone());
    let watching = move || while turn(&weak, inotify.as_deref()) {};
    let started = std::thread::Builder::new().name("maloca-watch".into()).spawn(watching);
    if let Err(error) = started {
        tracing::warn!(%error, "no thread to watch folders with; pages do not refresh themselves");
    }
}

fn turn(hub: &Weak<Hub>, inotify: Option<&OwnedFd>) -> bool {
    let mut descriptors: Vec<_> =
        inotify.iter().map(|fd| PollFd::new(*fd, PollFlags::IN)).collect();
    // Interrupted or not, what there is to hear is asked for below.
    let _ = poll(&mut descriptors, Some(&WAIT));
    let Some(hub) = hub.upgrade() else { return false };
    hub.drain();
    hub.look_around();
    std::thread::sleep(REST);
    true
}

impl Hub {
    /// Rings for all that the kernel has to tell now.
    pub(crate) fn drain(&self) {
        let Some(inotify) = &self.inotify else { return };
        let mut buffer = [MaybeUninit::uninit(); 8192];
        let mut reader = Reader::new(inotify, &mut buffer);
        // Declared before the lock, so that it is dropped after it.
        let mut rung = Vec::new();
        let mut table = self.table();
        for _ in 0..EVENTS {
            let Ok(event) = reader.next() else { return };
            hear(&mut table, event.wd(), event.events(), &mut rung);
        }
    }

    fn look_around(&self) {
        if !self.is_time_to_look() {
            return;
        }
        let bells = self.table().all();
        let anchor = if bells.is_empty() { None } else { self.root.current().ok() };
        let begun = Instant::now();
        for bell in bells {
            self.look_at(anchor.as_deref(), &bell);
        }
        *self.looked.lock().unwrap_or_else(PoisonError::into_inner) =
            (Instant::now(), begun.elapsed());
    }

    fn is_time_to_look(&self) -> bool {
        let (last, cost) = *self.looked.lock().unwrap_or_else(PoisonError::into_inner);
        last.elapsed() >= LOOK.max(cost.saturating_mul(SHARE))
    }

    /// Finds out what the kernel cannot tell: a folder that is gone, another one in its place, or
    /// changes where it watches nothing.
    pub(super) fn look_at(&self, anchor: Option<&Anchor>, bell: &Bell) {
        let path = &bell.path;
        let seen = anchor.and_then(|anchor| Some((anchor, anchor.folder(path).ok()?)));
        let Some((anchor, seen)) = seen else { return self.move_to(bell, None) };
        self.move_to(bell, Some((&seen.fd, Identity::of(&seen.stat))));
        if !self.table().is_armed(path) {
            let digest = Folder { fd: &seen.fd, anchor, path }.digest().ok();
            if self.table().digest(path, digest) {
                bell.ring();
            }
        }
    }

    /// Arms a bell for the folder that its path leads to now, and rings it when that is another
    /// one than before.
    pub(super) fn move_to(&self, bell: &Bell, folder: Option<(&OwnedFd, Identity)>) {
        let mut table = self.table();
        let identity = folder.map(|(_, identity)| identity);
        let elsewhere = table.is_elsewhere(&bell.path, identity);
        if elsewhere || !table.is_armed(&bell.path) {
            let watch = folder.and_then(|(fd, _)| self.arm(fd));
            let stale = table.attach(&bell.path, identity, watch);
            self.disarm(stale);
        }
        if elsewhere {
            bell.ring();
        }
    }
}

fn hear(table: &mut Table, watch: i32, events: ReadFlags, rung: &mut Vec<Arc<Bell>>) {
    // The kernel dropped events: anything may have happened anywhere.
    let bells =
        if events.contains(ReadFlags::QUEUE_OVERFLOW) { table.all() } else { table.of(watch) };
    for bell in &bells {
        bell.ring();
    }
    rung.extend(bells);
    // Thousands of events are mostly of a few folders.
    rung.dedup_by_key(|bell| bell.number);
    if events.contains(ReadFlags::IGNORED) {
        table.ended(watch);
    }
}
