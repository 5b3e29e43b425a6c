//! Giving a page of a log.

use maloca_files::Hash;
use maloca_nodes::catalogue::{Head, Line, LogId, MAX_LINES, Mark, Page};
use maloca_nodes::{GroupId, Signature};
use sqlx::SqliteConnection;
use sqlx::sqlite::SqliteRow;

use super::log::Log;
use super::{Shelves, lines, log, place};
use crate::rows::{array, unsigned};

/// The lines of a log after the first `after`, up to a head.
pub(super) async fn page(
    shelves: &Shelves,
    id: LogId,
    after: u64,
) -> Result<Option<Page>, sqlx::Error> {
    let mut snapshot = shelves.store().readers().begin().await?;
    let known = log::find(&mut snapshot, id.node).await?;
    let Some(log) = known.filter(|log| log.mark.log == id && after < log.mark.seq) else {
        return Ok(None);
    };
    let Some(head) = head(shelves, &mut snapshot, &log, after).await? else { return Ok(None) };
    let lines = lines(&mut snapshot, &log, after, head.seq).await?;
    Ok(Some(Page { lines, head }))
}

/// The last head that a page can end with. This node's own is signed now, for the group that it is in.
async fn head(
    shelves: &Shelves,
    conn: &mut SqliteConnection,
    log: &Log,
    after: u64,
) -> Result<Option<Head>, sqlx::Error> {
    let Some(row) = last_head(conn, log.number, after.cast_signed()).await? else {
        return Ok(None);
    };
    let (seq, chain) = (unsigned(&row, "seq")?, Hash(array(&row, "chain")?));
    let mut mark = Mark { seq, chain, ..log.mark };
    if log.own {
        let group = group(conn).await?;
        return Ok(group.map(|group| mark.write(&shelves.inner.key, group, &[])));
    }
    let signature = Signature(array(&row, "signature")?);
    Ok(Some(Head { log: mark.log, seq, chain, signature }))
}

async fn last_head(
    conn: &mut SqliteConnection,
    log: i64,
    after: i64,
) -> Result<Option<SqliteRow>, sqlx::Error> {
    let sql = "SELECT * FROM head WHERE log = $1 AND seq > $2 AND seq <= $3 \
               ORDER BY seq DESC LIMIT 1";
    let last = after.saturating_add(MAX_LINES as i64);
    sqlx::query(sql).bind(log).bind(after).bind(last).fetch_optional(conn).await
}

async fn lines(
    conn: &mut SqliteConnection,
    log: &Log,
    after: u64,
    last: u64,
) -> Result<Vec<Line>, sqlx::Error> {
    let sql = "SELECT * FROM line WHERE number > $1 AND number <= $2 ORDER BY number";
    let query = sqlx::query(sql).bind(place::line(log.number, after));
    let rows = query.bind(place::line(log.number, last)).fetch_all(conn).await?;
    rows.iter().map(lines::line).collect()
}

/// The group that this node belongs to.
pub(super) async fn group(conn: &mut SqliteConnection) -> Result<Option<GroupId>, sqlx::Error> {
    let row = sqlx::query("SELECT id FROM node_group").fetch_optional(conn).await?;
    row.map(|row| array(&row, "id").map(|id| GroupId::from_bytes(&id))).transpose()
}
