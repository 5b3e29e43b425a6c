//! The other side: list, measure, fetch. For people at a terminal; nothing that a server says is
//! believed: its names are parsed, and it can make nobody keep more than was asked for.
//!
//! # Layout
//! - `connection`: one connection: a request, its answer.
//! - `fetch`: a file in parallel slices, continued where an earlier attempt ended.
//! - `partial`: the file while it grows.
//! - `error`: what can go wrong, and what to do then.

use std::fmt;
use std::num::ParseIntError;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use crate::{Name, PORT};
use connection::Connection;

mod connection;
mod error;
mod fetch;
mod partial;

pub use error::Error;

/// An HFTP server, written `HOST` or `HOST:PORT`; an IPv6 address with a port is in brackets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Server {
    host: String,
    port: u16,
}

/// How far a fetch has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Bytes that are on this disk.
    pub done: u64,
    /// Bytes of the whole file.
    pub size: u64,
}

/// A file that was fetched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fetched {
    /// Where it is.
    pub path: PathBuf,
    /// Its bytes.
    pub size: u64,
    /// How many of them an earlier attempt had fetched.
    pub resumed: u64,
    /// SHA-256 of all its bytes in hexadecimal, as `sha256sum` prints it.
    pub sha256: String,
}

impl Server {
    /// The names of all files.
    ///
    /// # Errors
    /// [`Error`], which says what to do.
    pub async fn ls(&self) -> Result<Vec<Name>, Error> {
        Connection::open(self).await?.list().await
    }

    /// The size of a file in bytes.
    ///
    /// # Errors
    /// [`Error::Refused`] with 202 when there is no such file.
    pub async fn stat(&self, name: &Name) -> Result<u64, Error> {
        Connection::open(self).await?.size(name).await
    }

    /// Fetches a file into a folder under its own name, over a file of that name. Until it is whole
    /// it is kept beside it, and the next call goes on from there. `progress` is called after each
    /// piece.
    ///
    /// # Errors
    /// [`Error`]; what arrived is kept.
    pub async fn get(
        &self,
        name: &Name,
        folder: &Path,
        progress: impl FnMut(Progress),
    ) -> Result<Fetched, Error> {
        fetch::fetch(self, name, folder, progress).await
    }
}

/// A text that names no server.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("write the server as HOST or HOST:PORT, for example 192.168.1.20:{PORT}")]
pub struct BadServer;

impl From<ParseIntError> for BadServer {
    fn from(_: ParseIntError) -> Self {
        Self
    }
}

impl FromStr for Server {
    type Err = BadServer;

    fn from_str(text: &str) -> Result<Self, BadServer> {
        let (host, port) = match text.strip_prefix('[').and_then(|text| text.split_once(']')) {
            Some((host, "")) => (host, None),
            Some((host, rest)) => (host, Some(rest.strip_prefix(':').ok_or(BadServer)?)),
            // More than one colon is an IPv6 address without a port.
            None if text.matches(':').count() > 1 => (text, None),
            None => text.split_once(':').map_or((text, None), |(host, port)| (host, Some(port))),
        };
        let port = port.map_or(Ok(PORT), str::parse)?;
        let fits = !host.is_empty() && !host.contains(|c: char| c.is_whitespace() || c == '/');
        if fits { Ok(Self { host: host.to_owned(), port }) } else { Err(BadServer) }
    }
}

impl fmt::Display for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (host, port) = (&self.host, self.port);
        if host.contains(':') { write!(f, "[{host}]:{port}") } else { write!(f, "{host}:{port}") }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_is_a_host_and_perhaps_a_port() {
        for (text, whole) in [
            ("a", "a:19500"),
            ("a:1", "a:1"),
            ("10.0.0.1:2", "10.0.0.1:2"),
            ("::1", "[::1]:19500"),
            ("[::1]", "[::1]:19500"),
            ("[::1]:3", "[::1]:3"),
        ] {
            assert_eq!(text.parse::<Server>().unwrap().to_string(), whole);
        }
        for bad in ["", ":1", "a:", "a:b", "a:70000", "[::1]x", "hftp://a/b", "a b"] {
            assert_eq!(bad.parse::<Server>(), Err(BadServer), "{bad}");
        }
    }
}
