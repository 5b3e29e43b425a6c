//! The relay over real sockets.
//!
//! # Layout
//! - [`house`]: an open relay, and clients that speak its protocol.
//! - [`door`]: who may send by it, and how much.
//! - [`noise`]: any bytes.
//! - [`node`]: real houses; [`group`]: those that reach one another by it alone.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a failed step fails the test")]

mod door;
mod group;
mod house;
mod node;
mod noise;
