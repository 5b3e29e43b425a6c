//! What is told outside, as JSON: `docs/events.schema.json`.
//!
//! A message knows nothing of the room that it tells of: what other rooms may have to tell goes by the same courier,
//! under a word of their own in place of `chat`.

use bytes::Bytes;
use maloca_chat::wire::{Cursor, Epoch, Event, Room, RoomName, Seq};
use maloca_nodes::NodeId;
use serde::Serialize;

/// The version of the form. Members may be added within it; nothing is removed or changes its meaning.
pub const VERSION: u32 = 1;

/// One message to those outside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// Under what it is told: `maloca.HOUSE.chat.ROOM`. No name in it has a dot, a space or a wildcard.
    pub subject: String,
    /// The same for the same message, however often it is told, and for no other of any house.
    pub id: String,
    /// JSON.
    pub body: Bytes,
}

impl Message {
    /// What is told of an event of a room.
    ///
    /// # Errors
    /// When it cannot be written as JSON.
    pub fn event(house: NodeId, room: &Room, event: &Event) -> serde_json::Result<Self> {
        let id = format!("{}:{}:{}", room.epoch, room.name, event.seq);
        Self::new(house, room, id, What::Event(event))
    }

    /// What is told when the log does not continue what was told before; it goes on after `place`.
    ///
    /// # Errors
    /// When it cannot be written as JSON.
    pub fn reset(house: NodeId, room: &Room, place: Cursor) -> serde_json::Result<Self> {
        let id = format!("{}:{}:reset:{}", place.epoch, room.name, place.after);
        Self::new(house, room, id, What::Reset { kind: "reset", after: place.after })
    }

    fn new(house: NodeId, room: &Room, id: String, what: What<'_>) -> serde_json::Result<Self> {
        let house = house.to_string();
        let subject = format!("maloca.{house}.chat.{}", room.name);
        let form = Form { v: VERSION, house: &house, room: &room.name, epoch: room.epoch, what };
        let body = serde_json::to_vec(&form)?.into();
        Ok(Self { subject, id, body })
    }
}

/// What every message has, and beside it the members of an event as REST has them.
#[derive(Serialize)]
struct Form<'a> {
    v: u32,
    house: &'a str,
    room: &'a RoomName,
    epoch: Epoch,
    #[serde(flatten)]
    what: What<'a>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum What<'a> {
    Event(&'a Event),
    Reset { kind: &'static str, after: Seq },
}

#[cfg(test)]
mod tests;
