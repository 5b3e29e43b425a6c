//! Nodes that talk over the loopback, each with a database of its own.
//!
//! # Layout
//! - [`peer`]: a node of one's own.
//! - [`group`]: members among themselves.
//! - [`liars`]: members that serve files wrongly, by [`hostile`]; [`floods`]: those that ask too much.
//! - [`spreading`]: what all share; [`soak`]: many rounds with liars.
//! - [`house`]: the rest of a house, in memory.
//! - [`files`]: files from one to another.
//! - [`web`]: files from the web doors of those whom UDP does not reach.
//! - [`keeping`]: copies of folders.
//! - [`strangers`]: what those get who are none.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a failed step fails the test")]

mod files;
mod floods;
mod group;
mod hostile;
mod house;
mod keeping;
mod liars;
mod peer;
mod soak;
mod spreading;
mod strangers;
mod web;
