//! Who may send by the relay of this node: the port `Relayed`.

use std::time::Duration;

use async_trait::async_trait;
use maloca_nodes::{NodeId, Relayed};
use tokio::time::sleep;

use crate::Swarm;

/// How often it is looked whether a newcomer is still expected.
const LOOK: Duration = Duration::from_secs(10);

#[async_trait]
impl Relayed for Swarm {
    fn host(&self) -> NodeId {
        self.shared.me()
    }

    async fn admits(&self, node: NodeId) -> bool {
        // Who was put out relays for nobody any more.
        let is_host = self.shared.is_member(&self.shared.me());
        is_host && (self.shared.is_member(&node) || self.shared.expects(node).await)
    }

    async fn excluded(&self, node: NodeId) {
        let mut bell = self.shared.bell();
        while self.admits(node).await {
            tokio::select! {
                () = sleep(LOOK) => {}
                _ = bell.changed() => {}
            }
        }
    }
}
