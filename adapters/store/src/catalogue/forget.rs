//! Forgetting a node.

use async_trait::async_trait;
use maloca_fault::Never;
use maloca_nodes::NodeId;

use super::log;
use crate::writer::{Answer, Desk, Work};

/// A node that waits to be forgotten.
pub(super) struct Forget(pub(super) NodeId);

#[async_trait]
impl Work for Forget {
    type Done = ();
    type Reason = Never;

    async fn run(&mut self, desk: &mut Desk<'_>) -> Result<Answer<Self>, sqlx::Error> {
        if let Some(log) = log::find(desk.conn, self.0).await? {
            log::drop_one(desk.conn, &log).await?;
        }
        Ok(Ok(()))
    }
}
