//! Who holds what of a file.

use std::collections::HashMap;
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use bao_tree::io::BaoContentItem;
use iroh::endpoint::Connection;
use maloca_files::Hash;
use maloca_nodes::fetch::{Failure, RequestId};
use maloca_nodes::wire::Holding;
use tokio::sync::mpsc;
use tokio::time::Instant;
use tokio_util::task::AbortOnDropHandle;

use super::away::Away;
use super::way::{Open, Way};
use crate::ask;
use crate::shared::Shared;

/// How many members are asked about one file.
pub(super) const MOST: usize = 32;
/// How long after a member was asked it is asked again, when it broke off.
const AGAIN: Duration = Duration::from_secs(1);

/// What happens while a file is on its way.
pub(super) enum Event {
    /// A member says what it holds.
    Holds(Way, Option<Holding>),
    /// It says nothing more.
    Lost(Way),
    /// This came and fits the hash.
    Came(RequestId, BaoContentItem),
    /// A request has ended.
    Ended(RequestId, Result<(), Failure>),
}

/// The members that are asked about one file.
pub(super) struct Sources {
    pub(super) shared: Arc<Shared>,
    pub(super) hash: Hash,
    pub(super) events: mpsc::Sender<Event>,
    pub(super) asked: HashMap<Way, Asked>,
    pub(super) away: Away,
}

pub(super) struct Asked {
    since: Instant,
    asking: AbortOnDropHandle<()>,
}

impl Sources {
    pub(super) fn new(shared: Arc<Shared>, hash: Hash, events: mpsc::Sender<Event>) -> Self {
        Self { shared, hash, events, asked: HashMap::new(), away: Away::nobody() }
    }

    /// Asks those who are not asked yet.
    pub(super) async fn look(&mut self) {
        self.asked.retain(|_, one| !one.asking.is_finished() || one.since.elapsed() < AGAIN);
        self.look_at_links().await;
        self.look_at_doors().await;
    }

    /// Asks who is connected, members that list the file first.
    async fn look_at_links(&mut self) {
        let mut connected = self.shared.askable(&self.hash);
        connected.retain(|(node, _)| !self.asked.contains_key(&Way::Link(*node)));
        if connected.is_empty() || self.asked.len() >= MOST {
            return;
        }
        if connected.len() + self.asked.len() > MOST {
            let holders = self.shared.ports.catalogue.holders(&self.hash, MOST).await;
            let holders: Vec<_> = holders.into_iter().flatten().map(|one| one.node).collect();
            connected.sort_by_key(|(node, _)| !holders.contains(node));
        }
        for (node, connection) in connected.into_iter().take(MOST - self.asked.len()) {
            let way = Way::Link(node);
            self.listen(way, listen(connection, way, self.hash, self.events.clone()));
        }
    }

    /// Hears what is held there for as long as this goes on.
    pub(super) fn listen(&mut self, way: Way, asking: impl Future<Output = ()> + Send + 'static) {
        let asking = AbortOnDropHandle::new(tokio::spawn(asking));
        self.asked.insert(way, Asked { since: Instant::now(), asking });
    }

    /// Whether it is connected, as far as is known here.
    pub(super) fn is_asked(&self, way: &Way) -> bool {
        self.asked.get(way).is_some_and(|one| !one.asking.is_finished())
    }

    pub(super) fn open(&self, way: &Way) -> Option<Open> {
        match way {
            Way::Link(node) => self.shared.state().links.connection(node).map(Open::Link),
            Way::Web(_, door) => Some(Open::Web(*door)),
        }
    }

    /// Asks there anew, after a while.
    pub(super) fn ask_again(&self, way: &Way) {
        if let Some(asked) = self.asked.get(way) {
            asked.asking.abort();
        }
    }

    pub(super) fn ban(&mut self, way: Way) {
        self.asked.remove(&way);
        self.shared.arrivals.ban(self.hash, way);
    }
}

async fn listen(connection: Connection, way: Way, hash: Hash, events: mpsc::Sender<Event>) {
    if let Ok(mut told) = ask::holding(&connection, hash).await {
        while let Ok(holding) = told.next().await {
            if events.send(Event::Holds(way, holding)).await.is_err() {
                return;
            }
        }
    }
    let _ = events.send(Event::Lost(way)).await;
}
