//! Why the house cannot start, each with what to do about it.

use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;

use maloca_bus::nats::BadUrl;

/// An error before anything is served; the program ends with code 2.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The configuration file cannot be read.
    #[error("cannot read the configuration {path}: {source}\nCheck the path given to --config.")]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The configuration file has a wrong or unknown value.
    #[error("the configuration {path} is wrong:\n{reason}\nCorrect it and try `maloca check`.")]
    BadFile {
        /// The file.
        path: PathBuf,
        /// What is wrong and where.
        reason: String,
    },
    /// A directory is something else.
    #[error("{flag} {path} is not a directory\nName a directory, or move that file away.")]
    NoDirectory {
        /// The flag that names it.
        flag: &'static str,
        /// The path.
        path: PathBuf,
    },
    /// A directory cannot be made or written.
    #[error(
        "cannot write in {flag} {path}: {source}\nMake room if the disk is full, give this user the right to \
         write there, or name another directory with {flag}."
    )]
    Unwritable {
        /// The flag that names it.
        flag: &'static str,
        /// The path.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// Another server runs on the same data.
    #[error(
        "another maloca runs on the data in {path}\nStop it first, or name another directory with \
         --data."
    )]
    Locked {
        /// The data directory.
        path: PathBuf,
    },
    /// An address cannot be listened on.
    #[error(
        "cannot listen on {flag} {address}: {source}\nStop the program that uses this port, or \
         choose another with {flag} ADDR:PORT (port 0 picks a free one)."
    )]
    Taken {
        /// The flag that names it.
        flag: &'static str,
        /// The address.
        address: SocketAddr,
        /// Why.
        source: io::Error,
    },
    /// The URL of NATS is none.
    #[error("--nats is no URL of NATS: {0}\nCorrect it, or leave it out to tell nobody outside.")]
    Nats(#[from] BadUrl),
    /// A relay without the door by which houses of the group are known.
    #[error(
        "--relay needs the door for other houses, and --peers is off\nOpen it with --peers ADDR:PORT, or shut \
         the relay with --relay off."
    )]
    RelayAlone,
    /// The web door cannot be encrypted.
    #[error("cannot encrypt the web door: {reason}\n{remedy}")]
    Tls {
        /// Why.
        reason: String,
        /// What to do.
        remedy: &'static str,
    },
    /// The database cannot be opened.
    #[error(
        "cannot open the database in {path}: {reason}\nIf the disk is full, make room; if the file \
         is damaged, move it away and restore a backup."
    )]
    Database {
        /// The database file.
        path: PathBuf,
        /// Why.
        reason: String,
    },
    /// The key of this node cannot be had.
    #[error(
        "cannot have the key of this node in {path}: {source}\nGive this user the right to read it; if it \
         is damaged, restore it from a backup, or move it away to begin as a new node."
    )]
    NodeKey {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The shared tree cannot be opened.
    #[error("cannot open the shared tree {path}: {reason}\nName another directory with --files.")]
    Tree {
        /// The top folder.
        path: PathBuf,
        /// Why.
        reason: String,
    },
    /// The system refuses something basic.
    #[error("cannot {what}: {source}")]
    System {
        /// What was tried.
        what: &'static str,
        /// Why.
        source: io::Error,
    },
}
