//! The search index: in which lines a piece of text occurs.
//!
//! Lines are searched in blocks. For every piece of text that occurs in a block there is a row with the
//! places of the lines where it does, and one with the places of the lines that hold. Words that are
//! everywhere cost no more than rare ones: a query reads a few rows of at most 2 KiB for each block.
//!
//! # Layout
//! - `bits`: places in a block; `pieces`: the pieces of a path.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use maloca_files::Path;
use sqlx::sqlite::SqliteRow;
use sqlx::{QueryBuilder, Row, SqliteConnection};

use super::place;
use crate::rows::among;

pub(super) mod bits;
pub(super) mod pieces;

pub(super) use bits::Bits;

/// The most rows that one statement reads or writes.
pub(super) const ROWS: usize = 1_000;

/// What changes in one row.
#[derive(Default)]
struct Edit {
    add: Vec<u16>,
    remove: Vec<u16>,
}

/// Puts lines into the index, and takes those out that do not hold any more.
pub(super) async fn write(
    conn: &mut SqliteConnection,
    new: &[(i64, &Path)],
    gone: &[i64],
) -> Result<(), sqlx::Error> {
    let edits: Vec<(i64, Edit)> = edits(new, gone).into_iter().collect();
    for part in edits.chunks(ROWS) {
        let keys: Vec<i64> = part.iter().map(|(key, _)| *key).collect();
        let mut rows = read(conn, &keys).await?;
        let edited = part.iter().map(|(key, edit)| (*key, edited(rows.remove(key), edit)));
        let edited: Vec<_> = edited.collect();
        put(conn, &edited).await?;
    }
    Ok(())
}

fn edits(new: &[(i64, &Path)], gone: &[i64]) -> BTreeMap<i64, Edit> {
    let mut edits = BTreeMap::<i64, Edit>::new();
    let live = |line: i64| place::key(place::block(line), pieces::LIVE);
    for line in gone {
        edits.entry(live(*line)).or_default().remove.push(place::offset(*line));
    }
    for (line, path) in new {
        let mut pieces: BTreeSet<u32> = pieces::of(path);
        pieces.insert(pieces::LIVE);
        for piece in pieces {
            let key = place::key(place::block(*line), piece);
            edits.entry(key).or_default().add.push(place::offset(*line));
        }
    }
    edits
}

fn edited(bits: Option<Bits>, edit: &Edit) -> Vec<u8> {
    let mut bits = bits.unwrap_or_default();
    edit.add.iter().for_each(|place| bits.set(*place));
    edit.remove.iter().for_each(|place| bits.clear(*place));
    bits.to_bytes()
}

/// The rows of these keys that there are.
pub(super) async fn read(
    conn: &mut SqliteConnection,
    keys: &[i64],
) -> Result<HashMap<i64, Bits>, sqlx::Error> {
    let mut query = among("SELECT key, places FROM piece WHERE key IN ", keys.iter().copied());
    let rows = query.build().persistent(false).fetch_all(conn).await?;
    rows.iter().map(bits).collect()
}

fn bits(row: &SqliteRow) -> Result<(i64, Bits), sqlx::Error> {
    Ok((row.try_get("key")?, Bits::from_bytes(row.try_get("places")?)))
}

async fn put(conn: &mut SqliteConnection, rows: &[(i64, Vec<u8>)]) -> Result<(), sqlx::Error> {
    let mut query = QueryBuilder::new("INSERT INTO piece (key, places) ");
    query.push_values(rows, |mut row, (key, places)| {
        row.push_bind(*key).push_bind(places.as_slice());
    });
    query.push(" ON CONFLICT (key) DO UPDATE SET places = excluded.places");
    query.build().persistent(false).execute(conn).await.map(drop)
}
