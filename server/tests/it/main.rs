//! The house from outside: the real program, real sockets, clients that we did not write.
//!
//! # Layout
//! - [`house`]: a house of one's own for each test.
//! - [`life`]: opening, closing, and what prevents it.
//! - [`doors`]: the gateways, over the same rooms.
//! - [`mounted`]: gRPC on the web port.
//! - [`refusals`]: one reason has one status.
//! - [`nodes`]: several houses that find one another; [`network`]: their files; [`relay`]: the relay.
//! - [`messages`]: what a server of NATS is told.
//! - [`security`]: what other sites cannot do.
//! - [`lab`]: what needs a disk or a network of its own: `cargo xtask lab`.
//! - [`tls`]: the encrypted web door.
//! - [`docs`]: what it says about itself.
//! - [`calc`], [`chat`], [`files`], [`people`]: the rooms' doors.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::type_complexity,
    reason = "a failed step fails the test"
)]

mod calc;
mod chat;
mod docs;
mod doors;
mod files;
mod house;
mod lab;
mod life;
mod messages;
mod mounted;
mod network;
mod nodes;
mod people;
mod refusals;
mod relay;
mod security;
mod tls;
