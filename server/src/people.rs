//! The people's doors on the web port.
//!
//! # Layout
//! - [`rest`] is `/api/v1/sessions`.

pub mod rest;
