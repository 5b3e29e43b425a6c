//! Removing what was dropped, in steps so small that nobody waits for them.

use async_trait::async_trait;
use maloca_fault::Never;
use sqlx::{Row, SqliteConnection};

use super::place;
use crate::store::Store;
use crate::writer::{Answer, Desk, Work};

/// How many rows of a table one step removes.
const STEP: i64 = 1_000;

/// Removes what was dropped, in the background. What a crash leaves goes when the catalogue is opened.
pub(crate) fn clear_away(store: Store) {
    tokio::spawn(async move { while let Ok(true) = store.queue().submit(Step).await {} });
}

/// Removes some of what was dropped; whether something is left.
struct Step;

#[async_trait]
impl Work for Step {
    type Done = bool;
    type Reason = Never;

    async fn run(&mut self, desk: &mut Desk<'_>) -> Result<Answer<Self>, sqlx::Error> {
        let sql = "SELECT number FROM log WHERE state = 'dropped' LIMIT 1";
        let Some(row) = sqlx::query(sql).fetch_optional(&mut *desk.conn).await? else {
            return Ok(Ok(false));
        };
        let log: i64 = row.try_get("number")?;
        if !remove_some(desk.conn, log).await? {
            for sql in ["DELETE FROM keep WHERE log = $1", "DELETE FROM log WHERE number = $1"] {
                sqlx::query(sql).bind(log).execute(&mut *desk.conn).await?;
            }
        }
        Ok(Ok(true))
    }
}

/// Whether there was something.
async fn remove_some(conn: &mut SqliteConnection, log: i64) -> Result<bool, sqlx::Error> {
    let (first, last) = (place::line(log, 0), place::line(log, place::MAX_SEQ));
    let keys = (place::key(place::block(first), 0), place::key(place::block(last), u32::MAX));
    let lines = "DELETE FROM line WHERE number IN \
                 (SELECT number FROM line WHERE number BETWEEN $1 AND $2 LIMIT $3)";
    let pieces = "DELETE FROM piece WHERE key IN \
                  (SELECT key FROM piece WHERE key BETWEEN $1 AND $2 LIMIT $3)";
    let heads = "DELETE FROM head WHERE log = $1 AND seq IN \
                 (SELECT seq FROM head WHERE log = $1 AND seq >= $2 LIMIT $3)";
    let mut removed = 0;
    for (sql, (from, to)) in [(lines, (first, last)), (pieces, keys), (heads, (log, 0))] {
        let query = sqlx::query(sql).bind(from).bind(to).bind(STEP);
        removed += query.execute(&mut *conn).await?.rows_affected();
    }
    Ok(removed > 0)
}
