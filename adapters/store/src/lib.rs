//! The event log, the people and the nodes on SQLite, with group commit.
//!
//! One task writes: it takes everything that waits into one transaction, commits, tells memory, and
//! then answers all. So an answer means that the change is on disk, and fifty writers share the
//! price of one `fsync`. Readers have connections of their own and never wait for the writer.
//!
//! # Layout
//! - [`store`]: opening, closing and checking a [`Store`].
//! - `writer`: the queue and the transaction that many changes share.
//! - `chat`: the ports `Log` and `Outbox`: rooms, events, messages, and how far they were told.
//! - [`people`]: the port `People`: sessions, names, invitations.
//! - `nodes`: the port `Ledger`: the group of this node, and its tickets.
//! - [`catalogue`]: the ports `Prints`, `Catalogue` and `Errands`: the files of all nodes.
//! - [`clock`]: what time it is; tests set it.
//! - [`error`]: why a store cannot be opened.
//! - `incident`: a failure becomes a number, and its cause a line in the log.
//! - `rows`: columns of rows as values.

pub mod catalogue;
mod chat;
pub mod clock;
pub mod error;
mod incident;
mod nodes;
pub mod people;
mod rows;
pub mod store;
mod writer;

pub use catalogue::{Sharing, Shelves};
pub use clock::Clock;
pub use error::StoreError;
pub use people::StoredPeople;
pub use store::{Options, Store};
