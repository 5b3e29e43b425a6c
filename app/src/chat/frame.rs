//! What is spoken over the WebSocket `/ws`: one JSON object per text frame, the same for both ends.
//!
//! The client asks with [`Ask`], the house tells with [`Tell`]; `op` names the variant.

use maloca_chat::{Epoch, Event, MessageId, Refused, RoomName, Seq};
use serde::{Deserialize, Serialize};

/// What a client sends. Rooms and ids are texts here, so that the answer to a wrong one can name it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "op", rename_all = "snake_case")]
pub enum Ask {
    /// Follow a room: every event after `after` of the log `epoch`, then live; without them from now
    /// on. A room that is followed already is followed from the new place.
    Sub {
        /// The room's name.
        room: String,
        /// The life of the log that `after` belongs to.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        epoch: Option<Epoch>,
        /// The last event that the client has.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        after: Option<Seq>,
    },
    /// Follow a room no longer.
    Unsub {
        /// The room's name.
        room: String,
    },
    /// Say something. The same id again is the same message.
    Post {
        /// The room's name.
        room: String,
        /// A ULID that the client made.
        id: String,
        /// Markdown.
        text: String,
        /// The message that it answers.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reply_to: Option<String>,
    },
    /// Say it differently.
    Edit {
        /// The room's name.
        room: String,
        /// The message.
        id: String,
        /// Markdown.
        text: String,
    },
    /// Take it back.
    Delete {
        /// The room's name.
        room: String,
        /// The message.
        id: String,
    },
    /// Is anybody there? For browsers, which cannot send the WebSocket's own ping.
    Ping,
}

/// What an acknowledgement is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Deed {
    /// [`Ask::Post`].
    Post,
    /// [`Ask::Edit`].
    Edit,
    /// [`Ask::Delete`].
    Delete,
}

/// What the house sends.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "op", rename_all = "snake_case")]
pub enum Tell {
    /// First of all: who the house takes the client for.
    Hello {
        /// The name under which the client speaks; without one it speaks as `guest`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        nick: Option<String>,
        /// Whether a session vouches for it.
        verified: bool,
    },
    /// The room is followed, from the event after this place on.
    Subscribed {
        /// The room.
        room: RoomName,
        /// The life of its log.
        epoch: Epoch,
        /// The last event before those that follow.
        after: Seq,
    },
    /// The next event of a room, without a gap to the one before.
    Event {
        /// The room.
        room: RoomName,
        /// The event.
        #[serde(flatten)]
        event: Event,
    },
    /// It is on disk.
    Ack {
        /// What was done.
        to: Deed,
        /// The room.
        room: RoomName,
        /// The message.
        id: MessageId,
        /// The message's place in the room; absent for a deletion.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        seq: Option<Seq>,
    },
    /// The place that the client named cannot be continued: fetch the messages anew. Events after
    /// this place follow.
    Reset {
        /// The room.
        room: RoomName,
        /// The life of its log.
        epoch: Epoch,
        /// The last event before those that follow.
        after: Seq,
    },
    /// Something had no effect.
    Error(Trouble),
    /// The answer to [`Ask::Ping`].
    Pong,
}

/// Why something had no effect.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trouble {
    /// The problem's slug, explained at `/problems/{slug}`.
    pub problem: String,
    /// The status that REST would answer with.
    pub status: u16,
    /// What to do about it, in English.
    pub detail: String,
    /// The chat's own reason, for programs that say it in another language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Refused>,
    /// How many seconds to wait before trying again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_after: Option<u64>,
    /// The room that was named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub room: Option<String>,
    /// The message that was named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
}

/// Why the house closes a socket (RFC 6455 §7.4; 4000 to 4999 are an application's own).
pub mod close {
    /// The house ends or restarts: come back soon.
    pub const RESTART: u16 = 1012;
    /// The session has ended: come back as somebody else.
    pub const SESSION_ENDED: u16 = 4001;
    /// The client did not take what it was sent for too long: come back with its cursor.
    pub const TOO_SLOW: u16 = 4008;
    /// The house has as many sockets as it can hold: come back later.
    pub const FULL: u16 = 1013;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frames_are_flat_objects_that_name_their_op() {
        let text = r#"{"op":"sub","room":"general","epoch":7,"after":3}"#;
        let ask: Ask = serde_json::from_str(text).unwrap();
        assert_eq!(ask, Ask::Sub { room: "general".into(), epoch: Some(7), after: Some(3) });
        assert_eq!(serde_json::to_string(&ask).unwrap(), text);
        assert_eq!(serde_json::to_string(&Tell::Pong).unwrap(), r#"{"op":"pong"}"#);
    }

    #[test]
    fn an_event_survives_the_way() {
        let text = r#"{"op":"event","room":"general","seq":4,"kind":"posted","id":"01ARZ3NDEKTSV4RRFFQ69G5FAV","author":"ana","verified":true,"text":"hola","at":"2026-11-21T12:00:00Z"}"#;
        let tell: Tell = serde_json::from_str(text).unwrap();
        assert_eq!(serde_json::to_string(&tell).unwrap(), text);
    }
}
