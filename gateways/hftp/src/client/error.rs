//! What can go wrong, and what to do then.

use std::io;
use std::path::PathBuf;

/// Why a client did not get what it wanted.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Nobody answers at the address.
    #[error("cannot reach {server} ({cause}); check the address, and that the server is running")]
    Unreachable {
        /// The address.
        server: String,
        /// What the system said.
        cause: io::Error,
    },
    /// The connection broke.
    #[error("the connection broke ({0}); run the same command again to go on from there")]
    Broken(io::Error),
    /// The server answered with an error of the protocol.
    #[error("the server answered {number} {text}")]
    Refused {
        /// The code, as [`crate::Code::number`] gives it.
        number: u16,
        /// The words after it, printable characters only.
        text: String,
    },
    /// The answer is none of this protocol.
    #[error("this is no HFTP server: {0}; check the port")]
    Foreign(&'static str),
    /// The file on this machine cannot be written or read.
    #[error("cannot use {path} ({cause}); check its folder and the space on the disk")]
    Disk {
        /// The file.
        path: PathBuf,
        /// What the system said.
        cause: io::Error,
    },
    /// Another process is fetching the same file into the same folder.
    #[error("{0} is being fetched already; wait for it, or fetch into another folder")]
    Busy(PathBuf),
}

impl From<io::Error> for Error {
    fn from(cause: io::Error) -> Self {
        Self::Broken(cause)
    }
}
