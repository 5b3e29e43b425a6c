//! The log of one node, as far as it is known here.

use maloca_files::Hash;
use maloca_nodes::NodeId;
use maloca_nodes::catalogue::{LogId, Mark, Share};
use sqlx::sqlite::SqliteRow;
use sqlx::{Row, SqliteConnection};

use super::place;
use crate::rows::{array, unsigned};

/// A log without its lines.
#[derive(Clone)]
pub(super) struct Log {
    pub(super) number: i64,
    pub(super) own: bool,
    pub(super) forked: bool,
    pub(super) mark: Mark,
    pub(super) files: u64,
    pub(super) bytes: u64,
    pub(super) text: u64,
}

impl Log {
    fn of(row: &SqliteRow) -> Result<Self, sqlx::Error> {
        let log = LogId { node: NodeId(array(row, "node")?), began: unsigned(row, "began")? };
        let mark = Mark { log, seq: unsigned(row, "seq")?, chain: Hash(array(row, "chain")?) };
        Ok(Self {
            number: row.try_get("number")?,
            own: row.try_get("own")?,
            forked: row.try_get::<&str, _>("state")? == "forked",
            mark,
            files: unsigned(row, "files")?,
            bytes: unsigned(row, "bytes")?,
            text: unsigned(row, "text")?,
        })
    }

    pub(super) fn share(&self) -> Share {
        Share { node: self.mark.log.node, files: self.files, bytes: self.bytes }
    }
}

/// All logs that count.
pub(super) async fn all(conn: &mut SqliteConnection) -> Result<Vec<Log>, sqlx::Error> {
    let sql = "SELECT * FROM log WHERE state <> 'dropped' ORDER BY own DESC, number";
    let rows = sqlx::query(sql).fetch_all(conn).await?;
    rows.iter().map(Log::of).collect()
}

/// The log of a node.
pub(super) async fn find(
    conn: &mut SqliteConnection,
    node: NodeId,
) -> Result<Option<Log>, sqlx::Error> {
    let row = sqlx::query("SELECT * FROM log WHERE node = $1 AND state <> 'dropped'")
        .bind(&node.0[..])
        .fetch_optional(conn)
        .await?;
    row.as_ref().map(Log::of).transpose()
}

/// A new log under the smallest number that is free, so that numbers stay small; nothing when there
/// are too many.
pub(super) async fn begin(
    conn: &mut SqliteConnection,
    mark: Mark,
    own: bool,
) -> Result<Option<Log>, sqlx::Error> {
    let number = free_number(conn).await?;
    if number > place::MAX_LOGS {
        return Ok(None);
    }
    let log = Log { number, own, forked: false, mark, files: 0, bytes: 0, text: 0 };
    sqlx::query(
        "INSERT INTO log (number, node, began, own, state, seq, chain, files, bytes, text) \
         VALUES ($1, $2, $3, $4, 'kept', $5, $6, 0, 0, 0)",
    )
    .bind(number)
    .bind(&mark.log.node.0[..])
    .bind(mark.log.began.cast_signed())
    .bind(own)
    .bind(mark.seq.cast_signed())
    .bind(&mark.chain.0[..])
    .execute(conn)
    .await?;
    Ok(Some(log))
}

async fn free_number(conn: &mut SqliteConnection) -> Result<i64, sqlx::Error> {
    let sql = "SELECT MIN(used.number) + 1 AS free \
               FROM (SELECT 0 AS number UNION ALL SELECT number FROM log) AS used \
               WHERE NOT EXISTS (SELECT 1 FROM log WHERE log.number = used.number + 1)";
    sqlx::query(sql).fetch_one(conn).await?.try_get("free")
}

/// Writes down how far a log goes and what it shares.
pub(super) async fn save(conn: &mut SqliteConnection, log: &Log) -> Result<(), sqlx::Error> {
    sqlx::query(
        "UPDATE log SET seq = $2, chain = $3, files = $4, bytes = $5, text = $6 WHERE number = $1",
    )
    .bind(log.number)
    .bind(log.mark.seq.cast_signed())
    .bind(&log.mark.chain.0[..])
    .bind(log.files.cast_signed())
    .bind(log.bytes.cast_signed())
    .bind(log.text.cast_signed())
    .execute(conn)
    .await
    .map(drop)
}

/// Takes a log out of sight; its lines are removed later.
pub(super) async fn drop_one(conn: &mut SqliteConnection, log: &Log) -> Result<(), sqlx::Error> {
    let sql = "UPDATE log SET state = 'dropped' WHERE number = $1";
    sqlx::query(sql).bind(log.number).execute(conn).await.map(drop)
}

/// Takes the logs of all other nodes out of sight.
pub(crate) async fn drop_foreign(conn: &mut SqliteConnection) -> Result<(), sqlx::Error> {
    sqlx::query("UPDATE log SET state = 'dropped' WHERE NOT own").execute(conn).await.map(drop)
}

/// Remembers of a log nothing but that its node is not believed.
pub(super) async fn mistrust(conn: &mut SqliteConnection, log: &Log) -> Result<(), sqlx::Error> {
    drop_one(conn, log).await?;
    let sql = "UPDATE log SET state = 'forked' WHERE number = $1";
    match begin(conn, log.mark, false).await? {
        Some(forked) => sqlx::query(sql).bind(forked.number).execute(conn).await.map(drop),
        None => Ok(()),
    }
}
