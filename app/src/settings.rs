//! How somebody wants to read this house: language and theme.

pub mod menu;
pub mod server_fns;
mod words;
