//! What all share: the machine [`Spread`] decides whom to ask and to tell, here it is done.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use futures::StreamExt;
use maloca_fault::Fault;
use maloca_nodes::NodeId;
use maloca_nodes::catalogue::Mark;
use maloca_nodes::spread::reach::{Reach, Rumour};
use maloca_nodes::spread::trust::Failure;
use maloca_nodes::spread::{Action, PullId, Spread};
use tokio::time::{Instant, interval};
use tokio_util::task::AbortOnDropHandle;

use crate::ask;
use crate::frame::Broken;
use crate::shared::Shared;

/// How often the machine looks at the clock.
const TICK: Duration = Duration::from_millis(200);

/// The machine, and what it lets happen.
pub(crate) struct Spreading(Mutex<Inner>);

struct Inner {
    machine: Spread,
    began: Instant,
    members: BTreeSet<NodeId>,
    /// By the number of the newest connection.
    connected: BTreeMap<NodeId, usize>,
    pulls: HashMap<PullId, AbortOnDropHandle<()>>,
}

impl Spreading {
    pub(crate) fn new(me: NodeId) -> Self {
        let mut seed = [0; 8];
        // Without random numbers it can be foretold whom this node asks; no more depends on it.
        let _ = getrandom::fill(&mut seed);
        let members = BTreeSet::from([me]);
        let machine = Spread::new(me, members.iter().copied(), u64::from_le_bytes(seed));
        let (connected, pulls) = (BTreeMap::new(), HashMap::new());
        Self(Mutex::new(Inner { machine, began: Instant::now(), members, connected, pulls }))
    }

    /// A member says how far it knows logs.
    pub(crate) fn hear(&self, shared: &Arc<Shared>, from: NodeId, rumour: &Rumour) {
        if !self.lock().connected.contains_key(&from) {
            // It came before it was noticed that there is a connection.
            self.reconcile(shared);
        }
        self.with(shared, |machine, now| machine.heard(from, rumour, now));
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Tells the machine what happened, and does what it says.
    fn with(&self, shared: &Arc<Shared>, tell: impl FnOnce(&mut Spread, Duration) -> Vec<Action>) {
        let mut inner = self.lock();
        let now = inner.began.elapsed();
        let actions = tell(&mut inner.machine, now);
        inner.perform(shared, actions);
    }

    /// Tells the machine who came and went; who does not belong to the group any more.
    fn reconcile(&self, shared: &Arc<Shared>) -> Vec<NodeId> {
        let (members, connected) = {
            let state = shared.state();
            let connected = state.links.newest().into_iter();
            let connected = connected.map(|(node, link)| (node, link.stable_id()));
            let members = state.members.standing().keys().copied();
            (members.collect::<BTreeSet<_>>(), connected.collect::<BTreeMap<_, _>>())
        };
        let mut inner = self.lock();
        let now = inner.began.elapsed();
        let removed: Vec<_> = inner.members.difference(&members).copied().collect();
        let actions = inner.changed(members, connected, now);
        inner.perform(shared, actions);
        removed
    }
}

impl Inner {
    fn changed(
        &mut self,
        members: BTreeSet<NodeId>,
        connected: BTreeMap<NodeId, usize>,
        now: Duration,
    ) -> Vec<Action> {
        let (old, before) = (&self.members, &self.connected);
        let machine = &mut self.machine;
        let mut actions = Vec::new();
        old.difference(&members).for_each(|node| actions.extend(machine.removed(*node, now)));
        members.difference(old).for_each(|node| machine.admitted(*node));
        let gone = before.keys().filter(|node| !connected.contains_key(node));
        gone.for_each(|node| actions.extend(machine.disconnected(*node, now)));
        let new = connected.iter().filter(|(node, link)| before.get(node) != Some(link));
        new.for_each(|(node, _)| actions.extend(machine.connected(*node, now)));
        (self.members, self.connected) = (members, connected);
        actions
    }

    fn perform(&mut self, shared: &Arc<Shared>, actions: Vec<Action>) {
        for action in actions {
            match action {
                Action::Tell { peer, rumour } => shared.state().links.tell(&peer, rumour),
                Action::Pull { id, peer, after } => {
                    let pulling = pull(Arc::clone(shared), id, peer, after);
                    self.pulls.insert(id, AbortOnDropHandle::new(tokio::spawn(pulling)));
                }
                Action::Cancel { id } => drop(self.pulls.remove(&id)),
            }
        }
    }
}

/// Spreads what is shared, until it is dropped.
pub(crate) async fn run(shared: Arc<Shared>) {
    let (mut rings, mut bell) = (shared.ports.catalogue.listen(), shared.bell());
    let mut tick = interval(TICK);
    shared.advance().await;
    loop {
        tokio::select! {
            Some(()) = rings.next() => shared.advance().await,
            _ = bell.changed() => shared.meet_and_part().await,
            _ = tick.tick() => shared.spread.with(&shared, Spread::tick),
        }
    }
}

impl Shared {
    /// Looks how far the logs go, after some of them got longer.
    async fn advance(self: &Arc<Self>) {
        let Ok(marks) = self.ports.catalogue.marks().await else { return };
        self.meet_and_part().await;
        self.spread.with(self, |machine, now| {
            let advanced = marks.into_iter().map(|mark| machine.advanced(reach(mark), now));
            advanced.collect::<Vec<_>>().concat()
        });
        self.arrivals.grow();
    }

    /// Looks who came and went. What was shared by those who were put out is forgotten.
    async fn meet_and_part(self: &Arc<Self>) {
        for node in self.spread.reconcile(self) {
            if node != self.me() {
                // The catalogue has said in the log why it could not; nobody lists it any more anyway.
                let _ = self.ports.catalogue.forget(node).await;
            }
        }
    }
}

/// Asks for a page and takes it in.
async fn pull(shared: Arc<Shared>, id: PullId, peer: NodeId, after: Reach) {
    let pulled = page(&shared, peer, after).await;
    let mut inner = shared.spread.lock();
    let now = inner.began.elapsed();
    let actions = match pulled {
        Ok(mark) => inner.machine.arrived(id, reach(mark), now),
        Err(failure) => inner.machine.failed(id, failure, now),
    };
    inner.perform(&shared, actions);
    let done = inner.pulls.remove(&id);
    drop(inner);
    drop(done);
}

async fn page(shared: &Shared, peer: NodeId, after: Reach) -> Result<Mark, Failure> {
    let connection = shared.state().links.connection(&peer).ok_or(Failure::Gone)?;
    let page = ask::page(&connection, after.log, after.seq).await;
    let page = page.map_err(|error| failure(&error))?.ok_or(Failure::Empty)?;
    if page.head.log.node != after.log.node || !shared.is_member(&after.log.node) {
        return Err(Failure::Bad);
    }
    match shared.ports.catalogue.follow(page).await {
        Ok(mark) => Ok(mark),
        Err(Fault::Refused(bad)) => Err(bad.into()),
        // This house could not write it; nobody else is to blame.
        Err(_) => Err(Failure::Silent),
    }
}

fn failure(error: &Broken) -> Failure {
    match error {
        Broken::Slow(_) => Failure::Silent,
        Broken::Ended(_) => Failure::Gone,
        Broken::TooLong(_) | Broken::Garbled(_) => Failure::Bad,
    }
}

fn reach(mark: Mark) -> Reach {
    Reach { log: mark.log, seq: mark.seq }
}
