//! The typed values that come in and the shapes that go out.
//!
//! # Layout
//! - [`room`]: names of rooms and rooms.
//! - [`message`]: drafts, messages and their history.
//! - [`event`]: events, cursors and steps of a follower.
//! - [`refused`]: the reasons of this room.

pub mod event;
pub mod message;
pub mod refused;
pub mod room;

pub use event::{Cursor, Epoch, Event, Kind, Seq, Step};
pub use message::{Change, Draft, History, Message, MessageId, Posted, Span, Text};
pub use refused::Refused;
pub use room::{NewRoom, Room, RoomName};
