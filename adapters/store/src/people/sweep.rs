//! Clearing away what has ended.

use std::sync::Arc;

use async_trait::async_trait;
use maloca_fault::Never;
use sqlx::SqliteConnection;

use super::{Desk as PeopleDesk, GUEST_NAME, SESSION, hold};
use crate::writer::{Answer, Desk, Work};

/// Removes sessions that have ended, and when the house is full also guests whose names are free.
pub(super) struct Sweep {
    people: Arc<PeopleDesk>,
    removed: u64,
}

impl Sweep {
    pub(super) const fn new(people: Arc<PeopleDesk>) -> Self {
        Self { people, removed: 0 }
    }
}

#[async_trait]
impl Work for Sweep {
    type Done = ();
    type Reason = Never;

    async fn run(&mut self, desk: &mut Desk<'_>) -> Result<Answer<Self>, sqlx::Error> {
        self.removed = end_sessions(desk.conn, desk.now - SESSION).await?;
        if hold::count(desk.conn).await? >= self.people.max_sessions {
            self.removed += end_guests(desk.conn, desk.now - GUEST_NAME).await?;
        }
        if self.removed > 0 {
            remove_the_gone(desk.conn).await?;
        }
        Ok(Ok(()))
    }

    fn committed(&self, (): &()) {
        if self.removed > 0 {
            self.people.cache.forget_all();
        }
    }
}

async fn end_sessions(conn: &mut SqliteConnection, until: i64) -> Result<u64, sqlx::Error> {
    let sql = "DELETE FROM session WHERE seen <= $1";
    Ok(sqlx::query(sql).bind(until).execute(conn).await?.rows_affected())
}

async fn end_guests(conn: &mut SqliteConnection, until: i64) -> Result<u64, sqlx::Error> {
    let sql = "DELETE FROM session WHERE seen <= $1 \
               AND person IN (SELECT number FROM person WHERE role = 'guest')";
    Ok(sqlx::query(sql).bind(until).execute(conn).await?.rows_affected())
}

async fn remove_the_gone(conn: &mut SqliteConnection) -> Result<(), sqlx::Error> {
    let sql = "DELETE FROM person WHERE NOT EXISTS \
               (SELECT 1 FROM session s WHERE s.person = person.number)";
    sqlx::query(sql).execute(conn).await.map(drop)
}
