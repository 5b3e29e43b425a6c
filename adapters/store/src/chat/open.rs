//! Opening a room.

use std::sync::Arc;

use async_trait::async_trait;
use maloca_chat::wire::{Epoch, NewRoom, Refused, Room};
use sqlx::{Row, SqliteConnection};

use super::rows;
use super::shelf::{Shelf, Shelved};
use crate::writer::{Answer, Desk, Work};

/// The most rooms of a house: all of them are kept in memory.
const MAX_ROOMS: i64 = 1_000;

/// A room that waits to be opened.
pub(super) struct Open {
    pub(super) shelf: Arc<Shelf>,
    pub(super) room: NewRoom,
}

#[async_trait]
impl Work for Open {
    type Done = Arc<Shelved>;
    type Reason = Refused;

    async fn run(&mut self, desk: &mut Desk<'_>) -> Result<Answer<Self>, sqlx::Error> {
        if rooms(desk.conn).await? >= MAX_ROOMS {
            return Ok(Err(Refused::TooManyRooms.into()));
        }
        let opened = open(desk.conn, &self.room, desk.now).await?;
        Ok(opened.map(Arc::new).ok_or_else(|| Refused::RoomExists.into()))
    }

    fn committed(&self, room: &Arc<Shelved>) {
        self.shelf.put(Arc::clone(room));
    }
}

async fn rooms(conn: &mut SqliteConnection) -> Result<i64, sqlx::Error> {
    sqlx::query("SELECT COUNT(*) AS rooms FROM room").fetch_one(conn).await?.try_get("rooms")
}

/// Keeps a new room, or nothing when there is one of that name.
pub(super) async fn open(
    conn: &mut SqliteConnection,
    room: &NewRoom,
    now: i64,
) -> Result<Option<Shelved>, sqlx::Error> {
    let epoch = new_epoch()?;
    let row = sqlx::query(
        "INSERT INTO room (name, title, epoch, head, last_at) VALUES ($1, $2, $3, 0, $4) \
         ON CONFLICT (name) DO NOTHING RETURNING number",
    )
    .bind(room.name.as_str())
    .bind(room.title.as_str())
    .bind(rows::stored(epoch))
    .bind(now)
    .fetch_optional(conn)
    .await?;
    let NewRoom { name, title } = room.clone();
    let shelved = |row: sqlx::sqlite::SqliteRow| {
        Ok(Shelved::new(row.try_get("number")?, Room { name, title, epoch, head: 0 }))
    };
    row.map(shelved).transpose()
}

/// A random number that JavaScript can hold exactly (below 2^53).
fn new_epoch() -> Result<Epoch, sqlx::Error> {
    let random =
        getrandom::u64().map_err(|cause| sqlx::Error::Configuration(cause.to_string().into()))?;
    Ok((random >> 11).max(1))
}
