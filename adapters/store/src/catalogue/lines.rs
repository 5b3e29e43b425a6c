//! Lines of logs, and which of them hold.

use std::collections::HashMap;

use maloca_files::{Hash, Path};
use maloca_nodes::Signature;
use maloca_nodes::catalogue::{Change, Line, Mark};
use sqlx::sqlite::SqliteRow;
use sqlx::{QueryBuilder, Row, SqliteConnection};

use super::log::Log;
use super::{head, index, keeps, log, place};
use crate::chat::parsed;
use crate::rows::{among, array, unsigned};

/// The line that holds for a path.
pub(super) struct Held {
    pub(super) number: i64,
    pub(super) change: Change,
}

/// The lines that hold, by their paths.
pub(super) type Holding = HashMap<Path, Held>;

/// What holds for these paths, at most [`maloca_nodes::catalogue::MAX_LINES`].
pub(super) async fn holding(
    conn: &mut SqliteConnection,
    log: i64,
    lines: &[Line],
) -> Result<Holding, sqlx::Error> {
    let files = lines.iter().filter(|line| !is_wish(line));
    let paths = files.map(|line| line.path.to_string());
    let mut query = among("SELECT * FROM line WHERE live AND path IN ", paths);
    query.push(" AND log = ").push_bind(log);
    let rows = query.build().persistent(false).fetch_all(conn).await?;
    rows.iter().map(held).collect()
}

fn held(row: &SqliteRow) -> Result<(Path, Held), sqlx::Error> {
    let line = line(row)?;
    Ok((line.path, Held { number: row.try_get("number")?, change: line.change }))
}

/// A row of the table as the line that it was.
pub(super) fn line(row: &SqliteRow) -> Result<Line, sqlx::Error> {
    let is_gone = row.try_get::<Option<&[u8]>, _>("hash")?.is_none();
    let change = if let Some(copies) = row.try_get("copies")? {
        Change::Kept { copies }
    } else if is_gone {
        Change::Gone
    } else {
        Change::Shared {
            hash: Hash(array(row, "hash")?),
            size: unsigned(row, "size")?,
            modified: row.try_get("modified")?,
        }
    };
    Ok(Line { path: parsed(row, "path")?, change })
}

/// Adds lines to a log, which then goes as far as `mark`.
pub(super) async fn append(
    conn: &mut SqliteConnection,
    log: &mut Log,
    lines: &[Line],
    before: &Holding,
    (mark, signature): (Mark, Option<Signature>),
) -> Result<(), sqlx::Error> {
    let live = lasting(lines);
    let gone: Vec<i64> = before.values().map(|held| held.number).collect();
    void(conn, &gone).await?;
    insert(conn, log, lines, &live).await?;
    let new = lines.iter().zip(1..).zip(&live).filter(|(_, live)| **live);
    let new: Vec<_> = new
        .map(|((line, nth), _)| (place::line(log.number, log.mark.seq + nth), &line.path))
        .collect();
    index::write(conn, &new, &gone).await?;
    keeps::follow(conn, log.number, lines).await?;
    count(log, lines, &live, before);
    log.mark = mark;
    log::save(conn, log).await?;
    head::put(conn, log, signature).await
}

/// Whether it is about a folder that is to be kept, not about a file.
pub(super) const fn is_wish(line: &Line) -> bool {
    matches!(line.change, Change::Kept { .. })
}

/// Which lines share a file and are the last of their path.
fn lasting(lines: &[Line]) -> Vec<bool> {
    let files = lines.iter().enumerate().filter(|(_, line)| !is_wish(line));
    let last: HashMap<&Path, usize> = files.map(|(at, line)| (&line.path, at)).collect();
    let lasts = |(at, line): (usize, &Line)| {
        last.get(&line.path) == Some(&at) && matches!(line.change, Change::Shared { .. })
    };
    lines.iter().enumerate().map(lasts).collect()
}

async fn void(conn: &mut SqliteConnection, numbers: &[i64]) -> Result<(), sqlx::Error> {
    if numbers.is_empty() {
        return Ok(());
    }
    let mut query = among("UPDATE line SET live = FALSE WHERE number IN ", numbers.iter().copied());
    query.build().persistent(false).execute(conn).await.map(drop)
}

async fn insert(
    conn: &mut SqliteConnection,
    log: &Log,
    lines: &[Line],
    live: &[bool],
) -> Result<(), sqlx::Error> {
    if lines.is_empty() {
        return Ok(());
    }
    let columns = "INSERT INTO line (number, log, path, hash, size, modified, copies, live) ";
    let mut query = QueryBuilder::new(columns);
    let rows = lines.iter().zip(live).zip(log.mark.seq + 1..);
    query.push_values(rows, |mut row, ((line, live), seq)| {
        let (hash, size, modified, copies) = match &line.change {
            Change::Shared { hash, size, modified } => {
                (Some(hash.0.to_vec()), *size, *modified, None)
            }
            Change::Gone => (None, 0, 0, None),
            Change::Kept { copies } => (None, 0, 0, Some(*copies)),
        };
        row.push_bind(place::line(log.number, seq)).push_bind(log.number);
        row.push_bind(line.path.to_string()).push_bind(hash).push_bind(size.cast_signed());
        row.push_bind(modified).push_bind(copies).push_bind(*live);
    });
    query.build().persistent(false).execute(conn).await.map(drop)
}

/// Sums wrap round, as sizes are what a stranger says; so taking away is exact again.
fn count(log: &mut Log, lines: &[Line], live: &[bool], before: &Holding) {
    for held in before.values() {
        log.files = log.files.wrapping_sub(1);
        log.bytes = log.bytes.wrapping_sub(size(&held.change));
    }
    for (line, _) in lines.iter().zip(live).filter(|(_, live)| **live) {
        log.files = log.files.wrapping_add(1);
        log.bytes = log.bytes.wrapping_add(size(&line.change));
    }
    log.text += lines.iter().map(|line| line.path.to_string().len() as u64).sum::<u64>();
}

const fn size(change: &Change) -> u64 {
    match change {
        Change::Shared { size, .. } => *size,
        Change::Gone | Change::Kept { .. } => 0,
    }
}
