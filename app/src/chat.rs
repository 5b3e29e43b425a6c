//! The pages of the room `chat`.
//!
//! # Layout
//! - [`page`], [`lobby`]: the list of rooms, and one room.
//! - [`server_fns`]: what the browser calls; `words`: what it says.
//! - [`frame`]: what is spoken over the WebSocket; the server uses it too.
//! - [`talk`], [`outbox`], [`elsewhere`]: what a page knows of a conversation.
//! - [`live`]: the WebSocket that keeps it so.
//! - [`timeline`]: what is seen of it, row by row.
//! - [`conversation`], [`message`], [`composer`], [`enter`]: how that looks.
//! - [`scroll`]: moving about in it.
//! - [`id`], [`slug`]: names of messages and of rooms.

pub mod composer;
pub mod conversation;
pub mod elsewhere;
pub mod enter;
pub mod frame;
pub mod id;
pub mod live;
pub mod lobby;
pub mod message;
pub mod outbox;
pub mod page;
pub mod scroll;
pub mod server_fns;
pub mod slug;
pub mod talk;
pub mod timeline;
mod words;
