//! Which folders changed by other programs' doing.

use std::collections::HashMap;
use std::os::fd::OwnedFd;
use std::sync::Arc;

use maloca_files::Path;
use rustix::fs::Stat;

use crate::facts::Identity;
use crate::root::Root;
use crate::watch::{Bell, Heard, Hub};

/// The folders that are watched.
pub(super) struct Ear {
    pub(super) heard: Arc<Heard>,
    hub: Arc<Hub>,
    bells: HashMap<Path, Arc<Bell>>,
    /// Whether a folder could not be watched since the last walk began.
    pub(super) deaf: bool,
}

impl Ear {
    /// Watches so many folders at most; the others are only walked through.
    pub(super) fn new(root: Arc<Root>, most: usize) -> Self {
        let heard = Arc::new(Heard::default());
        let hub = Arc::new(Hub::telling(root, most, Arc::clone(&heard)));
        Self { heard, hub, bells: HashMap::new(), deaf: false }
    }

    pub(super) fn hub(&self) -> Arc<Hub> {
        Arc::clone(&self.hub)
    }

    pub(super) fn is_watched(&self, folder: &Path) -> bool {
        self.bells.contains_key(folder)
    }

    /// Keeps the bell of a folder; without one it is not heard of.
    pub(super) fn keep(&mut self, folder: &Path, bell: Option<Arc<Bell>>) {
        match bell {
            Some(bell) => drop(self.bells.insert(folder.clone(), bell)),
            None => self.deaf = true,
        }
    }

    /// Ends the watches of a folder and all that was in it.
    pub(super) fn forget(&mut self, gone: &Path) {
        self.bells.retain(|folder, _| !folder.is_within(gone));
    }
}

/// The bell of a folder, when the kernel watches it.
pub(super) fn bell(hub: &Arc<Hub>, folder: &Path, fd: &OwnedFd, stat: &Stat) -> Option<Arc<Bell>> {
    let bell = hub.bell(folder, fd, Identity::of(stat)).ok()?;
    bell.is_armed().then_some(bell)
}
