//! What was found out and is not yet remembered.

use std::sync::Arc;
use std::time::{Duration, Instant};

use maloca_files::{Noted, Path, Prints};

/// How much is noted at once.
const BATCH: usize = 256;

/// How long something may wait for more.
const LATEST: Duration = Duration::from_millis(200);

/// How long to wait when it could not be noted.
const RETRY: Duration = Duration::from_secs(1);

/// What waits to be noted.
pub(super) struct Notes {
    prints: Arc<dyn Prints>,
    waiting: Vec<Noted>,
    since: Instant,
}

impl Notes {
    pub(super) fn new(prints: Arc<dyn Prints>) -> Self {
        Self { prints, waiting: Vec::new(), since: Instant::now() }
    }

    pub(super) async fn add(&mut self, noted: Noted) {
        if self.waiting.is_empty() {
            self.since = Instant::now();
        }
        self.waiting.push(noted);
        if self.waiting.len() >= BATCH {
            self.flush().await;
        }
    }

    /// When they have waited long enough; `None` when nothing waits.
    pub(super) fn latest(&self) -> Option<Instant> {
        (!self.waiting.is_empty()).then(|| self.since + LATEST)
    }

    /// Whether something about a folder waits, so that what is remembered of it is not up to date.
    pub(super) fn concern(&self, folder: &Path) -> bool {
        self.waiting.iter().any(|noted| {
            let path = match noted {
                Noted::Read(print) => &print.path,
                Noted::Gone(path) => path,
            };
            path.is_within(folder) || folder.is_within(path)
        })
    }

    /// Notes all, however long that takes.
    pub(super) async fn flush(&mut self) {
        while !self.waiting.is_empty() {
            match self.prints.note(self.waiting.clone()).await {
                Ok(()) => self.waiting.clear(),
                Err(fault) => {
                    tracing::warn!(%fault, "what was found out about files could not be noted; trying again");
                    tokio::time::sleep(RETRY).await;
                }
            }
        }
    }
}
