//! Marks, holders, names and sums.

use maloca_files::{Hash, Path};
use maloca_nodes::NodeId;
use maloca_nodes::catalogue::{Change, Line, Listed, Mark, Share};
use sqlx::SqlitePool;
use sqlx::sqlite::SqliteRow;

use super::log::Log;
use super::{lines, log, stored};
use crate::rows::array;

pub(super) async fn marks(readers: &SqlitePool) -> Result<Vec<Mark>, sqlx::Error> {
    Ok(logs(readers).await?.iter().map(|log| log.mark).collect())
}

pub(super) async fn shares(readers: &SqlitePool) -> Result<Vec<Share>, sqlx::Error> {
    Ok(logs(readers).await?.iter().map(Log::share).collect())
}

async fn logs(readers: &SqlitePool) -> Result<Vec<Log>, sqlx::Error> {
    let mut conn = readers.acquire().await?;
    log::all(&mut conn).await
}

/// This node's own lines come first, without sorting all of them.
pub(super) async fn holders(
    readers: &SqlitePool,
    hash: &Hash,
    limit: usize,
) -> Result<Vec<Listed>, sqlx::Error> {
    let sql = "SELECT line.*, log.node FROM log JOIN line ON line.log = log.number \
               WHERE line.live AND line.hash = $1 AND log.own AND log.state = 'kept' \
               UNION ALL \
               SELECT line.*, log.node FROM line JOIN log ON line.log = log.number \
               WHERE line.live AND line.hash = $1 AND NOT log.own AND log.state = 'kept' LIMIT $2";
    let query = sqlx::query(sql).bind(&hash.0[..]).bind(stored(limit));
    query.fetch_all(readers).await?.iter().filter_map(|row| listed(row).transpose()).collect()
}

pub(super) async fn named(
    readers: &SqlitePool,
    path: &Path,
    limit: usize,
) -> Result<Vec<Listed>, sqlx::Error> {
    let sql = "SELECT line.*, log.node FROM line JOIN log ON line.log = log.number \
               WHERE line.live AND line.path = $1 AND log.state = 'kept' \
               ORDER BY log.own DESC, line.log LIMIT $2";
    let query = sqlx::query(sql).bind(path.to_string()).bind(stored(limit));
    query.fetch_all(readers).await?.iter().filter_map(|row| listed(row).transpose()).collect()
}

/// A line with its node, if it shares a file.
pub(super) fn listed(row: &SqliteRow) -> Result<Option<Listed>, sqlx::Error> {
    let Line { path, change } = lines::line(row)?;
    let Change::Shared { hash, size, modified } = change else { return Ok(None) };
    Ok(Some(Listed { node: NodeId(array(row, "node")?), path, hash, size, modified }))
}
