//! What doors call ([`Chat`]) and what adapters implement ([`Log`], [`Bell`], [`Outbox`]).

use std::pin::Pin;
use std::sync::Arc;

use async_trait::async_trait;
use futures_core::Stream;
use maloca_fault::Fault;
use maloca_people::Caller;

use crate::wire::{
    Change, Cursor, Draft, Event, History, Message, MessageId, NewRoom, Posted, Refused, Room,
    RoomName, Seq, Span, Step, Text,
};

/// What a follower reads. It never ends by itself; it ends after a failure, and the follower comes
/// back with its cursor.
pub type Steps = Pin<Box<dyn Stream<Item = Result<Step, Fault<Refused>>> + Send>>;

/// What a listener of a [`Bell`] hears.
pub type Rings = Pin<Box<dyn Stream<Item = ()> + Send>>;

/// The group chat, as every door sees it.
#[async_trait]
pub trait Chat: Send + Sync {
    /// All rooms, `general` first, the others by name.
    ///
    /// # Errors
    /// [`Fault::Denied`] without the right `chat`.
    async fn rooms(&self, who: &Caller) -> Result<Vec<Room>, Fault<Refused>>;

    /// One room.
    ///
    /// # Errors
    /// [`Fault::Missing`] when there is none of that name.
    async fn room(&self, who: &Caller, name: &RoomName) -> Result<Room, Fault<Refused>>;

    /// Opens a new room.
    ///
    /// # Errors
    /// [`Refused::RoomExists`], [`Refused::TooManyRooms`].
    async fn open(&self, who: &Caller, room: NewRoom) -> Result<Room, Fault<Refused>>;

    /// Posts a message; the answer comes when it is on disk.
    ///
    /// # Errors
    /// [`Refused::NoNick`], [`Refused::IdTaken`], [`Refused::NoSuchReply`].
    async fn post(
        &self,
        who: &Caller,
        room: &RoomName,
        draft: Draft,
    ) -> Result<Posted, Fault<Refused>>;

    /// Replaces the text of one's own message.
    ///
    /// # Errors
    /// [`Fault::Missing`], [`Refused::NotYours`], [`Refused::Gone`].
    async fn edit(
        &self,
        who: &Caller,
        room: &RoomName,
        id: MessageId,
        text: Text,
    ) -> Result<Message, Fault<Refused>>;

    /// Takes a message back: one's own, or any as a host of the house. Twice is once.
    ///
    /// # Errors
    /// [`Fault::Missing`], [`Refused::NotYours`].
    async fn delete(
        &self,
        who: &Caller,
        room: &RoomName,
        id: MessageId,
    ) -> Result<(), Fault<Refused>>;

    /// A part of a room's history of at most `limit` messages (1 to 500).
    ///
    /// # Errors
    /// [`Fault::Missing`] when there is no such room.
    async fn history(
        &self,
        who: &Caller,
        room: &RoomName,
        span: Span,
        limit: usize,
    ) -> Result<History, Fault<Refused>>;

    /// Every event after the cursor, then live; without a cursor from now on.
    ///
    /// # Errors
    /// [`Fault::Missing`] when there is no such room.
    async fn follow(
        &self,
        who: &Caller,
        room: &RoomName,
        from: Option<Cursor>,
    ) -> Result<Steps, Fault<Refused>>;
}

/// What became of a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The message as it stands now.
    pub message: Message,
    /// The event that was appended, or `None` when the change had been made before.
    pub event: Option<Arc<Event>>,
}

/// Keeps rooms and their events for good.
#[async_trait]
pub trait Log: Send + Sync {
    /// All rooms, by name.
    async fn rooms(&self) -> Result<Vec<Room>, Fault<Refused>>;

    /// One room.
    async fn room(&self, name: &RoomName) -> Result<Room, Fault<Refused>>;

    /// Keeps a new room.
    async fn open(&self, room: &NewRoom) -> Result<Room, Fault<Refused>>;

    /// Judges the change by [`crate::rules::judge()`] against the message of its id and keeps the
    /// event with the next number, in one transaction. Returns when it is on disk.
    async fn append(
        &self,
        who: &Caller,
        room: &RoomName,
        change: Change,
    ) -> Result<Outcome, Fault<Refused>>;

    /// At most `limit` messages of a span, ascending, with the room's head at that moment.
    async fn history(
        &self,
        room: &RoomName,
        span: Span,
        limit: usize,
    ) -> Result<History, Fault<Refused>>;

    /// At most `limit` events after a number, ascending, without a gap.
    async fn events(
        &self,
        room: &RoomName,
        after: Seq,
        limit: usize,
    ) -> Result<Vec<Arc<Event>>, Fault<Refused>>;
}

/// Wakes those who follow a room. It carries no truth: every ring may be lost, and a listener hears
/// one by itself now and then (at most 5 s apart), so that a lost one costs only time.
pub trait Bell: Send + Sync {
    /// Tells that the room has new events.
    fn ring(&self, room: &RoomName);

    /// Listens from now on.
    fn listen(&self, room: &RoomName) -> Rings;
}

/// Remembers how far each room's events were told to others outside the house, so that whoever tells them goes on
/// where it stopped, and not only until the program ends.
#[async_trait]
pub trait Outbox: Send + Sync {
    /// The last place of every room of which anything was told.
    async fn told(&self) -> Result<Vec<(RoomName, Cursor)>, Fault<Refused>>;

    /// Notes that everything up to this place was told. Returns when it is on disk.
    ///
    /// # Errors
    /// [`Fault::Missing`] when there is no such room.
    async fn note(&self, room: &RoomName, place: Cursor) -> Result<(), Fault<Refused>>;
}
