//! Which bells rang, for one who listens to all of them.

use std::collections::HashSet;
use std::sync::{Mutex, PoisonError};

use maloca_files::Path;
use tokio::sync::Notify;

/// The folders whose bells rang since they were asked for; at most as many as there are bells.
#[derive(Default)]
pub(crate) struct Heard {
    folders: Mutex<HashSet<Path>>,
    some: Notify,
}

impl Heard {
    pub(super) fn add(&self, folder: &Path) {
        self.folders.lock().unwrap_or_else(PoisonError::into_inner).insert(folder.clone());
        self.some.notify_one();
    }

    /// What rang since.
    pub(crate) fn take(&self) -> HashSet<Path> {
        std::mem::take(&mut *self.folders.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Returns when something rang that was perhaps not taken yet.
    pub(crate) async fn wait(&self) {
        self.some.notified().await;
    }
}
