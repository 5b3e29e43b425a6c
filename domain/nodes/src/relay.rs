//! The port of a relay: who may send by it. Houses that cannot reach one another directly send by the
//! relay of a third one of their group; it sees who sends to whom and how much, and never what.

use async_trait::async_trait;

use crate::NodeId;

/// Those who may send by the relay of a house.
#[async_trait]
pub trait Relayed: Send + Sync {
    /// The node whose relay it is.
    fn host(&self) -> NodeId;

    /// Whether a node may: a member; and one that is none while somebody is expected, because a newcomer
    /// may have no other way to its inviter. Who was put out may not, and nobody when the host itself was.
    async fn admits(&self, node: NodeId) -> bool;

    /// Resolves when it may not any more.
    async fn excluded(&self, node: NodeId);
}
