//! Rooms, drafts, events and what is allowed.
//!
//! Everything that changes a room is an [`Event`] with a number that has no gap. Doors call the
//! port [`Chat`]; its implementation [`ChatService`] checks what is allowed and works on two ports
//! of its own: a [`Log`] that keeps events and a [`Bell`] that wakes followers.
//!
//! # Layout
//! - [`wire`]: the typed values that come in and the shapes that go out.
//! - [`rules`]: what a change becomes, as pure functions.
//! - [`port`]: what doors call ([`Chat`]) and what adapters implement ([`Log`], [`Bell`], [`Outbox`]).
//! - [`service`]: the room itself, between those ports.

pub mod port;
pub mod rules;
pub mod service;
pub mod wire;

pub use port::{Bell, Chat, Log, Outbox, Outcome, Rings, Steps};
pub use service::ChatService;

pub use wire::{
    Change, Cursor, Draft, Epoch, Event, History, Kind, Message, MessageId, NewRoom, Posted,
    Refused, Room, RoomName, Seq, Span, Step, Text,
};
