//! Ending a session.

use std::sync::Arc;

use async_trait::async_trait;
use maloca_people::{PersonId, Refused};
use sqlx::Row;

use super::secret::Digest;
use super::{Desk as PeopleDesk, hold};
use crate::writer::{Answer, Desk, Work};

/// A session that waits to be ended.
pub(super) struct Leave {
    pub(super) desk: Arc<PeopleDesk>,
    pub(super) digest: Digest,
}

#[async_trait]
impl Work for Leave {
    type Done = ();
    type Reason = Refused;

    async fn run(&mut self, desk: &mut Desk<'_>) -> Result<Answer<Self>, sqlx::Error> {
        let row = sqlx::query("DELETE FROM session WHERE digest = $1 RETURNING person")
            .bind(self.digest.bytes())
            .fetch_optional(&mut *desk.conn)
            .await?;
        if let Some(row) = row {
            remove_if_gone(desk, PersonId(row.try_get("person")?)).await?;
        }
        Ok(Ok(()))
    }

    fn committed(&self, (): &()) {
        self.desk.cache.forget(&self.digest);
    }
}

/// Without an account, a person is gone with their last session, and the name is free.
async fn remove_if_gone(desk: &mut Desk<'_>, person: PersonId) -> Result<(), sqlx::Error> {
    let other = sqlx::query("SELECT 1 FROM session WHERE person = $1 LIMIT 1")
        .bind(person.0)
        .fetch_optional(&mut *desk.conn)
        .await?;
    if other.is_none() { hold::remove(desk.conn, person).await } else { Ok(()) }
}
