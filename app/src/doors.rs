//! The page that shows every door of the house, and what goes through them.
//!
//! # Layout
//! - [`page`]: what is seen; [`server_fns`]: what it asks of the house; [`port`]: what it needs.
//! - `list`: each door with its address and its clients; `counters`: what is counted there, live.
//! - [`ask`]: the requests that can be tried; `desk`: choosing one; `outcome`: the bytes both ways.
//! - [`wire`]: how states and exchanges travel; `clients`: one-line clients of each door.

pub mod ask;
mod clients;
mod counters;
mod desk;
mod list;
mod outcome;
pub mod page;
pub mod port;
pub mod server_fns;
pub mod wire;
mod words;
