//! The pages of the room `calc`.

pub mod page;
pub mod server_fns;
mod words;
