//! Holders that are not connected: UDP does not reach them, their web doors may be open.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use maloca_nodes::NodeId;
use maloca_nodes::card::MAX_WEB;
use maloca_nodes::fetch::Failure;
use maloca_nodes::fetch::ranges::Ranges;
use maloca_nodes::wire::Holding;
use tokio::sync::mpsc::Sender;
use tokio::time::{Instant, sleep};

use super::prove::attempt;
use super::sources::{Event, MOST, Sources};
use super::way::{Open, Way};
use crate::bao;
use crate::coming::Want;
use crate::shared::Shared;

/// How often it is looked who is away. Who was so the last time, too, is asked at its web door.
const LOOK: Duration = Duration::from_secs(2);
/// How many web doors are asked about one file.
const DOORS: usize = 8;
/// How long after a door was tried it is tried again; each later time it takes twice as long.
const FIRST: Duration = Duration::from_secs(1);
/// The longest between two tries.
const LONGEST: Duration = Duration::from_secs(60);
/// How often it is looked whether a node is connected by now.
const MOMENT: Duration = Duration::from_millis(500);

/// The holders that were away, with the size they say, when it was looked last.
pub(super) struct Away {
    holders: HashMap<NodeId, u64>,
    looked: Instant,
}

impl Away {
    /// Nobody is known to be away yet.
    pub(super) fn nobody() -> Self {
        Self { holders: HashMap::new(), looked: Instant::now() }
    }
}

impl Sources {
    /// Asks at the doors of those who have been away for a while.
    pub(super) async fn look_at_doors(&mut self) {
        if self.away.looked.elapsed() < LOOK {
            return;
        }
        let (holders, looked) = (self.holders_away().await, Instant::now());
        let before = std::mem::replace(&mut self.away, Away { holders, looked }).holders;
        for (way, want) in self.doors(&before) {
            let asked = self.asked.keys().filter(|way| matches!(way, Way::Web(..))).count();
            if asked < DOORS && !self.asked.contains_key(&way) {
                let (shared, events) = (Arc::clone(&self.shared), self.events.clone());
                self.listen(way, knock(shared, way, want, events));
            }
        }
    }

    /// The doors of those who are away now and were so before, with the last bytes as they say.
    fn doors(&self, before: &HashMap<NodeId, u64>) -> Vec<(Way, Want)> {
        let banned = self.shared.arrivals.banned(&self.hash);
        let is_fair = |way: &Way| !banned.contains(way) && !banned.contains(&Way::Link(way.node()));
        let still = self.away.holders.iter().filter(|(node, _)| before.contains_key(*node));
        let doors = still.flat_map(|(node, size)| {
            let want = Want { hash: self.hash, size: *size, range: bao::last(*size) };
            let doors = self.shared.doors(node).into_iter();
            doors.map(move |door| (Way::Web(*node, door), want.clone()))
        });
        doors.filter(|(way, _)| is_fair(way)).collect()
    }

    async fn holders_away(&self) -> HashMap<NodeId, u64> {
        let listed = self.shared.ports.catalogue.holders(&self.hash, MOST).await;
        let sizes = listed.into_iter().flatten().map(|one| (one.node, one.size));
        let sizes = sizes.filter(|(_, size)| (1..=bao::LONGEST).contains(size));
        sizes.filter(|(node, _)| *node != self.shared.me() && self.shared.is_away(node)).collect()
    }
}

impl Shared {
    fn is_away(&self, node: &NodeId) -> bool {
        let state = self.state();
        state.members.of(node).is_some() && !state.links.has(node)
    }

    /// Where the web door of a node may be, as far as this house calls there.
    fn doors(&self, node: &NodeId) -> Vec<SocketAddr> {
        let (card, state) = (self.card(), self.state());
        let Some(met) = state.contacts.get(node) else { return Vec::new() };
        let mut doors = met.card.web.clone();
        doors.extend(met.rumour.web.iter().filter(|door| !met.card.web.contains(door)));
        doors.retain(|door| card.may_call(door));
        doors.truncate(MAX_WEB);
        doors
    }
}

/// Says that a holder has the file once its door has proved the last bytes of it, until the holder is
/// connected: then it is asked that way.
async fn knock(shared: Arc<Shared>, way: Way, want: Want, events: Sender<Event>) {
    let Way::Web(_, door) = way else { return };
    let (mut pause, size, hash) = (FIRST, want.size, want.hash);
    while let Err(failure) = attempt(Open::Web(door), want.clone()).await {
        if failure == Failure::Lied {
            return shared.arrivals.ban(hash, way);
        }
        sleep(pause).await;
        pause = (2 * pause).min(LONGEST);
        if !shared.is_away(&way.node()) {
            return;
        }
    }
    let whole = Holding::new(size, &Ranges::whole(size));
    let mut is_heard = events.send(Event::Holds(way, Some(whole))).await.is_ok();
    while is_heard && shared.is_away(&way.node()) {
        sleep(MOMENT).await;
        is_heard = !events.is_closed();
    }
    let _ = events.send(Event::Lost(way)).await;
}
