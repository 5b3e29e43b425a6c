//! The relay of a house: nodes of its group that cannot reach one another directly, behind two NATs or a
//! firewall that lets no UDP through, send their packets by it. They are encrypted from end to end: the
//! relay sees who sends to whom and how much, and nothing else.
//!
//! The protocol is that of iroh's relays, over a WebSocket on a TCP port of its own, without TLS: both
//! ends prove their keys, to the relay and to one another.
//!
//! # Layout
//! - [`door`]: the relay, as the accept loop knows it.
//! - `upgrade`: from a request to a WebSocket, and the answer to who asks whether it is there.
//! - `frames`: the frames on it, at the pace that everybody has.
//! - `seats`: how many connections each node has.

pub mod door;
mod frames;
mod seats;
mod upgrade;

pub use door::{LIMITS, Relay};
