//! The port [`Catalogue`]: the logs of all nodes, on disk, and what they say together.

use std::pin::Pin;

use async_trait::async_trait;
use futures_core::Stream;
use maloca_fault::Fault;
use maloca_files::{Hash, Path};

use super::{BadPage, LogId, Mark, Page};
use crate::NodeId;

/// What is heard when a log got longer: nothing but that it did.
pub type Rings = Pin<Box<dyn Stream<Item = ()> + Send>>;

/// A file that a node shares, by the newest line about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Who shares it.
    pub node: NodeId,
    /// Under which name.
    pub path: Path,
    /// What is in it.
    pub hash: Hash,
    /// Its length in bytes.
    pub size: u64,
    /// When it was changed, in seconds since 1970.
    pub modified: i64,
}

/// How much a node shares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    /// Who.
    pub node: NodeId,
    /// How many files.
    pub files: u64,
    /// Of how many bytes in all.
    pub bytes: u64,
}

/// The logs of this node and of the others, as far as they are known here. What it answers to a change
/// is on disk. This node's own log is written by whoever implements it, as its files change.
#[async_trait]
pub trait Catalogue: Send + Sync {
    /// How far every log goes here, this node's own among them.
    ///
    /// # Errors
    /// [`Fault::Unavailable`].
    async fn marks(&self) -> Result<Vec<Mark>, Fault>;

    /// The lines of a log that come after the first `after`, at most [`super::MAX_LINES`], up to a head
    /// that its node signed; nothing when there are none, or the log is not known.
    ///
    /// # Errors
    /// [`Fault::Unavailable`].
    async fn page(&self, log: LogId, after: u64) -> Result<Option<Page>, Fault>;

    /// Takes in a page of another node's log; how far that log is known then.
    ///
    /// # Errors
    /// [`BadPage`]; after [`BadPage::Forked`] nothing of that node is listed any more.
    async fn follow(&self, page: Page) -> Result<Mark, Fault<BadPage>>;

    /// Forgets all that a node shared: it does not belong to the group any more.
    ///
    /// # Errors
    /// [`Fault::Unavailable`].
    async fn forget(&self, node: NodeId) -> Result<(), Fault>;

    /// Files of all nodes in whose names every word of the query occurs, at most `limit`.
    ///
    /// # Errors
    /// [`Fault::Unavailable`].
    async fn search(&self, query: &str, limit: usize) -> Result<Vec<Listed>, Fault>;

    /// Who shares a file of this content, at most `limit` lines; this node's own first.
    ///
    /// # Errors
    /// [`Fault::Unavailable`].
    async fn holders(&self, hash: &Hash, limit: usize) -> Result<Vec<Listed>, Fault>;

    /// Who shares something under this very name, at most `limit` lines.
    ///
    /// # Errors
    /// [`Fault::Unavailable`].
    async fn named(&self, path: &Path, limit: usize) -> Result<Vec<Listed>, Fault>;

    /// How much each node shares.
    ///
    /// # Errors
    /// [`Fault::Unavailable`].
    async fn shares(&self) -> Result<Vec<Share>, Fault>;

    /// Rings when any log got longer, from now on.
    fn listen(&self) -> Rings;
}
