//! Reading sessions and invitations.

use maloca_people::{PersonId, Session};
use sqlx::{Row, SqlitePool};

use super::secret::Digest;
use super::{SESSION, rows};

/// The session of a digest, be it over or not.
pub(super) async fn session(
    readers: &SqlitePool,
    digest: Digest,
) -> Result<Option<Session>, sqlx::Error> {
    let row = sqlx::query(
        "SELECT s.number, s.person, p.nick, p.role, s.since, s.seen \
         FROM session s JOIN person p ON p.number = s.person WHERE s.digest = $1",
    )
    .bind(digest.bytes())
    .fetch_optional(readers)
    .await?;
    row.as_ref().map(rows::session).transpose()
}

/// The sessions of a person that were used since a time, newest first.
pub(super) async fn sessions(
    readers: &SqlitePool,
    person: PersonId,
    since: i64,
) -> Result<Vec<Session>, sqlx::Error> {
    let rows = sqlx::query(
        "SELECT s.number, s.person, p.nick, p.role, s.since, s.seen \
         FROM session s JOIN person p ON p.number = s.person \
         WHERE s.person = $1 AND s.seen > $2 ORDER BY s.since DESC, s.number DESC LIMIT 1000",
    )
    .bind(person.0)
    .bind(since)
    .fetch_all(readers)
    .await?;
    rows.iter().map(rows::session).collect()
}

/// Whether an admin has a living session or can still come by an invitation.
pub(super) async fn has_admin(readers: &SqlitePool, now: i64) -> Result<bool, sqlx::Error> {
    let row = sqlx::query(
        "SELECT EXISTS (SELECT 1 FROM person p JOIN session s ON s.person = p.number \
         WHERE p.role = 'admin' AND s.seen > $1) \
         OR EXISTS (SELECT 1 FROM invitation WHERE role = 'admin' AND until > $2) AS there",
    )
    .bind(now - SESSION)
    .bind(now)
    .fetch_one(readers)
    .await?;
    row.try_get("there")
}
