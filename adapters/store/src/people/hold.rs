//! Who holds a name.

use maloca_people::{PersonId, Role};
use sqlx::{Row, SqliteConnection};

use super::{GUEST_NAME, SESSION};
use crate::chat::parsed;

/// The person who has a name.
pub(super) struct Holder {
    pub(super) person: PersonId,
    role: Role,
    /// When any of their sessions was last used.
    seen: i64,
}

impl Holder {
    /// Whether the name is still theirs.
    pub(super) fn holds(&self, now: i64) -> bool {
        let term = if self.role == Role::Guest { GUEST_NAME } else { SESSION };
        now - self.seen < term
    }
}

/// The person with a name of this key, if there is one.
pub(super) async fn holder(
    conn: &mut SqliteConnection,
    key: &str,
) -> Result<Option<Holder>, sqlx::Error> {
    let row = sqlx::query(
        "SELECT p.number, p.role, \
         (SELECT COALESCE(MAX(s.seen), 0) FROM session s WHERE s.person = p.number) AS seen \
         FROM person p WHERE p.key = $1",
    )
    .bind(key)
    .fetch_optional(conn)
    .await?;
    let holder = |row| {
        let person = PersonId(Row::try_get(&row, "number")?);
        Ok(Holder { person, role: parsed(&row, "role")?, seen: row.try_get("seen")? })
    };
    row.map(holder).transpose()
}

/// Removes a person and their sessions; what they wrote keeps their number.
pub(super) async fn remove(
    conn: &mut SqliteConnection,
    person: PersonId,
) -> Result<(), sqlx::Error> {
    sqlx::query("DELETE FROM person WHERE number = $1").bind(person.0).execute(conn).await.map(drop)
}

/// How many sessions there are.
pub(super) async fn count(conn: &mut SqliteConnection) -> Result<i64, sqlx::Error> {
    let row = sqlx::query("SELECT COUNT(*) AS sessions FROM session").fetch_one(conn).await?;
    row.try_get("sessions")
}
