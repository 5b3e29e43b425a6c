//! Who is let in to which protocol, before a byte of it is read.

use std::sync::Arc;

use iroh::endpoint::{AfterHandshakeOutcome, Connection, EndpointHooks};
use maloca_nodes::NodeId;
use maloca_nodes::wire::{JOIN, MEMBERS};

use crate::shared::Shared;

/// The connection is closed because all was said.
pub(crate) const DONE: u32 = 0;
/// Because the node may not speak this protocol here.
pub(crate) const STRANGER: u32 = 1;
/// Because the node has more connections than it needs.
pub(crate) const TOO_MANY: u32 = 2;

/// Asked after every handshake, when it is proved which node is at the other end.
#[derive(Debug)]
pub(crate) struct Guard(pub(crate) Arc<Shared>);

impl EndpointHooks for Guard {
    async fn after_handshake<'a>(&'a self, connection: &'a Connection) -> AfterHandshakeOutcome {
        // Whom this node calls it has chosen itself, by the key.
        if connection.side().is_client() || self.admits(connection).await {
            return AfterHandshakeOutcome::Accept;
        }
        tracing::info!(node = %node(connection).short(), "a stranger was turned away");
        AfterHandshakeOutcome::Reject { error_code: STRANGER.into(), reason: b"stranger".to_vec() }
    }
}

impl Guard {
    /// A member may talk; a stranger may knock while somebody is expected; who was put out neither.
    async fn admits(&self, connection: &Connection) -> bool {
        let node = node(connection);
        match connection.alpn() {
            MEMBERS => self.0.is_member(&node),
            JOIN => self.0.expects(node).await,
            _ => false,
        }
    }
}

impl Shared {
    /// Whether a node may knock: somebody is expected, and it was not put out.
    pub(crate) async fn expects(&self, node: NodeId) -> bool {
        let is_out = self.state().members.is_revoked(&node);
        !is_out && self.ports.ledger.expects(node).await.unwrap_or(false)
    }
}

/// The node at the other end, as the handshake proved it.
pub(crate) fn node(connection: &Connection) -> NodeId {
    NodeId(*connection.remote_id().as_bytes())
}
