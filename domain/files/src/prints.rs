//! The port [`Prints`]: what is remembered of the content of files, so that none is read twice.

use async_trait::async_trait;
use maloca_fault::Fault;
use time::OffsetDateTime;

use crate::{Hash, Path, Version};

/// What is in a file, at one version of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Print {
    /// Which file.
    pub path: Path,
    /// The version that was read.
    pub version: Version,
    /// Its length in bytes.
    pub size: u64,
    /// When it was changed.
    pub modified: OffsetDateTime,
    /// What is in it.
    pub hash: Hash,
}

/// What was found out about the tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Noted {
    /// A file was read.
    Read(Print),
    /// Nothing is there any more: no file, and no folder with files beneath.
    Gone(Path),
}

/// What is remembered of one folder: a page of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Remembered {
    /// Its files, by name in the order of bytes.
    pub files: Vec<Print>,
    /// The names of its folders that hold files at any depth; on the first page only.
    pub folders: Vec<String>,
}

/// The most files of a page of [`Prints::within`].
pub const MAX_REMEMBERED: usize = 4_096;

/// What is remembered of the content of files. An answer to a change means that it is on disk.
#[async_trait]
pub trait Prints: Send + Sync {
    /// What is remembered of a file.
    ///
    /// # Errors
    /// [`Fault::Unavailable`] when it cannot be read.
    async fn of(&self, path: &Path) -> Result<Option<Print>, Fault>;

    /// What is remembered of a folder, at most [`MAX_REMEMBERED`] files whose names come after the
    /// given one.
    ///
    /// # Errors
    /// [`Fault::Unavailable`] when it cannot be read.
    async fn within(&self, folder: &Path, after: Option<&str>) -> Result<Remembered, Fault>;

    /// Remembers what was found out, all or nothing.
    ///
    /// # Errors
    /// [`Fault::Unavailable`] when it cannot be written, [`Fault::Busy`] when too much waits.
    async fn note(&self, noted: Vec<Noted>) -> Result<(), Fault>;
}
