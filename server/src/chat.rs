//! The chat's doors on the web port.
//!
//! # Layout
//! - [`detached`]: changes that a client's leaving cannot cut in two.
//! - [`speaker`]: under which name somebody writes.
//! - [`rest`], [`shape`]: `/api/v1/rooms` and its JSON.
//! - [`feed`], [`stream`]: a room that is followed without end, as SSE and as NDJSON.
//! - [`text`]: `/chat/{room}` for terminals.
//! - [`ws`] is `/ws`.

pub mod detached;
pub mod feed;
pub mod rest;
pub mod shape;
pub mod speaker;
pub mod stream;
pub mod text;
pub mod ws;
