//! The port `Outbox`: how far each room's events were told.

use std::sync::Arc;

use async_trait::async_trait;
use maloca_chat::port::Outbox;
use maloca_chat::wire::{Cursor, Refused, RoomName};
use maloca_fault::Fault;
use sqlx::SqlitePool;
use sqlx::sqlite::SqliteRow;

use super::rows;
use super::shelf::Shelved;
use crate::incident::failed_read;
use crate::store::Store;
use crate::writer::{Answer, Desk, Work};

#[async_trait]
impl Outbox for Store {
    async fn told(&self) -> Result<Vec<(RoomName, Cursor)>, Fault<Refused>> {
        places(self.readers()).await.map_err(failed_read)
    }

    async fn note(&self, room: &RoomName, place: Cursor) -> Result<(), Fault<Refused>> {
        let room = self.shelf().find(room)?;
        self.queue().submit(Note { room, place }).await
    }
}

/// A place that waits to be noted.
struct Note {
    room: Arc<Shelved>,
    place: Cursor,
}

#[async_trait]
impl Work for Note {
    type Done = ();
    type Reason = Refused;

    async fn run(&mut self, desk: &mut Desk<'_>) -> Result<Answer<Self>, sqlx::Error> {
        sqlx::query(
            "INSERT INTO told (room, epoch, seq) VALUES ($1, $2, $3) \
             ON CONFLICT (room) DO UPDATE SET epoch = excluded.epoch, seq = excluded.seq",
        )
        .bind(self.room.number)
        .bind(rows::stored(self.place.epoch))
        .bind(rows::stored(self.place.after))
        .execute(&mut *desk.conn)
        .await?;
        Ok(Ok(()))
    }
}

async fn places(readers: &SqlitePool) -> Result<Vec<(RoomName, Cursor)>, sqlx::Error> {
    let sql = "SELECT r.name, t.epoch, t.seq FROM told t JOIN room r ON r.number = t.room";
    let rows = sqlx::query(sql).fetch_all(readers).await?;
    rows.iter().map(place).collect()
}

fn place(row: &SqliteRow) -> Result<(RoomName, Cursor), sqlx::Error> {
    let cursor = Cursor { epoch: rows::count(row, "epoch")?, after: rows::count(row, "seq")? };
    Ok((rows::parsed(row, "name")?, cursor))
}
