//! HFTP, the home-made file transfer protocol of the networking course of FaMAF (Universidad
//! Nacional de Córdoba): a line protocol over TCP that lists, measures and slices the regular files
//! of one folder. With the additions of 2026: `help` and raw slices.
//!
//! # Layout
//! - [`door`]: the server, as the accept loop knows it.
//! - `session`: one connection, from its first byte to its last.
//! - `line`: bytes into lines and words, with bounded memory.
//! - `command`: one file per command: how it is read and what it does.
//! - `shelf`: the folder that is served.
//! - `out`: what waits to be sent.
//! - `encoder`: base64 of a stream.
//! - [`code`]: the codes that answers begin with.
//! - [`name`]: names of files that the protocol can say.
//! - [`client`]: the other side: list, measure, fetch.

pub mod client;
pub mod code;
mod command;
pub mod door;
mod encoder;
mod line;
pub mod name;
mod out;
mod session;
mod shelf;

pub use code::Code;
pub use door::Hftp;
pub use name::{BadName, Name};

/// The port that the protocol is spoken on by default.
pub const PORT: u16 = 19500;
