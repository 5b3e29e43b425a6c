//! Noting that a session was used.

use async_trait::async_trait;
use maloca_fault::Never;

use crate::writer::{Answer, Desk, Work};

/// A use that waits to be noted. If it is lost, the next one a minute later is noted.
pub(super) struct Touch {
    pub(super) session: i64,
    pub(super) now: i64,
}

#[async_trait]
impl Work for Touch {
    type Done = ();
    type Reason = Never;

    async fn run(&mut self, desk: &mut Desk<'_>) -> Result<Answer<Self>, sqlx::Error> {
        sqlx::query("UPDATE session SET seen = $2 WHERE number = $1 AND seen < $2")
            .bind(self.session)
            .bind(self.now)
            .execute(&mut *desk.conn)
            .await?;
        Ok(Ok(()))
    }
}
