//! Paths, listings, ranges and versions of the shared tree.
//!
//! Doors call the port [`Files`]; its implementation [`Library`] checks what is allowed and works
//! on a [`Tree`], which an adapter implements over a real folder.
//!
//! # Layout
//! - [`path`]: the one typed path.
//! - [`entry`]: what is in the tree: entries, versions, listings.
//! - [`query`]: how a listing is sorted, filtered and cut into pages.
//! - [`port`]: what doors call ([`Files`]) and what adapters implement ([`Tree`], [`Content`]).
//! - [`service`]: the room itself, between those ports.
//! - [`range`]: byte ranges of a request.
//! - [`conditional`]: conditional requests.
//! - [`hash`]: the name of a file's content.
//! - [`prints`]: the port [`Prints`], what is remembered of the content of files.
//! - [`vault`]: the port [`Vault`], bytes of files at any place with what proves them.
//! - [`natural`]: the natural order of names.
//! - [`sorted`]: the entries of one folder, sorted once and cut into pages.
//! - [`twin`]: names for what shall stand beside something of the same name.

pub mod conditional;
pub mod entry;
pub mod hash;
pub mod natural;
pub mod path;
pub mod port;
pub mod prints;
pub mod query;
pub mod range;
pub mod service;
pub mod sorted;
pub mod twin;
pub mod vault;

pub use conditional::{Preconditions, Verdict};
pub use entry::{Entry, Kind, Listing, Meta, Version};
pub use hash::{BadHash, Hash};
pub use path::{BadPath, Path};
pub use port::{Chunks, Condition, Content, Files, Found, Refused, Stored, Tree};
pub use prints::{Noted, Print, Prints};
pub use query::{Cursor, Order, Query, Sort};
pub use range::ByteRanges;
pub use service::Library;
pub use vault::Vault;
