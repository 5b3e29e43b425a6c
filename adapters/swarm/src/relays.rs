//! The relays by which this node can be reached, and reaches others: those of members, this one's own among
//! them, and nobody else's.

use std::collections::BTreeMap;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use futures::future::ready;
use futures::{StreamExt, stream};
use iroh::{Endpoint, RelayConfig, RelayUrl};
use maloca_nodes::{Card, NodeId};
use tokio::time::{sleep, timeout};

use crate::shared::Shared;
use crate::web;

/// The most relays that are used. A node waits for others at one of them, and calls by all.
const MOST: usize = 4;
/// How many are asked at once whether they are there.
const AT_ONCE: usize = 8;
/// How often one is looked for that did not answer.
const LOOK: Duration = Duration::from_secs(10);
/// The least between two looks, however often members tell something else.
const PAUSE: Duration = Duration::from_secs(1);

/// The relays of members, by member: where they say that they are.
type Told = BTreeMap<NodeId, Vec<SocketAddr>>;

/// A relay that answered.
struct Relay {
    told: Vec<SocketAddr>,
    url: RelayUrl,
}

/// Keeps to the relays that members run, until it is dropped.
pub(crate) async fn choose(shared: Arc<Shared>, endpoint: Endpoint) {
    let mut used = BTreeMap::<NodeId, Relay>::new();
    loop {
        let told = told(&shared);
        let is_gone = |node: &NodeId, relay: &mut Relay| told.get(node) != Some(&relay.told);
        let gone: Vec<_> = used.extract_if(.., is_gone).collect();
        for (_, relay) in gone {
            endpoint.remove_relay(&relay.url).await;
        }
        let missing = told.clone().into_iter().filter(|(node, _)| !used.contains_key(node));
        let found = look(missing.collect(), MOST.saturating_sub(used.len()));
        for (node, relay) in found.await {
            let config = Arc::new(RelayConfig::new(relay.url.clone(), None));
            endpoint.insert_relay(relay.url.clone(), config).await;
            used.insert(node, relay);
        }
        shared.rely_on(used.values().map(|relay| relay.url.clone()).collect());
        sleep(PAUSE).await;
        let _ = timeout(LOOK, shared.tells_otherwise(&told)).await;
    }
}

/// Those that answer, as many as there is use for.
async fn look(missing: Told, wanted: usize) -> Vec<(NodeId, Relay)> {
    let asked = stream::iter(missing).map(|(node, told)| async move {
        let url = find(node, &told).await?;
        Some((node, Relay { told, url }))
    });
    asked.buffer_unordered(AT_ONCE).filter_map(ready).take(wanted).collect().await
}

/// What members tell of their relays, as far as this node calls there.
fn told(shared: &Shared) -> Told {
    let (mine, me, state) = (shared.card(), shared.me(), shared.state());
    let members = state.members.standing().keys().filter_map(|node| {
        let card = if *node == me { &mine } else { &state.contacts.get(node)?.card };
        let at = callable(&mine, &card.relay);
        (!at.is_empty()).then_some((*node, at))
    });
    members.collect()
}

fn callable(mine: &Card, told: &[SocketAddr]) -> Vec<SocketAddr> {
    told.iter().filter(|at| mine.may_call(at)).copied().collect()
}

/// The relay of a node, where somebody told that it is, if it answers.
pub(crate) async fn found(shared: &Shared, node: NodeId, told: &[SocketAddr]) -> Option<RelayUrl> {
    find(node, &callable(&shared.card(), told)).await
}

/// The first of the addresses at which somebody says that it is the relay of this node. Packets are
/// encrypted for their receiver: who lies there can lose them and nothing more.
async fn find(node: NodeId, told: &[SocketAddr]) -> Option<RelayUrl> {
    for at in told {
        if web::whose(*at).await == Some(node) {
            return format!("http://{at}").parse().ok();
        }
    }
    None
}

impl Shared {
    /// Resolves when members tell something else of their relays.
    async fn tells_otherwise(&self, known: &Told) {
        let mut bell = self.bell();
        while told(self) == *known {
            let _ = bell.changed().await;
        }
    }

    /// These relays are used from now on; whoever is missing is called by them.
    fn rely_on(&self, relays: Vec<RelayUrl>) {
        let is_new = {
            let mut state = self.state();
            std::mem::replace(&mut state.relays, relays.clone()) != relays
        };
        if is_new {
            self.ring();
        }
    }

    /// Resolves when other relays are used than these.
    pub(crate) async fn other_relays(&self, known: &[RelayUrl]) {
        let mut bell = self.bell();
        while self.state().relays == known {
            let _ = bell.changed().await;
        }
    }
}

/// Where a relay is.
pub(crate) fn address(url: &RelayUrl) -> Option<SocketAddr> {
    let host: IpAddr = url.host_str()?.trim_matches(['[', ']']).parse().ok()?;
    Some(SocketAddr::new(host, url.port_or_known_default()?))
}
