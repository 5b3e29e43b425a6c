//! The home page: the three rooms at a glance and how others get here.

pub mod cards;
pub mod page;
pub mod picture;
pub mod server_fns;
pub mod share;
mod words;
