//! Who holds what of a file.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use bao_tree::io::BaoContentItem;
use iroh::endpoint::Connection;
use maloca_files::Hash;
use maloca_nodes::NodeId;
use maloca_nodes::fetch::{Failure, RequestId};
use maloca_nodes::wire::Holding;
use tokio::sync::mpsc;
use tokio::time::Instant;
use tokio_util::task::AbortOnDropHandle;

use crate::ask;
use crate::shared::Shared;

/// How many members are asked about one file.
const MOST: usize = 32;
/// How long after a member was asked it is asked again, when it broke off.
const AGAIN: Duration = Duration::from_secs(1);

/// What happens while a file is on its way.
pub(super) enum Event {
    /// A member says what it holds.
    Holds(NodeId, Option<Holding>),
    /// It says nothing more.
    Lost(NodeId),
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
    asked: HashMap<NodeId, Asked>,
}

struct Asked {
    since: Instant,
    asking: AbortOnDropHandle<()>,
}

impl Sources {
    pub(super) fn new(shared: Arc<Shared>, hash: Hash, events: mpsc::Sender<Event>) -> Self {
        Self { shared, hash, events, asked: HashMap::new() }
    }

    /// Asks those who are not asked yet, members that list the file first.
    pub(super) async fn look(&mut self) {
        self.asked.retain(|_, one| !one.asking.is_finished() || one.since.elapsed() < AGAIN);
        let mut connected = self.shared.askable(&self.hash);
        connected.retain(|(node, _)| !self.asked.contains_key(node));
        if connected.is_empty() || self.asked.len() >= MOST {
            return;
        }
        if connected.len() + self.asked.len() > MOST {
            let holders = self.shared.ports.catalogue.holders(&self.hash, MOST).await;
            let holders: Vec<_> = holders.into_iter().flatten().map(|one| one.node).collect();
            connected.sort_by_key(|(node, _)| !holders.contains(node));
        }
        for (node, connection) in connected.into_iter().take(MOST - self.asked.len()) {
            let asking = listen(connection, node, self.hash, self.events.clone());
            let asking = AbortOnDropHandle::new(tokio::spawn(asking));
            self.asked.insert(node, Asked { since: Instant::now(), asking });
        }
    }

    /// Whether it is connected, as far as is known here.
    pub(super) fn is_asked(&self, node: &NodeId) -> bool {
        self.asked.get(node).is_some_and(|one| !one.asking.is_finished())
    }

    pub(super) fn connection(&self, node: &NodeId) -> Option<Connection> {
        self.shared.state().links.connection(node)
    }

    /// Asks this member anew, after a while.
    pub(super) fn ask_again(&self, node: &NodeId) {
        if let Some(asked) = self.asked.get(node) {
            asked.asking.abort();
        }
    }

    pub(super) fn ban(&mut self, node: NodeId) {
        self.asked.remove(&node);
        self.shared.arrivals.ban(self.hash, node);
    }
}

async fn listen(connection: Connection, node: NodeId, hash: Hash, events: mpsc::Sender<Event>) {
    if let Ok(mut told) = ask::holding(&connection, hash).await {
        while let Ok(holding) = told.next().await {
            if events.send(Event::Holds(node, holding)).await.is_err() {
                return;
            }
        }
    }
    let _ = events.send(Event::Lost(node)).await;
}
