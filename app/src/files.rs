//! The pages of the room `files`.

pub mod page;
pub mod server_fns;
mod words;
