//! Finding files by words in their paths.
//!
//! A word of three letters or more is found anywhere in a path, a shorter one where a word begins.
//! Upper and lower case and accents do not count. First come files that are called what was asked for,
//! then those whose names begin with its first word, then the others; among equals those that were
//! changed last. When very many fit, those that were noted last in each log are looked at.
//!
//! # Layout
//! - `words`: a query as words; `candidates`: lines that may fit; `rank`: those that do, in order.

use maloca_nodes::catalogue::Listed;
use sqlx::SqlitePool;

use self::words::Words;

mod candidates;
mod rank;
mod words;

/// The most files of one answer.
const MAX_FOUND: usize = 1_000;

/// Files in whose paths every word of the query occurs, at most `limit`.
pub(super) async fn search(
    readers: &SqlitePool,
    query: &str,
    limit: usize,
) -> Result<Vec<Listed>, sqlx::Error> {
    let Some(words) = Words::of(query) else { return Ok(Vec::new()) };
    let mut snapshot = readers.begin().await?;
    let candidates = candidates::find(&mut snapshot, &words).await?;
    rank::rank(&mut snapshot, &words, candidates, limit.min(MAX_FOUND)).await
}
