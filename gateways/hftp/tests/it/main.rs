//! The door over real sockets, byte by byte.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

mod client;
mod crowd;
mod folder;
mod framing;
mod house;
mod protocol;
