//! The port [`Network`]: the files of the whole group, as doors see them.

use std::sync::Arc;

use async_trait::async_trait;
use maloca_fault::Fault;
use maloca_files::{Chunks, Content, Hash, Path};
use maloca_people::Caller;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use crate::NodeId;
use crate::catalogue::{Listed, Share};
use crate::slice::Slice;

/// Why nothing came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum Refused {
    /// What the files' room says.
    #[error(transparent)]
    Files(#[from] maloca_files::Refused),
    /// No house that is connected has it.
    #[error(
        "no house that is reached now has this file; ask again when one of its holders is back"
    )]
    Nobody,
    /// As many fetches as run at once.
    #[error("too many fetches at once; wait until one has ended, or cancel one")]
    TooMany,
    /// The door for other nodes is shut.
    #[error("the door for other houses is shut; start this house with --peers ADDR:PORT")]
    Shut,
}

/// A fetch, by a number that is not used again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TransferId(pub u64);

/// How far a fetch is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// Nobody who has it is connected; it goes on by itself when somebody is.
    Waiting,
    /// Bytes come.
    Fetching,
    /// The file is in the tree.
    Done,
    /// It ended without the file; why.
    Failed(Refused),
    /// Somebody ended it.
    Cancelled,
}

/// Why a source sends nothing, or little.
/// The first one is the best.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Pace {
    /// It sends.
    Sending,
    /// It has nothing to do: others have the rest.
    Idle,
    /// It was silent or broke off, and rests for a while.
    Resting,
    /// It sent what is not the file, and is not asked again.
    Banned,
    /// It is not connected.
    Away,
}

/// What one node does for a fetch.
#[derive(Clone, Debug, PartialEq)]
pub struct Source {
    /// Who.
    pub node: NodeId,
    /// How it is doing.
    pub pace: Pace,
    /// Bytes per second lately.
    pub rate: u64,
    /// Bytes that it has sent.
    pub sent: u64,
}

/// A file on its way into this node's tree.
#[derive(Clone, Debug, PartialEq)]
pub struct Transfer {
    /// Its number.
    pub id: TransferId,
    /// What is fetched.
    pub hash: Hash,
    /// Where to.
    pub to: Path,
    /// How many bytes it has.
    pub size: u64,
    /// How many of them are here and proved.
    pub held: u64,
    /// How far it is.
    pub phase: Phase,
    /// Since when.
    pub since: OffsetDateTime,
    /// Bytes per second lately, from all together.
    pub rate: u64,
    /// Who sends it.
    pub sources: Vec<Source>,
}

/// A file of the group for reading: what is not here comes while it is read, proved.
#[derive(Clone)]
pub struct Opened {
    /// Its bytes. Their version is their hash, whoever they come from.
    pub content: Arc<dyn Content>,
    /// A name that it has somewhere.
    pub path: Path,
}

/// The files of the group.
#[async_trait]
pub trait Network: Send + Sync {
    /// Files of all nodes in whose names every word of the query occurs, at most `limit`. It is
    /// answered from what is known here, whoever is connected.
    ///
    /// # Errors
    /// [`Fault::Denied`] without the right to read.
    async fn find(
        &self,
        who: &Caller,
        query: &str,
        limit: usize,
    ) -> Result<Vec<Listed>, Fault<Refused>>;

    /// Who has this file, this node first.
    ///
    /// # Errors
    /// [`Fault::Denied`] without the right to read.
    async fn holders(&self, who: &Caller, hash: &Hash) -> Result<Vec<Listed>, Fault<Refused>>;

    /// Who has something under this very name.
    ///
    /// # Errors
    /// [`Fault::Denied`] without the right to read.
    async fn named(&self, who: &Caller, path: &Path) -> Result<Vec<Listed>, Fault<Refused>>;

    /// How much each node shares.
    ///
    /// # Errors
    /// [`Fault::Denied`] without the right to read.
    async fn shares(&self, who: &Caller) -> Result<Vec<Share>, Fault<Refused>>;

    /// A file for reading, wherever it is.
    ///
    /// # Errors
    /// [`Fault::Denied`] without the right to read, [`Fault::Missing`] when no node shares it,
    /// [`Refused::Nobody`].
    async fn open(&self, who: &Caller, hash: &Hash) -> Result<Opened, Fault<Refused>>;

    /// A slice of a file of this node's own, with what proves it, as
    /// [`Ask::Get`](crate::wire::Ask::Get) is answered: for those who do not reach the node over UDP.
    ///
    /// # Errors
    /// [`Fault::Denied`] without the right to read, [`Fault::Missing`] when this node does not have the
    /// file or the file ends before, [`Refused::TooMany`].
    async fn slice(
        &self,
        who: &Caller,
        hash: &Hash,
        slice: Slice,
    ) -> Result<Chunks, Fault<Refused>>;

    /// Begins to fetch a file into the tree; without a name, under the one that its holder gives it.
    /// A fetch of the same file to the same place is the one that runs already.
    ///
    /// # Errors
    /// [`Fault::Denied`] without the right to upload, [`Fault::Missing`] when no node shares it,
    /// [`Refused::TooMany`], [`Refused::Files`] when the disk has no room or the name is taken by
    /// something else.
    async fn fetch(
        &self,
        who: &Caller,
        hash: &Hash,
        to: Option<Path>,
    ) -> Result<Transfer, Fault<Refused>>;

    /// All fetches that run, and the last ones that ended; newest first.
    ///
    /// # Errors
    /// [`Fault::Denied`] without the right to read.
    async fn transfers(&self, who: &Caller) -> Result<Vec<Transfer>, Fault<Refused>>;

    /// One fetch.
    ///
    /// # Errors
    /// [`Fault::Denied`] without the right to read, [`Fault::Missing`].
    async fn transfer(&self, who: &Caller, id: TransferId) -> Result<Transfer, Fault<Refused>>;

    /// Ends a fetch and removes what came of it.
    ///
    /// # Errors
    /// [`Fault::Denied`] without the right to upload, [`Fault::Missing`].
    async fn cancel(&self, who: &Caller, id: TransferId) -> Result<(), Fault<Refused>>;
}

/// What must outlive a crash of a fetch: what and where to. The bytes are in the
/// [`maloca_files::vault::Vault`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Errand {
    /// Its number.
    pub id: TransferId,
    /// What is fetched.
    pub hash: Hash,
    /// Its length in bytes, as its holders say.
    pub size: u64,
    /// Where to.
    pub to: Path,
    /// Since when, in microseconds since 1970.
    pub since: u64,
}

/// Where fetches are written down.
#[async_trait]
pub trait Errands: Send + Sync {
    /// Those that have not ended.
    ///
    /// # Errors
    /// [`Fault::Unavailable`].
    async fn open(&self) -> Result<Vec<Errand>, Fault>;

    /// Writes one down and gives it its number.
    ///
    /// # Errors
    /// [`Fault::Unavailable`].
    async fn begin(&self, hash: Hash, size: u64, to: Path) -> Result<Errand, Fault>;

    /// Crosses one out.
    ///
    /// # Errors
    /// [`Fault::Unavailable`].
    async fn end(&self, id: TransferId) -> Result<(), Fault>;
}
