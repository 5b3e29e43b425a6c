//! Files on their way: each once, however many wait for it.
//!
//! # Layout
//! - `start`: what is here of a file before anybody is asked.
//! - `prove`: how long a file is, proved by its last bytes.
//! - `drive`: the fetch itself, by the rules of [`maloca_nodes::fetch`]; `request`: one request of it;
//!   `view`: what is shown of it.
//! - `sources`: who holds what of it; `away`: those of them who are not connected; `way`: how they are asked.

mod away;
mod drive;
mod prove;
mod request;
mod sources;
mod start;
mod view;
mod way;

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::Duration;

use maloca_fault::Fault;
use maloca_files::vault::Piece;
use maloca_files::{Hash, Refused};
use maloca_nodes::NodeId;
use maloca_nodes::fetch::ranges::Ranges;
use maloca_nodes::network::Source;
use tokio::sync::{mpsc, watch};
use tokio::time::{Instant, sleep};

use crate::shared::Shared;
use way::Way;

/// How long it is waited for the last one of a file to end.
const MOMENT: Duration = Duration::from_millis(20);
/// How many wishes of readers may wait.
const SEEKS: usize = 16;
/// How many files may be on their way at once; of each, members are asked in some streams.
const MOST: usize = 64;
/// Of how many files it is remembered who lied about them.
const REMEMBERED: usize = 1_000;

/// A file on its way. It goes on for as long as somebody has this.
pub(crate) struct Arrival {
    progress: watch::Receiver<Progress>,
    seeks: mpsc::Sender<u64>,
}

/// How far it is.
#[derive(Clone, Default)]
pub(crate) struct Progress {
    /// Where its bytes go, once it is proved how many there are.
    pub(crate) piece: Option<Piece>,
    /// Those that are here and proved.
    pub(crate) held: Ranges,
    /// Who does what for it.
    pub(crate) sources: Vec<Source>,
    /// Since when nobody sends and nobody can be asked.
    pub(crate) alone: Option<Instant>,
    /// Why it ended.
    pub(crate) failed: Option<Fault<Refused>>,
}

impl Progress {
    pub(crate) fn is_whole(&self) -> bool {
        self.piece.as_ref().is_some_and(|piece| self.held.len() == piece.size)
    }
}

impl Arrival {
    pub(crate) fn progress(&self) -> watch::Receiver<Progress> {
        self.progress.clone()
    }

    /// Lets what comes after this byte come first.
    pub(crate) fn seek(&self, at: u64) {
        // When so many wish something none of them can have it first.
        let _ = self.seeks.try_send(at);
    }
}

/// All files on their way.
pub(crate) struct Arrivals {
    running: Mutex<HashMap<Hash, Running>>,
    liars: Mutex<HashMap<Hash, HashSet<Way>>>,
    growth: watch::Sender<()>,
}

struct Running {
    arrival: Weak<Arrival>,
    progress: watch::Receiver<Progress>,
    /// Whether it is being given its name in the tree.
    is_named: bool,
}

impl Default for Arrivals {
    fn default() -> Self {
        Self { running: Mutex::default(), liars: Mutex::default(), growth: watch::Sender::new(()) }
    }
}

impl Arrivals {
    /// What came of a file that is on its way.
    pub(crate) fn partial(&self, hash: &Hash) -> Option<(Piece, Ranges)> {
        let progress = self.running().get(hash)?.progress.clone();
        let progress = progress.borrow();
        Some((progress.piece.clone()?, progress.held.clone()))
    }

    /// Whether no further file can come now.
    pub(crate) fn is_full(&self) -> bool {
        let running = self.running();
        running.values().filter(|one| !one.progress.borrow().is_whole()).count() >= MOST
    }

    /// Whether this one may be given its name in the tree now: it is the one that runs, and nobody else
    /// does that. Nobody begins the file anew until [`Arrivals::named`].
    pub(crate) fn name(&self, hash: &Hash, arrival: &Arc<Arrival>) -> bool {
        let mut all = self.running();
        let is_it = |one: &&mut Running| std::ptr::eq(one.arrival.as_ptr(), Arc::as_ptr(arrival));
        let running = all.get_mut(hash).filter(is_it);
        running.is_some_and(|running| !std::mem::replace(&mut running.is_named, true))
    }

    /// It has its name, or did not get it. Whoever wants it elsewhere begins anew, and who reads it goes on.
    pub(crate) fn named(&self, hash: &Hash, is_done: bool) {
        if is_done {
            self.remove(hash);
        } else if let Some(running) = self.running().get_mut(hash) {
            running.is_named = false;
        }
    }

    fn remove(&self, hash: &Hash) {
        let removed = self.running().remove(hash);
        drop(removed);
    }

    /// Whether this is the one that runs.
    fn is_current(&self, hash: &Hash, progress: &watch::Sender<Progress>) -> bool {
        let is_it = |one: &Running| one.progress.same_channel(&progress.subscribe());
        self.running().get(hash).is_some_and(is_it)
    }

    /// Rings when this node has more than before.
    pub(crate) fn growth(&self) -> watch::Receiver<()> {
        self.growth.subscribe()
    }

    pub(crate) fn grow(&self) {
        self.growth.send_replace(());
    }

    fn running(&self) -> MutexGuard<'_, HashMap<Hash, Running>> {
        self.running.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn liars(&self) -> MutexGuard<'_, HashMap<Hash, HashSet<Way>>> {
        self.liars.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Nobody is asked this way about this file again. At a web door it may have been somebody else who
    /// answered: the node itself keeps its good name.
    fn ban(&self, hash: Hash, way: Way) {
        tracing::warn!(%way, %hash, "what it sent does not fit the hash");
        let mut liars = self.liars();
        if liars.len() < REMEMBERED || liars.contains_key(&hash) {
            liars.entry(hash).or_default().insert(way);
        }
    }

    fn banned(&self, hash: &Hash) -> HashSet<Way> {
        self.liars().get(hash).cloned().unwrap_or_default()
    }
}

impl Shared {
    /// The file on its way that this is, from now on if not yet. `size` is what somebody says.
    pub(crate) async fn arrival(self: &Arc<Self>, hash: Hash, size: u64) -> Arc<Arrival> {
        loop {
            if let Some(arrival) = self.join(hash, size) {
                return arrival;
            }
            sleep(MOMENT).await;
        }
    }

    /// The one that runs, or a new one; nothing while the last one is tidied up or gets its name.
    fn join(self: &Arc<Self>, hash: Hash, size: u64) -> Option<Arc<Arrival>> {
        let mut all = self.arrivals.running();
        if let Some(running) = all.get(&hash) {
            return running.arrival.upgrade().filter(|_| !running.is_named);
        }
        let (sender, progress) = watch::channel(Progress::default());
        let (seeks, wishes) = mpsc::channel(SEEKS);
        let arrival = Arc::new(Arrival { progress: progress.clone(), seeks });
        let running = Running { arrival: Arc::downgrade(&arrival), progress, is_named: false };
        all.insert(hash, running);
        let (shared, life) = (Arc::clone(self), self.life.clone());
        tokio::spawn(
            life.run_until_cancelled_owned(start::run(shared, hash, size, sender, wishes)),
        );
        Some(arrival)
    }

    /// The newest connections with all members that are not known to lie about a file.
    fn askable(&self, hash: &Hash) -> Vec<(NodeId, iroh::endpoint::Connection)> {
        let banned = self.arrivals.banned(hash);
        let mut connected = self.state().links.newest();
        connected.retain(|(node, _)| !banned.contains(&Way::Link(*node)));
        connected
    }
}
