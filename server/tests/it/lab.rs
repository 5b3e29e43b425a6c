//! What needs features of the kernel that not every machine gives: `cargo xtask lab`.
//!
//! # Layout
//! - [`disk`]: full disks.
//! - [`world`]: a network of namespaces with shaped links.
//! - [`net`]: houses in it, without the internet.
//! - [`figures`]: how fast they share files there, beside [`syncthing`]; `cargo xtask lab` alone measures it.

mod disk;
mod figures;
mod net;
mod syncthing;
pub mod world;
