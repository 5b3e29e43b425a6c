//! The people's doors on the web port.
//!
//! # Layout
//! - [`rest`]: `/api/v1/sessions`.

pub mod rest;
