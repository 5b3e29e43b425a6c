//! Making an invitation.

use async_trait::async_trait;
use maloca_people::{Refused, Role};
use sqlx::Row;

use super::secret::Digest;
use crate::incident::busy;
use crate::writer::{Answer, Desk, Work};

/// The most invitations that can be open.
const MAX_OPEN: i64 = 1_000;

/// An invitation that waits to be kept.
pub(super) struct Invite {
    pub(super) digest: Digest,
    pub(super) role: Role,
    pub(super) until: i64,
}

#[async_trait]
impl Work for Invite {
    type Done = ();
    type Reason = Refused;

    async fn run(&mut self, desk: &mut Desk<'_>) -> Result<Answer<Self>, sqlx::Error> {
        sqlx::query("DELETE FROM invitation WHERE until <= $1")
            .bind(desk.now)
            .execute(&mut *desk.conn)
            .await?;
        if open(desk).await? >= MAX_OPEN {
            return Ok(Err(busy()));
        }
        sqlx::query("INSERT INTO invitation (digest, role, until) VALUES ($1, $2, $3)")
            .bind(self.digest.bytes())
            .bind(self.role.word())
            .bind(self.until)
            .execute(&mut *desk.conn)
            .await?;
        Ok(Ok(()))
    }
}

async fn open(desk: &mut Desk<'_>) -> Result<i64, sqlx::Error> {
    let row =
        sqlx::query("SELECT COUNT(*) AS open FROM invitation").fetch_one(&mut *desk.conn).await?;
    row.try_get("open")
}
