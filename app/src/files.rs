//! The pages of the room `files`.
//!
//! # Layout
//! - [`page`]: a folder or a file, whatever the address leads to.
//! - `room`: what the parts of the page share.
//! - `address`: the page's addresses and what stands in their queries.
//! - `seen`: what an address leads to, as the server tells the browser.
//! - `folder`, `table`, `filter`: a folder.
//! - `file`, `preview`: a file.
//! - `manage`, `make`: what those who may can do with both.
//! - `plain`: the same as forms, for browsers without scripts.
//! - [`transfer`]: files on their way into the house.
//! - `live`: hearing that a folder changed.
//! - [`server_fns`]: what the browser calls; `peek`: how the server looks into a file.
//! - `look`: what a file is, by its name; `words`: what the room says.

mod address;
mod file;
mod filter;
mod folder;
mod live;
mod look;
mod make;
mod manage;
pub mod page;
mod peek;
mod plain;
mod preview;
mod room;
mod seen;
pub mod server_fns;
mod table;
pub mod transfer;
mod words;
