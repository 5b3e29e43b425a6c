//! The room itself, between the ports.
//!
//! # Layout
//! - [`ChatService`]: rights, then the log, then the bell.
//! - `follow`: how a follower reads without a gap although every ring may be lost.
//! - [`look`]: what stands in a log after a place.

use std::sync::Arc;

use async_trait::async_trait;
use maloca_fault::Fault;
use maloca_people::{Caller, Right};

use crate::port::{Bell, Chat, Log, Outcome, Steps};
use crate::wire::{
    Change, Cursor, Draft, History, Message, MessageId, NewRoom, Posted, Refused, Room, RoomName,
    Span, Text,
};

mod follow;
mod look;

pub use look::{Look, look};

/// The most messages that one call of [`Chat::history`] returns.
pub const MAX_HISTORY: usize = 500;

/// The chat over a log and a bell. Each change is on disk first, then the bell rings, then the
/// caller is answered.
pub struct ChatService {
    log: Arc<dyn Log>,
    bell: Arc<dyn Bell>,
}

impl ChatService {
    /// A chat that keeps its events in `log` and wakes followers by `bell`.
    pub fn new(log: Arc<dyn Log>, bell: Arc<dyn Bell>) -> Self {
        Self { log, bell }
    }

    async fn change(
        &self,
        who: &Caller,
        room: &RoomName,
        change: Change,
    ) -> Result<Outcome, Fault<Refused>> {
        who.need(Right::Chat)?;
        let outcome = self.log.append(who, room, change).await?;
        if outcome.event.is_some() {
            self.bell.ring(room);
        }
        Ok(outcome)
    }
}

#[async_trait]
impl Chat for ChatService {
    async fn rooms(&self, who: &Caller) -> Result<Vec<Room>, Fault<Refused>> {
        who.need(Right::Chat)?;
        let mut rooms = self.log.rooms().await?;
        let general = RoomName::general();
        rooms.sort_by(|a, b| (a.name != general, &a.name).cmp(&(b.name != general, &b.name)));
        Ok(rooms)
    }

    async fn room(&self, who: &Caller, name: &RoomName) -> Result<Room, Fault<Refused>> {
        who.need(Right::Chat)?;
        self.log.room(name).await
    }

    async fn open(&self, who: &Caller, room: NewRoom) -> Result<Room, Fault<Refused>> {
        who.need(Right::Chat)?;
        // A room that came over the wire has a title that nobody has looked at yet.
        self.log.open(&NewRoom::new(room.name, &room.title)?).await
    }

    async fn post(
        &self,
        who: &Caller,
        room: &RoomName,
        draft: Draft,
    ) -> Result<Posted, Fault<Refused>> {
        let outcome = self.change(who, room, Change::Post(draft)).await?;
        Ok(Posted { fresh: outcome.event.is_some(), message: outcome.message })
    }

    async fn edit(
        &self,
        who: &Caller,
        room: &RoomName,
        id: MessageId,
        text: Text,
    ) -> Result<Message, Fault<Refused>> {
        Ok(self.change(who, room, Change::Edit { id, text }).await?.message)
    }

    async fn delete(
        &self,
        who: &Caller,
        room: &RoomName,
        id: MessageId,
    ) -> Result<(), Fault<Refused>> {
        self.change(who, room, Change::Delete { id }).await.map(drop)
    }

    async fn history(
        &self,
        who: &Caller,
        room: &RoomName,
        span: Span,
        limit: usize,
    ) -> Result<History, Fault<Refused>> {
        who.need(Right::Chat)?;
        self.log.history(room, span, limit.clamp(1, MAX_HISTORY)).await
    }

    async fn follow(
        &self,
        who: &Caller,
        room: &RoomName,
        from: Option<Cursor>,
    ) -> Result<Steps, Fault<Refused>> {
        who.need(Right::Chat)?;
        follow::follow(Arc::clone(&self.log), self.bell.as_ref(), room, from).await
    }
}

#[cfg(test)]
mod tests;
