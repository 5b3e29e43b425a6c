//! Nodes that talk over the loopback, each with a database of its own.
//!
//! # Layout
//! - [`peer`]: a node of one's own.
//! - [`group`]: members among themselves.
//! - [`strangers`]: what those get who are none.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a failed step fails the test")]

mod group;
mod peer;
mod strangers;
