//! The door over real sockets, on a real room and a real database, with Python programs written from
//! the labs' own wire formats.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod calc;
mod chat;
mod hostile;
mod house;
mod python;
