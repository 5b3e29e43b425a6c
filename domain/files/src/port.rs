//! What doors call ([`Files`]) and what adapters implement ([`Tree`], [`Content`]).

use std::io;
use std::ops::Range;
use std::pin::Pin;
use std::sync::Arc;

use async_trait::async_trait;
use bytes::Bytes;
use futures_core::Stream;
use maloca_fault::Fault;
use maloca_people::Caller;
use serde::{Deserialize, Serialize};

use crate::{BadPath, Listing, Meta, Path, Query, Version};

/// Bytes on their way, in chunks of any size.
pub type Chunks = Pin<Box<dyn Stream<Item = io::Result<Bytes>> + Send>>;

/// What a watcher of a folder hears.
pub type Changes = Pin<Box<dyn Stream<Item = ()> + Send>>;

/// Why the files' room refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum Refused {
    /// The text is no path.
    #[error(transparent)]
    BadPath(#[from] BadPath),
    /// A folder is where a file was expected.
    #[error("this is a folder; name a file in it")]
    IsFolder,
    /// A file is where a folder was expected.
    #[error("this is a file, not a folder")]
    NotFolder,
    /// Something of that name is there already.
    #[error("there is something of that name already; choose another name")]
    Exists,
    /// The condition (`If-Match`, `If-None-Match`) does not hold.
    #[error("the file is not the version that you expected; fetch it again")]
    Conflict,
    /// Names that begin with a dot are not shared.
    #[error("names that begin with a dot are not shared; choose another name")]
    Hidden,
    /// A folder cannot be moved into itself, nor the root anywhere.
    #[error("a folder cannot be moved into itself, and the top folder stays where it is")]
    BadMove,
    /// The cursor belongs to no listing.
    #[error("this cursor belongs to no listing; start again without it")]
    BadCursor,
    /// The disk is full but for what is kept free.
    #[error("there is no room for this file; remove others or ask the host")]
    Full,
    /// The file is larger than this house takes.
    #[error("this file is larger than this house takes; share it in parts or ask the host")]
    TooLarge,
    /// The sender stopped before the end.
    #[error("the upload ended before its end; nothing was stored, send it again")]
    CutOff,
}

/// On what a write depends (RFC 9110 §13.1.1, §13.1.2).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Condition {
    /// On nothing.
    #[default]
    Always,
    /// Only when nothing is there (`If-None-Match: *`).
    Absent,
    /// Only when something is there (`If-Match: *`).
    Present,
    /// Only when one of these versions is there (`If-Match`).
    OneOf(Vec<Version>),
    /// Only when none of these versions is there (`If-None-Match`).
    NoneOf(Vec<Version>),
}

impl Condition {
    /// Whether it holds for what is there now.
    pub fn holds(&self, there: Option<&Version>) -> bool {
        match (self, there) {
            (Self::Always, _) | (Self::Absent | Self::NoneOf(_), None) => true,
            (Self::Absent, Some(_)) | (Self::Present | Self::OneOf(_), None) => false,
            (Self::Present, Some(_)) => true,
            (Self::OneOf(versions), Some(version)) => versions.contains(version),
            (Self::NoneOf(versions), Some(version)) => !versions.contains(version),
        }
    }
}

/// What a write made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    /// Whether nothing was there before.
    pub created: bool,
    /// The new file.
    pub meta: Meta,
    /// BLAKE3 of its bytes, in hexadecimal.
    pub blake3: String,
}

/// An open file: what it says stays true for what is read from it, whatever happens to its name.
pub trait Content: Send + Sync {
    /// What was known when it was opened.
    fn meta(&self) -> &Meta;

    /// The bytes of a range that lies within `0..meta().size`. The stream fails when the file
    /// became shorter. Never more than a few chunks are in memory.
    fn read(self: Arc<Self>, range: Range<u64>) -> Chunks;
}

/// What a path leads to.
#[derive(Clone)]
pub enum Found {
    /// A file, open.
    File(Arc<dyn Content>),
    /// A folder.
    Folder(Meta),
}

/// The shared tree, as every door sees it.
#[async_trait]
pub trait Files: Send + Sync {
    /// A page of a folder.
    ///
    /// # Errors
    /// [`Fault::Missing`], [`Refused::NotFolder`], [`Refused::BadCursor`].
    async fn list(
        &self,
        who: &Caller,
        path: &Path,
        query: Query,
    ) -> Result<Listing, Fault<Refused>>;

    /// What a path leads to.
    ///
    /// # Errors
    /// [`Fault::Missing`] for what is not there, is no regular file or folder, is hidden or leads
    /// out of the tree.
    async fn find(&self, who: &Caller, path: &Path) -> Result<Found, Fault<Refused>>;

    /// Stores a file under its final name once all its bytes are on disk; missing folders are made.
    ///
    /// # Errors
    /// [`Refused::Conflict`], [`Refused::IsFolder`], [`Refused::NotFolder`], [`Refused::Full`],
    /// [`Refused::TooLarge`], [`Refused::CutOff`], [`Refused::Hidden`].
    async fn store(
        &self,
        who: &Caller,
        path: &Path,
        condition: Condition,
        content: Chunks,
    ) -> Result<Stored, Fault<Refused>>;

    /// Makes a folder.
    ///
    /// # Errors
    /// [`Refused::Exists`], [`Fault::Missing`] when its parent is not there.
    async fn make_folder(&self, who: &Caller, path: &Path) -> Result<Meta, Fault<Refused>>;

    /// Moves or renames; never over something that is there.
    ///
    /// # Errors
    /// [`Refused::Exists`], [`Refused::BadMove`], [`Fault::Missing`].
    async fn relocate(&self, who: &Caller, from: &Path, to: &Path) -> Result<(), Fault<Refused>>;

    /// Puts a file or folder into the bin.
    ///
    /// # Errors
    /// [`Fault::Missing`], [`Refused::Conflict`].
    async fn remove(
        &self,
        who: &Caller,
        path: &Path,
        condition: Condition,
    ) -> Result<(), Fault<Refused>>;

    /// Rings when something in the folder changed, at most a few times a second.
    ///
    /// # Errors
    /// [`Fault::Missing`], [`Refused::NotFolder`].
    async fn watch(&self, who: &Caller, path: &Path) -> Result<Changes, Fault<Refused>>;
}

/// The tree itself, without any question of who may what. Hidden names are the caller's affair.
#[async_trait]
pub trait Tree: Send + Sync {
    /// As [`Files::list`].
    async fn list(&self, path: &Path, query: Query) -> Result<Listing, Fault<Refused>>;
    /// As [`Files::find`].
    async fn find(&self, path: &Path) -> Result<Found, Fault<Refused>>;
    /// As [`Files::store`].
    async fn store(
        &self,
        path: &Path,
        condition: Condition,
        content: Chunks,
    ) -> Result<Stored, Fault<Refused>>;
    /// As [`Files::make_folder`].
    async fn make_folder(&self, path: &Path) -> Result<Meta, Fault<Refused>>;
    /// As [`Files::relocate`].
    async fn relocate(&self, from: &Path, to: &Path) -> Result<(), Fault<Refused>>;
    /// As [`Files::remove`].
    async fn remove(&self, path: &Path, condition: Condition) -> Result<(), Fault<Refused>>;
    /// As [`Files::watch`].
    async fn watch(&self, path: &Path) -> Result<Changes, Fault<Refused>>;
}
