//! The shared directory on disk, resolved beneath its root.
//!
//! [`DiskTree`] implements the port [`maloca_files::Tree`] over a real folder. Every access goes
//! through one resolver, the kernel's `openat2(RESOLVE_BENEATH)`, so that no name and no symbolic
//! link leads out of the tree.
//!
//! # Layout
//! - [`disk`]: the tree itself; each method of the port, and which of them may block.
//! - `root`: the root folder, opened anew when it was removed and made again; the resolver.
//! - `facts`: what a `stat` tells: kind, size, times and the version made of them.
//! - `fault`: what errors of the system mean to a caller; incidents in the log.
//! - `content`: reading an open file.
//! - `list`: reading a folder, and the listings kept for the next visitor.
//! - `store`: writing a file: beside, whole, then under its name.
//! - `hash`: reading a whole file for its hash and its outboard.
//! - `vault`: the port [`maloca_files::Vault`], bytes of files for nodes.
//! - `journal`: keeping the port [`maloca_files::Prints`] true of the tree.
//! - `change`: folders made, things moved and put into the bin.
//! - `bin`: what was removed, until it is old.
//! - `private`: `.maloca`, the folder of the tree that no door shows.
//! - `watch`: who is told when a folder changes.

#[cfg(not(target_os = "linux"))]
compile_error!("the shared tree needs Linux: its confinement is openat2(RESOLVE_BENEATH)");

pub mod disk;

mod bin;
mod change;
mod content;
mod facts;
mod fault;
mod hash;
mod journal;
mod list;
mod private;
mod root;
mod store;
mod vault;
mod watch;

pub use disk::DiskTree;
pub use root::OpenError;
