//! The calculator's doors on the web port.
//!
//! # Layout
//! - [`pool`]: the port over the engine, so that a long calculation holds nobody else up.
//! - [`rest`] is `/api/v1/calc`.
//! - [`text`] is `/calc/{expr}` for terminals.

pub mod pool;
pub mod rest;
pub mod text;
