//! This node's own log.
//!
//! # Layout
//! - `settle`: bringing it up to what is shared, when that is not what it was.

use maloca_nodes::catalogue::{Change, Line, LogId, MAX_LINES, Mark};
use sqlx::SqliteConnection;

use super::lines::Holding;
use super::log::Log;
use super::{Shelves, lines, log, place};
use crate::writer::Desk;

mod settle;

pub(super) use settle::open;

/// This node's log; a new one if there is none.
pub(super) async fn log(shelves: &Shelves, desk: &mut Desk<'_>) -> Result<Log, sqlx::Error> {
    match log::find(desk.conn, shelves.node()).await? {
        Some(log) => Ok(log),
        None => begin(shelves, desk, 0).await,
    }
}

/// A new log, newer than the one before whatever the clock says.
async fn begin(shelves: &Shelves, desk: &mut Desk<'_>, before: u64) -> Result<Log, sqlx::Error> {
    let began = desk.now.unsigned_abs().max(before.saturating_add(1));
    let id = LogId { node: shelves.node(), began };
    let log = log::begin(desk.conn, Mark::start(id), true).await?;
    log.ok_or_else(|| sqlx::Error::Protocol("there are too many logs".into()))
}

/// Adds the lines that say something new. Whether there were any.
pub(super) async fn write(
    shelves: &Shelves,
    desk: &mut Desk<'_>,
    wanted: &[Line],
) -> Result<bool, sqlx::Error> {
    let mut log = log(shelves, desk).await?;
    let before = log.mark.seq;
    for part in wanted.chunks(MAX_LINES) {
        let holding = lines::holding(desk.conn, log.number, part).await?;
        add(desk.conn, &mut log, part, holding).await?;
    }
    Ok(log.mark.seq > before)
}

async fn add(
    conn: &mut SqliteConnection,
    log: &mut Log,
    wanted: &[Line],
    mut holding: Holding,
) -> Result<(), sqlx::Error> {
    let new: Vec<Line> = wanted.iter().filter(|line| is_new(line, &holding)).cloned().collect();
    if new.is_empty() {
        return Ok(());
    }
    if log.mark.seq + new.len() as u64 > place::MAX_SEQ {
        return Err(sqlx::Error::Protocol("the log is full; a restart begins a new one".into()));
    }
    holding.retain(|path, _| new.iter().any(|line| line.path == *path));
    let mut mark = log.mark;
    mark.advance(&new);
    lines::append(conn, log, &new, &holding, (mark, None)).await
}

fn is_new(line: &Line, holding: &Holding) -> bool {
    match holding.get(&line.path) {
        Some(held) => held.change != line.change,
        None => line.change != Change::Gone,
    }
}
