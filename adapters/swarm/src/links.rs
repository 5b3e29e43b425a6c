//! The connections that are open.

use std::collections::HashMap;
use std::net::SocketAddr;

use iroh::TransportAddr;
use iroh::endpoint::Connection;
use maloca_nodes::spread::reach::Rumour;
use maloca_nodes::{Link, NodeId};
use time::OffsetDateTime;
use tokio::sync::mpsc;

use crate::relays;

/// The most connections with one node. Two that dial each other at once have two, and one that began
/// anew has a new one before its old one is known to be dead.
const EACH: usize = 4;

/// The open connections by node, oldest first.
#[derive(Default)]
pub(crate) struct Links(HashMap<NodeId, Vec<Open>>);

struct Open {
    connection: Connection,
    rumours: mpsc::Sender<Rumour>,
    since: OffsetDateTime,
}

impl Links {
    /// Adds one; the oldest goes when there are too many.
    pub(crate) fn add(
        &mut self,
        node: NodeId,
        connection: Connection,
        rumours: mpsc::Sender<Rumour>,
    ) {
        let open = self.0.entry(node).or_default();
        if open.len() >= EACH {
            open.remove(0).connection.close(crate::guard::TOO_MANY.into(), b"too many connections");
        }
        open.push(Open { connection, rumours, since: OffsetDateTime::now_utc() });
    }

    pub(crate) fn remove(&mut self, node: &NodeId, connection: &Connection) {
        let Some(open) = self.0.get_mut(node) else { return };
        open.retain(|one| one.connection.stable_id() != connection.stable_id());
        if open.is_empty() {
            self.0.remove(node);
        }
    }

    pub(crate) fn has(&self, node: &NodeId) -> bool {
        self.0.contains_key(node)
    }

    /// Tells a node something that may get lost: its link is slow when it does.
    pub(crate) fn tell(&self, node: &NodeId, rumour: Rumour) {
        if let Some(open) = self.0.get(node).and_then(|open| open.last()) {
            let _ = open.rumours.try_send(rumour);
        }
    }

    /// The newest connection with a node.
    pub(crate) fn connection(&self, node: &NodeId) -> Option<Connection> {
        let open = self.0.get(node)?.iter().rev();
        open.map(|one| &one.connection).find(|one| one.close_reason().is_none()).cloned()
    }

    /// The newest connections with all nodes.
    pub(crate) fn newest(&self) -> Vec<(NodeId, Connection)> {
        let newest = |node: &NodeId| Some((*node, self.connection(node)?));
        self.0.keys().filter_map(newest).collect()
    }

    /// The newest connection with a node that has a path, as it is now.
    pub(crate) fn link(&self, node: &NodeId) -> Option<Link> {
        self.0.get(node)?.iter().rev().find_map(Open::link)
    }
}

impl Open {
    fn link(&self) -> Option<Link> {
        let paths = self.connection.paths();
        let path = paths.iter().find(|path| path.is_selected()).or_else(|| paths.iter().next())?;
        let at = path.remote_addr();
        let (address, relayed) = (address(at)?, at.is_relay());
        Some(Link { address, relayed, latency: path.rtt(), since: self.since })
    }
}

fn address(at: &TransportAddr) -> Option<SocketAddr> {
    match at {
        TransportAddr::Ip(address) => Some(*address),
        TransportAddr::Relay(url) => relays::address(url),
        _ => None,
    }
}
