//! The walk through all folders.

use std::collections::HashSet;
use std::time::{Duration, Instant};

use maloca_files::{Hash, Path};
use tokio::task::spawn_blocking;

use super::queue::Why;
use super::{Journal, WAITING, leftover};

/// How long from one walk to the next when all folders are watched: some changes ring nowhere (a
/// write through a hard link in another folder, where a symbolic link leads, by another machine on a
/// network file system).
const SELDOM: Duration = Duration::from_secs(60);

/// The same when some are not, or could not be looked at.
const OFTEN: Duration = Duration::from_secs(5);

/// A walk is followed by so many times as long without one.
const SHARE: u32 = 100;

/// Where the walk is, and when the next one begins.
pub(super) struct Walk {
    waiting: Vec<Path>,
    running: bool,
    begins: Instant,
    cost: Duration,
    /// Whether something could not be looked at.
    missed: bool,
    /// The outboards of which no file was seen.
    unneeded: HashSet<Hash>,
}

impl Walk {
    pub(super) fn new() -> Self {
        Self {
            waiting: Vec::new(),
            running: false,
            begins: Instant::now(),
            cost: Duration::ZERO,
            missed: false,
            unneeded: HashSet::new(),
        }
    }

    /// When the next one begins; `None` while one is on.
    pub(super) fn next(&self) -> Option<Instant> {
        (!self.running).then_some(self.begins)
    }

    pub(super) fn push(&mut self, folder: Path) {
        self.waiting.push(folder);
    }

    pub(super) const fn missed_something(&mut self) {
        self.missed = true;
    }

    pub(super) fn needs(&mut self, hash: Hash) {
        self.unneeded.remove(&hash);
    }

    /// Has the next walk begin then at the latest, and one after that which is on.
    pub(super) fn not_later_than(&mut self, when: Instant) {
        self.begins = self.begins.min(when);
    }

    /// Gives up the walk that is on, and begins one then.
    pub(super) fn stop(&mut self, when: Instant) {
        *self = Self { begins: when, ..Self::new() };
    }
}

impl Journal {
    /// Goes one step; tells whether there was one to go.
    pub(super) async fn walk_on(&mut self) -> bool {
        if !self.walk.running {
            let due = self.walk.begins <= Instant::now();
            if due {
                self.set_out().await;
            }
            return due;
        }
        let waiting = self.queue.waiting(Why::Walked);
        if waiting >= WAITING {
            return false;
        }
        match self.walk.waiting.pop() {
            Some(folder) => {
                let begun = Instant::now();
                self.compare(&folder, Why::Walked).await;
                self.walk.cost += begun.elapsed();
            }
            None if waiting == 0 => self.arrive().await,
            None => return false,
        }
        true
    }

    async fn set_out(&mut self) {
        let begun = Instant::now();
        let parts = self.parts.clone();
        let kept = spawn_blocking(move || parts.root.current().map(|it| leftover::all(&it)));
        let unneeded = kept.await.ok().and_then(Result::ok).unwrap_or_default();
        self.ear.deaf = false;
        self.reader.try_again();
        // Whoever asks for a walk meanwhile asks for another one.
        let begins = Instant::now() + SELDOM.saturating_mul(SHARE);
        let waiting = vec![Path::root()];
        let cost = begun.elapsed();
        self.walk = Walk { waiting, running: true, begins, cost, unneeded, ..Walk::new() };
    }

    async fn arrive(&mut self) {
        let Walk { begins, cost, missed, unneeded, .. } =
            std::mem::replace(&mut self.walk, Walk::new());
        let least = if self.ear.deaf || missed { OFTEN } else { SELDOM };
        let next = Instant::now() + least.max(cost.saturating_mul(SHARE));
        self.walk.begins = begins.min(next);
        self.known.clear();
        if !missed && !unneeded.is_empty() {
            let parts = self.parts.clone();
            let remove = move || parts.root.current().map(|it| leftover::remove(&it, &unneeded));
            // What was not removed is, after the next walk.
            let _ = spawn_blocking(remove).await;
        }
    }
}
