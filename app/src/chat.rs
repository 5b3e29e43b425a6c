//! The pages of the room `chat`.

pub mod page;
pub mod server_fns;
mod words;
