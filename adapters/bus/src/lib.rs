//! Who tells whom that something happened: inside this process by a bell, outside of it by messages.
//!
//! A ring carries no truth: a follower that hears one reads the log from its cursor on. So rings may
//! be joined or lost, and none is ever queued: a listener that is slow costs as much as a fast one.
//!
//! Messages carry committed events. They are not sent by whoever commits: a [`Publisher`] follows the log from the
//! last place that it noted as told, so nothing waits for those outside, and what they missed is told later.
//!
//! # Layout
//! - [`local`]: [`LocalBus`], a bell over one `tokio::sync::watch` channel per room with listeners.
//! - [`publisher`]: [`Publisher`], the follower that tells events outside, by a [`publisher::Courier`].
//! - [`message`]: what is told, as JSON of a documented form.
//! - [`nats`]: the courier to a server of NATS.

pub mod local;
pub mod message;
pub mod nats;
pub mod publisher;

pub use local::LocalBus;
pub use nats::{Nats, NatsUrl};
pub use publisher::Publisher;
