//! The page of the group: which houses belong to it, how others come in, and what they share.
//!
//! # Layout
//! - [`page`]: what is seen; [`server_fns`]: what it asks of the house; [`port`]: what it needs.
//! - `map`: the group as a drawing, `places`: where each house stands in it; `list`: the same as a
//!   list, `revoke`: putting one out; `me`: this house.
//! - `invite`, `join`: how others come in; `ticket`: what an invitation made.
//! - `search`: the files of all, `contents`: who has each; `transfers`: files on their way here, `slow`:
//!   why one is slow.
//! - [`keeps`]: folders of which copies are kept, and where these are.
//! - `live`: hearing of what changes; `figures`: numbers as people read them.
//! - [`copies`]: what the page of a file says about the group.
//! - [`wire`]: how all of it travels; `words`: what the page says.

mod contents;
pub mod copies;
mod figures;
mod invite;
mod join;
pub mod keeps;
mod list;
mod live;
mod map;
mod me;
pub mod page;
mod places;
pub mod port;
mod revoke;
mod search;
pub mod server_fns;
mod slow;
mod ticket;
mod transfers;
pub mod wire;
mod words;
