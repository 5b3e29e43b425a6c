//! What this process itself does to the tree, told to the journal at once.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

use maloca_files::{Hash, Path, Print, Stored, Version};
use tokio::sync::mpsc;
use tokio::sync::mpsc::error::TrySendError;

/// How much may wait to be heard; what comes on top is found by a walk.
const WAITING: usize = 1_024;

/// Something that happened.
#[derive(Debug)]
pub(crate) enum Told {
    /// A file was stored whose hash is known.
    Stored(Print),
    /// Something was moved that was of this version.
    Moved { from: Path, to: Path, version: Option<Version> },
    /// Something else happened to what a path leads to.
    Changed(Path),
}

/// Where the tree tells what it does; to nobody while no journal is kept.
#[derive(Default)]
pub(crate) struct Teller {
    journal: Mutex<Option<mpsc::Sender<Told>>>,
    missed: AtomicBool,
}

impl Teller {
    /// Tells the holder of the other end from now on.
    pub(super) fn listen(&self) -> mpsc::Receiver<Told> {
        let (sender, receiver) = mpsc::channel(WAITING);
        *self.journal.lock().unwrap_or_else(PoisonError::into_inner) = Some(sender);
        receiver
    }

    pub(crate) fn tell(&self, told: Told) {
        let mut journal = self.journal.lock().unwrap_or_else(PoisonError::into_inner);
        match journal.as_ref().map(|journal| journal.try_send(told)) {
            Some(Err(TrySendError::Full(_))) => self.missed.store(true, Ordering::Relaxed),
            Some(Err(TrySendError::Closed(_))) => *journal = None,
            Some(Ok(())) | None => {}
        }
    }

    pub(crate) fn stored(&self, path: &Path, stored: &Stored) {
        let Ok(hash) = stored.blake3.parse::<Hash>() else { return };
        let (meta, path) = (stored.meta.clone(), path.clone());
        let (version, size, modified) = (meta.version, meta.size, meta.modified);
        self.tell(Told::Stored(Print { path, version, size, modified, hash }));
    }

    /// Whether something was not told since this was asked last.
    pub(super) fn missed(&self) -> bool {
        self.missed.swap(false, Ordering::Relaxed)
    }
}
