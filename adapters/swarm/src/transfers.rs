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
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use crate::arrivals::{Arrival, Progress};
use crate::shared::{Shared, time};

/// How many fetches of any size run at once.
const AT_ONCE: usize = 4;
/// How many more of small files do: most of their time is waiting, for an answer or for the disk.
const SMALL_AT_ONCE: usize = 28;
/// The longest small file, in bytes.
const SMALL: u64 = 1024 * 1024;
/// How many may wait for that.
const MOST: usize = 1_000;
/// How many of those that ended are remembered.
const REMEMBERED: usize = 50;

/// All of them.
#[derive(Default)]
pub(crate) struct Transfers {
    lists: Mutex<Lists>,
    /// Rings when one waits for its turn.
    begun: Notify,
    /// Rings when one has ended.
    over: Notify,
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

    /// Waits until fewer than so many have not ended.
    pub(crate) async fn fewer_than(&self, most: usize) {
        loop {
            let over = self.over.notified();
            if self.open() < most {
                return;
            }
            over.await;
        }
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
        self.begun.notify_waiters();
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

    /// The next of at most this size whose turn it is.
    async fn next(&self, longest: u64) -> (Errand, CancellationToken) {
        loop {
            let begun = self.begun.notified();
            if let Some(next) = self.lists().pop(longest) {
                return next;
            }
            begun.await;
        }
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
        self.begun.notify_waiters();
    }

    pub(crate) fn end(&self, id: TransferId, phase: Phase) {
        let mut lists = self.lists();
        let Some(open) = lists.open.remove(&id) else { return };
        let ended = Transfer { phase, ..open.look() };
        lists.remember(ended);
        drop(lists);
        open.ended.cancel();
        self.over.notify_waiters();
    }
}

/// Carries out all that were begun, until it is dropped.
pub(crate) async fn work(shared: &Arc<Shared>) {
    let (any, small) = ([u64::MAX; AT_ONCE], [SMALL; SMALL_AT_ONCE]);
    let all = any.into_iter().chain(small);
    let workers: JoinSet<()> = all.map(|longest| work::work(Arc::clone(shared), longest)).collect();
    workers.join_all().await;
}

impl Lists {
    fn pop(&mut self, longest: u64) -> Option<(Errand, CancellationToken)> {
        let fits = |id: &TransferId| self.open.get(id).is_some_and(|it| it.errand.size <= longest);
        let place = self.queue.iter().position(fits)?;
        let open = self.queue.remove(place).and_then(|id| self.open.get(&id))?;
        Some((open.errand.clone(), open.cancelled.clone()))
    }

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

#[cfg(test)]
mod tests {
    use super::*;

    fn transfers(sizes: &[u64]) -> Transfers {
        let all = Transfers::default();
        for (id, size) in (0..).map(TransferId).zip(sizes) {
            let (hash, to) = (Hash([0; 32]), format!("{}.bin", id.0).parse().unwrap());
            all.add(Errand { id, hash, size: *size, to, since: 0 });
        }
        all
    }

    #[tokio::test]
    async fn a_small_file_does_not_wait_behind_large_ones() {
        let all = transfers(&[SMALL + 1, SMALL + 1, SMALL, 1]);
        for (longest, id) in [(SMALL, 2), (u64::MAX, 0), (u64::MAX, 1), (SMALL, 3)] {
            assert_eq!(all.next(longest).await.0.id, TransferId(id));
        }
    }

    #[tokio::test]
    async fn there_is_room_as_soon_as_one_has_ended() {
        let all = transfers(&[1, 1]);
        let ending = async {
            tokio::task::yield_now().await;
            all.end(TransferId(1), Phase::Done);
            all.open()
        };
        let ((), open) = tokio::join!(all.fewer_than(2), ending);
        assert_eq!(open, 1);
    }
}
