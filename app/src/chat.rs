//! The pages of the room `chat`.

pub mod frame;
pub mod id;
pub mod page;
pub mod server_fns;
mod words;
