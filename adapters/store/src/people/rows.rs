//! Rows of the tables as values.

use maloca_people::{Nick, PersonId, Role, Session};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use crate::chat::parsed;
use crate::clock::time;

pub(super) fn session(row: &SqliteRow) -> Result<Session, sqlx::Error> {
    Ok(Session {
        id: row.try_get("number")?,
        person: PersonId(row.try_get("person")?),
        nick: parsed::<Nick>(row, "nick")?,
        role: parsed::<Role>(row, "role")?,
        since: time(row.try_get("since")?),
        seen: time(row.try_get("seen")?),
    })
}
