//! Where pages can end.

use maloca_nodes::Signature;
use maloca_nodes::catalogue::{MAX_LINES, Mark};
use sqlx::SqliteConnection;

use super::log::Log;

/// Writes down that a log can be read up to here. Heads between that are not needed to go on from any
/// line go.
pub(super) async fn put(
    conn: &mut SqliteConnection,
    log: &Log,
    signature: Option<Signature>,
) -> Result<(), sqlx::Error> {
    let Mark { seq, chain, .. } = log.mark;
    sqlx::query(
        "INSERT INTO head (log, seq, chain, signature) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (log, seq) DO NOTHING",
    )
    .bind(log.number)
    .bind(seq.cast_signed())
    .bind(&chain.0[..])
    .bind(signature.as_ref().map(|signature| &signature.0[..]))
    .execute(&mut *conn)
    .await?;
    thin(conn, log.number, seq.cast_signed()).await
}

async fn thin(conn: &mut SqliteConnection, log: i64, seq: i64) -> Result<(), sqlx::Error> {
    sqlx::query(
        "DELETE FROM head WHERE log = $1 AND seq < $2 \
         AND seq > (SELECT MIN(seq) FROM head WHERE log = $1 AND seq >= $3)",
    )
    .bind(log)
    .bind(seq)
    .bind(seq.saturating_sub(MAX_LINES as i64))
    .execute(conn)
    .await
    .map(drop)
}
