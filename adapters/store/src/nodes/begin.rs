//! Beginning anew in another group.

use async_trait::async_trait;
use maloca_nodes::{Book, Refused};

use super::note;
use crate::catalogue;
use crate::writer::{Answer, Desk, Work};

/// A group that waits to be the one.
pub(super) struct Begin(pub(super) Book);

#[async_trait]
impl Work for Begin {
    type Done = ();
    type Reason = Refused;

    async fn run(&mut self, desk: &mut Desk<'_>) -> Result<Answer<Self>, sqlx::Error> {
        for forget in ["DELETE FROM statement", "DELETE FROM contact", "DELETE FROM ticket"] {
            sqlx::query(forget).execute(&mut *desk.conn).await?;
        }
        sqlx::query(
            "INSERT INTO node_group (one, id) VALUES (1, $1) \
             ON CONFLICT (one) DO UPDATE SET id = excluded.id",
        )
        .bind(&self.0.group.to_bytes()[..])
        .execute(&mut *desk.conn)
        .await?;
        note::statements(desk, &self.0.statements).await?;
        for contact in &self.0.contacts {
            note::contact(desk, contact).await?;
        }
        catalogue::drop_foreign(desk.conn).await.map(Ok)
    }
}
