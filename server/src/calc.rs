//! The calculator's doors on the web port.
//!
//! # Layout
//! - [`pool`]: the port over the engine, so that a long calculation holds nobody else up.
//! - [`rest`]: `/api/v1/calc`.
//! - [`text`]: `/calc/{expr}` for terminals.

pub mod pool;
pub mod rest;
pub mod text;
