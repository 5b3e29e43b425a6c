//! Connections that are made: with every member that is not connected, again and again.

use std::collections::{HashMap, HashSet};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use iroh::endpoint::Connection;
use iroh::{Endpoint, RelayUrl};
use maloca_nodes::NodeId;
use maloca_nodes::wire::MEMBERS;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep, timeout};

use crate::knock::address;
use crate::shared::Shared;
use crate::talk::talk;

/// How often it is looked who is missing.
const LOOK: Duration = Duration::from_millis(500);
/// How long after the first try the second one comes; each later one takes twice as long.
const FIRST: Duration = Duration::from_millis(500);
/// The longest between two tries.
const LONGEST: Duration = Duration::from_secs(60);
/// How long one try may take.
const TRY: Duration = Duration::from_secs(10);
/// How many are tried at once.
const AT_ONCE: usize = 32;

/// When somebody is called next.
struct Patience {
    next: Instant,
    pause: Duration,
}

/// Calls whoever is missing, until it is dropped.
pub(crate) async fn dial(shared: Arc<Shared>, endpoint: Endpoint) {
    let mut patience = HashMap::<NodeId, Patience>::new();
    let mut calls = JoinSet::new();
    let mut called = HashSet::new();
    let mut bell = shared.bell();
    let mut relays = Vec::new();
    loop {
        let known = shared.state().relays.clone();
        if relays != known {
            // There is a new way to everybody.
            (patience, relays) = (HashMap::new(), known);
        }
        while let Some(ended) = calls.try_join_next() {
            if let Ok((node, was_connected)) = ended {
                called.remove(&node);
                if was_connected {
                    patience.remove(&node);
                }
            }
        }
        for (node, addresses) in missing(&shared) {
            let is_due = patience.entry(node).or_insert_with(|| begin(&shared, node)).is_due();
            if is_due && called.len() < AT_ONCE && called.insert(node) {
                patience.entry(node).and_modify(Patience::wait_longer);
                calls.spawn(call(Arc::clone(&shared), endpoint.clone(), node, addresses));
            }
        }
        patience.retain(|node, _| shared.is_member(node));
        tokio::select! {
            () = sleep(LOOK) => {}
            _ = bell.changed() => {}
        }
    }
}

/// Of two that find one another missing, one calls first: it seldom takes two connections then.
fn begin(shared: &Shared, node: NodeId) -> Patience {
    let grace = if shared.me() < node { Duration::ZERO } else { 2 * LOOK };
    Patience { next: Instant::now() + grace, pause: FIRST }
}

impl Patience {
    fn is_due(&self) -> bool {
        self.next <= Instant::now()
    }

    fn wait_longer(&mut self) {
        self.next = Instant::now() + self.pause;
        self.pause = (2 * self.pause).min(LONGEST);
    }
}

/// The members that are not connected, and where they may be.
fn missing(shared: &Shared) -> Vec<(NodeId, Vec<SocketAddr>)> {
    let (state, me) = (shared.state(), shared.me());
    if state.members.of(&me).is_none() {
        return Vec::new();
    }
    let others = state.members.standing().keys();
    let others = others.filter(|node| **node != me && !state.links.has(node));
    let place = |node: &NodeId| {
        let met = state.contacts.get(node)?;
        Some((*node, [&met.nearby[..], &met.card.addresses, &met.rumour.addresses].concat()))
    };
    others.filter_map(place).collect()
}

/// Calls a member and talks; whether it could be reached.
async fn call(
    shared: Arc<Shared>,
    endpoint: Endpoint,
    node: NodeId,
    addresses: Vec<SocketAddr>,
) -> (NodeId, bool) {
    let connected = loop {
        let relays = shared.state().relays.clone();
        tokio::select! {
            connected = connect(&endpoint, node, &addresses, &relays) => break connected,
            () = shared.other_relays(&relays) => {}
        }
    };
    let Some(connection) = connected else { return (node, false) };
    let began = Instant::now();
    talk(shared, connection).await;
    // Who hangs up at once is not called again at once.
    (node, began.elapsed() > LOOK)
}

async fn connect(
    endpoint: &Endpoint,
    node: NodeId,
    addresses: &[SocketAddr],
    relays: &[RelayUrl],
) -> Option<Connection> {
    let at = address(node, addresses, relays)?;
    let tried = timeout(TRY, endpoint.connect(at, MEMBERS)).await.ok()?;
    let told = |error| tracing::debug!(node = %node.short(), %error, "a member cannot be reached");
    tried.map_err(told).ok()
}
