//! What a contract needs of a store, and callers and drafts to try it with.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use maloca_chat::wire::{Change, Draft, Event, MessageId, NewRoom, RoomName, Seq, Text};
use maloca_chat::{Log, Outbox, Outcome, Refused};
use maloca_fault::Fault;
use maloca_nodes::{Ledger, NodeKey};
use maloca_people::{Caller, Identity, People, PersonId, Right, Rights, Role};
use maloca_store::{Clock, Sharing, Shelves};
use time::{Duration, OffsetDateTime};
use ulid::Ulid;

/// A store with nothing in it that can be closed and opened again.
pub(crate) trait House: Sized + Send + Sync {
    /// An empty one.
    async fn new() -> Self;
    /// One with at most so many sessions.
    async fn small(sessions: u32) -> Self;
    /// The same after its process ended and began anew.
    async fn reopened(self) -> Self;
    /// Its log.
    fn log(&self) -> Arc<dyn Log>;
    /// Its outbox.
    fn outbox(&self) -> Arc<dyn Outbox>;
    /// Its people.
    fn people(&self, guests: Rights) -> Arc<dyn People>;
    /// Its ledger.
    fn ledger(&self) -> Arc<dyn Ledger>;
    /// Its catalogue, for the node of this key.
    async fn catalogue(&self, key: u8, sharing: Sharing) -> Shelves;
    /// Its time.
    fn time(&self) -> &Time;
}

/// The key of a node of the tests.
pub(crate) fn node_key(number: u8) -> NodeKey {
    NodeKey::from_bytes(&[number; 32])
}

/// A clock that stands still until it is moved.
#[derive(Clone)]
pub(crate) struct Time(Arc<AtomicI64>);

impl Default for Time {
    fn default() -> Self {
        Self(Arc::new(AtomicI64::new(1_800_000_000)))
    }
}

impl Time {
    /// Moves the clock, backwards too.
    pub(crate) fn pass(&self, time: Duration) {
        self.0.fetch_add(time.whole_seconds(), Ordering::SeqCst);
    }

    /// What the clock shows.
    pub(crate) fn now(&self) -> OffsetDateTime {
        OffsetDateTime::from_unix_timestamp(self.0.load(Ordering::SeqCst)).unwrap()
    }

    /// The clock for a store.
    pub(crate) fn clock(&self) -> Clock {
        let time = self.clone();
        Clock::new(move || time.now())
    }
}

/// Somebody with a session who may chat.
pub(crate) fn person(id: i64) -> Caller {
    let nick = format!("p{id}").parse().unwrap();
    let identity = Identity::Person { id: PersonId(id), nick, role: Role::Guest };
    Caller { identity, rights: Rights::of(&[Right::Chat]) }
}

/// Somebody with a mere name.
pub(crate) fn unverified(nick: &str) -> Caller {
    let identity = Identity::Unverified(nick.parse().unwrap());
    Caller { identity, rights: Rights::of(&[Right::Chat]) }
}

pub(crate) fn general() -> RoomName {
    RoomName::general()
}

pub(crate) fn id(number: u128) -> MessageId {
    MessageId::from_ulid(Ulid(number))
}

pub(crate) fn text(text: &str) -> Text {
    text.parse().unwrap()
}

pub(crate) fn draft(number: u128, says: &str) -> Draft {
    Draft { id: id(number), text: text(says), reply_to: None }
}

pub(crate) fn post(number: u128, says: &str) -> Change {
    Change::Post(draft(number, says))
}

pub(crate) fn edit(number: u128, says: &str) -> Change {
    Change::Edit { id: id(number), text: text(says) }
}

pub(crate) fn delete(number: u128) -> Change {
    Change::Delete { id: id(number) }
}

/// Opens a room of that name.
pub(crate) async fn open(log: &dyn Log, name: &str) -> RoomName {
    let room = NewRoom::new(name.parse().unwrap(), "").unwrap();
    log.open(&room).await.unwrap().name
}

/// Person 1 makes a change in `general`.
pub(crate) async fn change(log: &dyn Log, change: Change) -> Result<Outcome, Fault<Refused>> {
    log.append(&person(1), &general(), change).await
}

/// All events of a room.
pub(crate) async fn stream(log: &dyn Log, room: &RoomName) -> Vec<Arc<Event>> {
    let mut events: Vec<Arc<Event>> = Vec::new();
    loop {
        let after = events.last().map_or(0, |event| event.seq);
        let more = log.events(room, after, 100).await.unwrap();
        if more.is_empty() {
            return events;
        }
        events.extend(more);
    }
}

pub(crate) fn seqs(events: &[Arc<Event>]) -> Vec<Seq> {
    events.iter().map(|event| event.seq).collect()
}
