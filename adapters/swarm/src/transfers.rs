//! The fetches that were begun: those that run, those that wait for their turn, and the last that ended.
//!
//! # Layout
//! - `work`: how one is carried out.

mod work;

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use maloca_files::{Hash, Path};
use maloca_nodes::network::{Errand, Phase, Transfer, TransferId};
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

pub(crate) use work::work;

use crate::arrivals::{Arrival, Progress};
use crate::shared::time;

/// How many fetches run at once.
pub(crate) const AT_ONCE: usize = 4;
/// How many may wait for that.
const MOST: usize = 1_000;
/// How many of those that ended are remembered.
const REMEMBERED: usize = 50;

/// All of them.
#[derive(Default)]
pub(crate) struct Transfers {
    lists: Mutex<Lists>,
    bell: Notify,
}

#[derive(Default)]
struct Lists {
    open: BTreeMap<TransferId, Open>,
    queue: VecDeque<TransferId>,
    ended: VecDeque<Transfer>,
}

/// One that has not ended.
struct Open {
    errand: Errand,
    cancelled: CancellationToken,
    ended: CancellationToken,
    /// While it runs.
    arrival: Option<Arc<Arrival>>,
    /// How far it was when others went first.
    last: Progress,
}

/// What was cancelled.
enum Cancelled {
    /// One that runs.
    Running,
    /// One that waited for its turn, of this file.
    Queued(Hash),
}

impl Transfers {
    fn lists(&self) -> MutexGuard<'_, Lists> {
        self.lists.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn is_full(&self) -> bool {
        self.open() >= MOST
    }

    /// How many have not ended.
    pub(crate) fn open(&self) -> usize {
        self.lists().open.len()
    }

    /// Adds one at the end of the queue.
    pub(crate) fn add(&self, errand: Errand) -> Transfer {
        let (cancelled, ended, last) = Default::default();
        let open = Open { errand, cancelled, ended, arrival: None, last };
        let (id, transfer) = (open.errand.id, open.look());
        let mut lists = self.lists();
        lists.open.insert(id, open);
        lists.queue.push_back(id);
        drop(lists);
        self.bell.notify_one();
        transfer
    }

    /// The one of this file to this place.
    pub(crate) fn same(&self, hash: &Hash, to: &Path) -> Option<Transfer> {
        let lists = self.lists();
        let same = |open: &&Open| open.errand.hash == *hash && open.errand.to == *to;
        lists.open.values().find(same).map(Open::look)
    }

    /// Whether one waits of which nothing has come.
    pub(crate) fn is_vain(&self, id: TransferId) -> bool {
        let open = self.lists().open.get(&id).map(Open::look);
        open.is_some_and(|it| it.phase == Phase::Waiting && it.held == 0)
    }

    /// Whether somebody wants this file in the tree.
    pub(crate) fn want(&self, hash: &Hash) -> bool {
        self.lists().open.values().any(|open| open.errand.hash == *hash)
    }

    /// All, newest first.
    pub(crate) fn look(&self) -> Vec<Transfer> {
        let lists = self.lists();
        let mut all: Vec<_> = lists.open.values().map(Open::look).collect();
        all.extend(lists.ended.iter().cloned());
        all.sort_by_key(|transfer| std::cmp::Reverse(transfer.id));
        all
    }

    /// Tells one to end, and returns what tells that it has. Those that wait for their turn do not get
    /// it any more: whoever cancels ends them.
    fn cancel(&self, id: TransferId) -> Option<(Cancelled, CancellationToken)> {
        let mut lists = self.lists();
        let open = lists.open.get(&id)?;
        open.cancelled.cancel();
        let (hash, ended) = (open.errand.hash, open.ended.clone());
        let place = lists.queue.iter().position(|queued| *queued == id);
        let queued = place.and_then(|place| lists.queue.remove(place));
        Some((queued.map_or(Cancelled::Running, |_| Cancelled::Queued(hash)), ended))
    }

    /// The next whose turn it is.
    async fn next(&self) -> (Errand, CancellationToken) {
        loop {
            let rung = self.bell.notified();
            if let Some(next) = self.pop() {
                // One ring may have been for many.
                self.bell.notify_one();
                return next;
            }
            rung.await;
        }
    }

    fn pop(&self) -> Option<(Errand, CancellationToken)> {
        let mut lists = self.lists();
        while let Some(id) = lists.queue.pop_front() {
            if let Some(open) = lists.open.get(&id) {
                return Some((open.errand.clone(), open.cancelled.clone()));
            }
        }
        None
    }

    fn is_awaited(&self) -> bool {
        !self.lists().queue.is_empty()
    }

    fn attach(&self, id: TransferId, arrival: &Arc<Arrival>) {
        if let Some(open) = self.lists().open.get_mut(&id) {
            open.arrival = Some(Arc::clone(arrival));
        }
    }

    /// Lets others go first.
    fn postpone(&self, id: TransferId) {
        let mut lists = self.lists();
        let arrival = lists.open.get_mut(&id).and_then(Open::rest);
        lists.queue.push_back(id);
        drop(lists);
        drop(arrival);
        self.bell.notify_one();
    }

    pub(crate) fn end(&self, id: TransferId, phase: Phase) {
        let mut lists = self.lists();
        let Some(open) = lists.open.remove(&id) else { return };
        let ended = Transfer { phase, ..open.look() };
        lists.remember(ended);
        drop(lists);
        open.ended.cancel();
    }
}

impl Lists {
    fn remember(&mut self, mut ended: Transfer) {
        if ended.phase == Phase::Done {
            ended.held = ended.size;
        }
        ended.rate = 0;
        self.ended.push_front(ended);
        self.ended.truncate(REMEMBERED);
    }
}

impl Open {
    fn look(&self) -> Transfer {
        match &self.arrival {
            Some(arrival) => self.at(&arrival.progress().borrow()),
            None => self.at(&self.last),
        }
    }

    /// Remembers how far it is, and keeps nothing open.
    fn rest(&mut self) -> Option<Arc<Arrival>> {
        let arrival = self.arrival.take()?;
        self.last = Progress { piece: None, ..arrival.progress().borrow().clone() };
        self.last.sources.iter_mut().for_each(|source| source.rate = 0);
        Some(arrival)
    }

    fn at(&self, progress: &Progress) -> Transfer {
        let Errand { id, hash, size, to, since } = self.errand.clone();
        let is_fetching = self.arrival.is_some() && progress.alone.is_none();
        Transfer {
            id,
            hash,
            to,
            size: progress.piece.as_ref().map_or(size, |piece| piece.size),
            held: progress.held.len(),
            phase: if is_fetching { Phase::Fetching } else { Phase::Waiting },
            since: time(since),
            rate: progress.sources.iter().map(|source| source.rate).sum(),
            sources: progress.sources.clone(),
        }
    }
}
