//! The ports `Log` and `Outbox`: rooms, events, messages, and how far they were told.
//!
//! # Layout
//! - `append`, `open`: what is written.
//! - `read`, `rows`: what is read, and rows as values.
//! - `outbox`: how far each room's events were told outside.
//! - `shelf`, `tail`: rooms and the ends of their streams in memory.

use std::sync::Arc;

use async_trait::async_trait;
use maloca_chat::port::{Log, Outcome};
use maloca_chat::wire::{Change, Event, History, NewRoom, Refused, Room, RoomName, Seq, Span};
use maloca_fault::Fault;
use maloca_people::Caller;
use sqlx::SqliteConnection;

use self::append::Append;
use self::open::Open;
use self::shelf::Shelved;
use crate::incident::failed_read;
use crate::store::Store;

mod append;
mod open;
mod outbox;
mod read;
mod rows;
mod shelf;
mod tail;

pub(crate) use rows::parsed;
pub(crate) use shelf::Shelf;

/// Brings all rooms into memory and sees to it that `general` is among them.
pub(crate) async fn load(conn: &mut SqliteConnection, now: i64) -> Result<Shelf, sqlx::Error> {
    let shelf = Shelf::default();
    let general = RoomName::general();
    let general = NewRoom { title: general.to_string(), name: general };
    open::open(&mut *conn, &general, now).await?;
    for (number, room) in read::rooms(conn).await? {
        shelf.put(Arc::new(Shelved::new(number, room)));
    }
    Ok(shelf)
}

#[async_trait]
impl Log for Store {
    async fn rooms(&self) -> Result<Vec<Room>, Fault<Refused>> {
        Ok(self.shelf().rooms())
    }

    async fn room(&self, name: &RoomName) -> Result<Room, Fault<Refused>> {
        self.shelf().find(name).map(|room| room.room())
    }

    async fn open(&self, room: &NewRoom) -> Result<Room, Fault<Refused>> {
        let work = Open { shelf: Arc::clone(self.shelf()), room: room.clone() };
        self.queue().submit(work).await.map(|room| room.room())
    }

    async fn append(
        &self,
        who: &Caller,
        room: &RoomName,
        change: Change,
    ) -> Result<Outcome, Fault<Refused>> {
        let room = self.shelf().find(room)?;
        self.queue().submit(Append { who: who.clone(), room, change }).await
    }

    async fn history(
        &self,
        room: &RoomName,
        span: Span,
        limit: usize,
    ) -> Result<History, Fault<Refused>> {
        let room = self.shelf().find(room)?;
        read::history(self.readers(), &room, span, limit).await.map_err(failed_read)
    }

    async fn events(
        &self,
        room: &RoomName,
        after: Seq,
        limit: usize,
    ) -> Result<Vec<Arc<Event>>, Fault<Refused>> {
        let room = self.shelf().find(room)?;
        if let Some(events) = room.after(after, limit) {
            return Ok(events);
        }
        read::events(self.readers(), room.number, after, limit).await.map_err(failed_read)
    }
}
