//! The door over real sockets, on a real room, a real database and a real folder.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod calculator;
mod calls;
mod chat;
mod converse;
mod files;
mod greeter;
mod group;
mod hostile;
mod house;
mod mounted;
mod parts;
mod peers;
mod python;
