//! The port [`Vault`]: bytes of files at any place, with what proves them.
//!
//! A file is proved by its *outboard*: the inner hashes of its BLAKE3 tree over groups of [`GROUP`]
//! bytes, in pre-order, 64 bytes each, without a length before them. With it and the file's hash any
//! group can be checked without the others.

use std::io;
use std::sync::Arc;

use async_trait::async_trait;
use maloca_fault::Fault;

use crate::{Condition, Hash, Path, Print, Refused, Stored};

/// How many bytes are proved together.
pub const GROUP: u64 = 16 * 1024;

/// Bytes that can be read and written at any place. The calls may wait for the disk.
pub trait Bytes: Send + Sync {
    /// Reads into the buffer from byte `at` on; how many were read is 0 only at the end.
    ///
    /// # Errors
    /// As the disk's.
    fn read_at(&self, at: u64, buffer: &mut [u8]) -> io::Result<usize>;

    /// Writes all of `bytes` from byte `at` on.
    ///
    /// # Errors
    /// As the disk's, and when these bytes are for reading only.
    fn write_at(&self, at: u64, bytes: &[u8]) -> io::Result<()>;

    /// Returns when all that was written is on disk.
    ///
    /// # Errors
    /// As the disk's.
    fn sync(&self) -> io::Result<()>;
}

/// A file, whole or on its way, with what proves it.
#[derive(Clone)]
pub struct Piece {
    /// What is in it, or shall be.
    pub hash: Hash,
    /// Its length in bytes, or what it shall be.
    pub size: u64,
    /// Its bytes.
    pub data: Arc<dyn Bytes>,
    /// Its outboard; empty for a file of at most one group.
    pub outboard: Arc<dyn Bytes>,
}

/// Where nodes read the bytes that they share, and put those that they fetch.
#[async_trait]
pub trait Vault: Send + Sync {
    /// A file of the tree for reading; nothing when it is not any more what was read then.
    ///
    /// # Errors
    /// [`Fault::Unavailable`].
    async fn open(&self, print: &Print) -> Result<Option<Piece>, Fault<Refused>>;

    /// A file that shall come, for reading and writing: what came of it before is there still. Bytes
    /// that never came are zeros.
    ///
    /// # Errors
    /// [`Refused::Full`] when the disk has no room for what is missing, [`Refused::TooLarge`].
    async fn begin(&self, hash: Hash, size: u64) -> Result<Piece, Fault<Refused>>;

    /// Gives a file that came whole its name in the tree, once all its bytes are on disk. Missing
    /// folders are made. The caller vouches that every byte was proved.
    ///
    /// # Errors
    /// [`Fault::Missing`] when it was never begun; as a [`crate::Tree::store`].
    async fn finish(
        &self,
        hash: Hash,
        path: &Path,
        condition: Condition,
    ) -> Result<Stored, Fault<Refused>>;

    /// Removes what came of a file.
    ///
    /// # Errors
    /// [`Fault::Unavailable`].
    async fn discard(&self, hash: Hash) -> Result<(), Fault<Refused>>;
}
