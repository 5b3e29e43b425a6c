//! Keeps what is remembered of the files true of the tree.
//!
//! The unit of work is one folder: what is on disk is compared with what is remembered, what is
//! gone is noted, and what is new or changed waits to be read for its hash. A walk through all
//! folders begins the work and is repeated now and then; in between only those folders are looked
//! at that the kernel (inotify) or this process itself tells of.
//!
//! What is kept are the regular files that a listing shows, whole paths of which lead through real
//! folders: a symbolic link to a file counts as that file, one to a folder is not followed, for it
//! could lead in circles. Hidden names are left out. Of a folder with more entries than a listing
//! shows the rest is left out.

use std::future::Future;
use std::sync::Arc;
use std::time::{Duration, Instant};

use futures::future::BoxFuture;
use futures::stream::FuturesUnordered;
use futures::{FutureExt, StreamExt};
use maloca_files::{Path, Prints};
use tokio::sync::mpsc;

use crate::DiskTree;
use crate::disk::Parts;
use crate::hash::Leash;
use due::Due;
use ear::Ear;
use known::Known;
use notes::Notes;
use queue::{Queue, Why};
use read::{Outcome, Reader};
use standing::Standing;
pub(crate) use told::{Teller, Told};
use walk::Walk;

mod compare;
mod due;
mod ear;
mod hear;
mod known;
mod leftover;
mod look;
mod merge;
mod notes;
mod queue;
mod read;
mod standing;
mod told;
mod walk;

/// How many files may wait to be read before no more folders are compared.
const WAITING: usize = 1_024;

/// How many folders may wait to be compared before all of them are walked through instead.
const CROWD: usize = 8_192;

/// How long to sleep when nothing is due.
const LONG: Duration = Duration::from_secs(60);

impl DiskTree {
    /// Keeps `prints` true of the tree until it is dropped; files that were read before and are
    /// the same are not read again. What is being read then ends within a moment.
    ///
    /// To be called once: what this process does is told to the journal that was begun last.
    pub fn journal(&self, prints: Arc<dyn Prints>) -> impl Future<Output = ()> + Send + 'static {
        Journal::new(Arc::clone(&self.parts), self.watches, prints).run()
    }
}

/// What the journal knows and what it has to do.
struct Journal {
    parts: Arc<Parts>,
    prints: Arc<dyn Prints>,
    told: mpsc::Receiver<Told>,
    ear: Ear,
    standing: Standing,
    walk: Walk,
    due: Due,
    queue: Queue,
    readings: FuturesUnordered<BoxFuture<'static, Outcome>>,
    notes: Notes,
    known: Known,
    reader: Reader,
    /// Ends the readings with the journal.
    _leash: Leash,
    /// Whose turn it was: folders that were heard of, or the walk.
    walked: bool,
}

impl Journal {
    fn new(parts: Arc<Parts>, watches: usize, prints: Arc<dyn Prints>) -> Self {
        let (told, ear) = (parts.teller.listen(), Ear::new(Arc::clone(&parts.root), watches));
        let (reader, leash) = Reader::new(Arc::clone(&parts));
        Self {
            notes: Notes::new(Arc::clone(&prints)),
            prints,
            told,
            ear,
            standing: Standing::default(),
            walk: Walk::new(),
            due: Due::default(),
            queue: Queue::default(),
            readings: FuturesUnordered::new(),
            known: Known::default(),
            reader,
            _leash: leash,
            walked: false,
            parts,
        }
    }

    async fn run(mut self) {
        loop {
            self.hear().await;
            while let Some(Some(outcome)) = self.readings.next().now_or_never() {
                self.ended(outcome).await;
            }
            self.read();
            if self.notes.latest().is_some_and(|latest| latest <= Instant::now()) {
                self.notes.flush().await;
            }
            if !self.step().await {
                self.rest().await;
            }
        }
    }

    /// Does one thing that is due; tells whether there was one.
    async fn step(&mut self) -> bool {
        self.walked = !self.walked;
        if self.walked && self.walk_on().await {
            return true;
        }
        match self.next_heard() {
            Some(folder) => self.compare(&folder, Why::Heard).await,
            None => return !self.walked && self.walk_on().await,
        }
        true
    }

    fn next_heard(&mut self) -> Option<Path> {
        if self.queue.waiting(Why::Heard) < WAITING { self.due.take(Instant::now()) } else { None }
    }

    /// Waits for something to do.
    async fn rest(&mut self) {
        if self.queue.is_idle() {
            self.notes.flush().await;
        }
        let crowded = self.queue.waiting(Why::Heard) >= WAITING;
        let due = self.due.next().filter(|_| !crowded);
        let times = [due, self.walk.next(), self.notes.latest()];
        let far = Instant::now() + LONG;
        let until = times.into_iter().flatten().min().unwrap_or(far).min(far);
        tokio::select! {
            Some(told) = self.told.recv() => self.heed(told).await,
            Some(outcome) = self.readings.next(), if !self.readings.is_empty() => {
                self.ended(outcome).await;
            }
            () = self.ear.heard.wait() => {}
            () = tokio::time::sleep_until(until.into()) => {}
        }
    }

    /// Looks at a folder again, or at all of them when too many wait.
    fn look_again(&mut self, folder: Path, when: Instant) {
        if folder.is_hidden() {
            return;
        }
        if self.due.len() < CROWD {
            self.due.at(folder, when);
        } else {
            self.walk.not_later_than(when);
        }
    }

    /// Begins again with a walk after a while.
    fn begin_again(&mut self, wait: Duration) {
        self.due.clear();
        self.walk.stop(Instant::now() + wait);
    }
}
