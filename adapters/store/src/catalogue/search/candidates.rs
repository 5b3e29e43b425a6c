//! Lines that may fit, by the index.

use std::collections::HashMap;

use sqlx::SqliteConnection;

use super::super::index::{self, Bits, ROWS, pieces};
use super::super::{log, place};
use super::words::Words;

/// The most lines of one kind that are looked at again.
const MAX_LOOKED_AT: usize = 1_000;

/// A line that may fit: how many came after it in its log, and its number.
pub(super) type Candidate = (u64, i64);

/// Candidates by how well they may fit, in each those first that were noted last in their logs.
pub(super) type Candidates = [Vec<Candidate>; 3];

/// A block of a log that goes on to the line `last`.
#[derive(Clone, Copy)]
struct Block {
    number: i64,
    last: u64,
}

/// Reads the index of all logs.
pub(super) async fn find(
    conn: &mut SqliteConnection,
    words: &Words,
) -> Result<Candidates, sqlx::Error> {
    let pieces = words.pieces();
    let kinds = [words.name(), words.start()];
    let wanted: Vec<u32> = [&[pieces::LIVE][..], &pieces, &kinds].concat();
    let mut found = Candidates::default();
    for part in blocks(conn).await?.chunks((ROWS / wanted.len()).max(1)) {
        let rows = index::read(conn, &keys(part, &wanted)).await?;
        for block in part {
            gather(&rows, *block, (&pieces, kinds), &mut found);
        }
        found.iter_mut().for_each(cut);
    }
    found.iter_mut().for_each(|found| found.sort_unstable());
    Ok(found)
}

fn keys(blocks: &[Block], pieces: &[u32]) -> Vec<i64> {
    let keys = |block: &Block| {
        let number = block.number;
        pieces.iter().map(move |piece| place::key(number, *piece))
    };
    blocks.iter().flat_map(keys).collect()
}

async fn blocks(conn: &mut SqliteConnection) -> Result<Vec<Block>, sqlx::Error> {
    let logs = log::all(conn).await?;
    let logs = logs.into_iter().filter(|log| !log.forked && log.mark.seq > 0);
    let blocks = logs.flat_map(|log| {
        let last = log.mark.seq;
        let numbers =
            place::block(place::line(log.number, 1))..=place::block(place::line(log.number, last));
        numbers.map(move |number| Block { number, last })
    });
    Ok(blocks.collect())
}

fn gather(
    rows: &HashMap<i64, Bits>,
    block: Block,
    (pieces, kinds): (&[u32], [u32; 2]),
    found: &mut Candidates,
) {
    let row = |piece: &u32| rows.get(&place::key(block.number, *piece));
    let Some(mut rest) = row(&pieces::LIVE).cloned() else { return };
    for piece in pieces {
        let Some(bits) = row(piece) else { return };
        rest.keep(bits);
    }
    for (kind, found) in kinds.iter().zip(found.iter_mut()) {
        let those = row(kind).map(|bits| rest.split(bits));
        found.extend(those.iter().flat_map(|bits| candidates(block, bits)));
    }
    found[2].extend(candidates(block, &rest));
}

fn candidates(block: Block, bits: &Bits) -> impl Iterator<Item = Candidate> + '_ {
    bits.places_down().take(MAX_LOOKED_AT).map(move |place| {
        let line = place::at(block.number, place);
        (block.last.saturating_sub(place::seq(line)), line)
    })
}

/// Keeps those that were noted last.
fn cut(found: &mut Vec<Candidate>) {
    if found.len() > MAX_LOOKED_AT {
        found.select_nth_unstable(MAX_LOOKED_AT);
        found.truncate(MAX_LOOKED_AT);
    }
}
