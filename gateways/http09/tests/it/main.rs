//! The door over real sockets, with clients that we wrote and clients that we did not.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod bare;
mod clients;
mod crowd;
mod full;
mod hostile;
mod house;
