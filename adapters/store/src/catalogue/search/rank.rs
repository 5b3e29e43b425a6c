//! Those that do fit, in order.

use maloca_nodes::catalogue::Listed;
use sqlx::SqliteConnection;

use super::super::read::listed;
use super::candidates::{Candidate, Candidates};
use super::words::{Fit, Words};
use crate::rows::among;

/// How many lines are looked at together.
const STEP: usize = 256;

type Found = Vec<(Fit, Listed)>;

/// Looks at candidates until there are enough.
pub(super) async fn rank(
    conn: &mut SqliteConnection,
    words: &Words,
    candidates: Candidates,
    limit: usize,
) -> Result<Vec<Listed>, sqlx::Error> {
    let mut found = Found::new();
    for part in candidates.iter().flat_map(|kind| kind.chunks(STEP)) {
        if found.len() >= limit {
            break;
        }
        found.extend(look(conn, words, part).await?);
    }
    sort(&mut found);
    found.truncate(limit);
    Ok(found.into_iter().map(|(_, listed)| listed).collect())
}

async fn look(
    conn: &mut SqliteConnection,
    words: &Words,
    candidates: &[Candidate],
) -> Result<Found, sqlx::Error> {
    let sql = "SELECT line.*, log.node FROM line JOIN log ON log.number = line.log \
               WHERE line.number IN ";
    let mut query = among(sql, candidates.iter().map(|(_, number)| *number));
    let rows = query.build().persistent(false).fetch_all(conn).await?;
    let listed = rows.iter().filter_map(|row| listed(row).transpose());
    let fitting = listed.filter_map(|listed| fitting(words, listed).transpose());
    fitting.collect()
}

fn fitting(
    words: &Words,
    listed: Result<Listed, sqlx::Error>,
) -> Result<Option<(Fit, Listed)>, sqlx::Error> {
    let listed = listed?;
    Ok(words.fit(&listed.path).map(|fit| (fit, listed)))
}

/// The best first, among equals the newest, then by path.
fn sort(found: &mut Found) {
    found.sort_by(|(fit, one), (other_fit, other)| {
        let newest = other.modified.cmp(&one.modified);
        let place = (&one.path, one.node).cmp(&(&other.path, other.node));
        fit.cmp(other_fit).then(newest).then(place)
    });
}
