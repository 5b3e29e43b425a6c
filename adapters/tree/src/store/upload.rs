//! One file being made.

use std::io::Write;
use std::sync::Arc;

use bytes::Bytes;
use maloca_files::{Condition, Path, Stored};

use super::{Beside, Locks, Published, Quota};
use crate::fault::{Failure, writing_io};
use crate::root::{Anchor, Root};

/// A file on its way in. Dropped before [`Upload::commit`], it is removed.
pub(crate) struct Upload {
    beside: Beside,
    hasher: blake3::Hasher,
    quota: Quota,
}

impl Upload {
    /// Begins a file that keeps within the quota.
    pub(crate) fn begin(anchor: Arc<Anchor>, quota: Quota) -> Result<Self, Failure> {
        Ok(Self { beside: Beside::temporary(anchor)?, hasher: blake3::Hasher::new(), quota })
    }

    pub(crate) fn write(&mut self, batch: &[Bytes]) -> Result<(), Failure> {
        let size = batch.iter().map(|chunk| chunk.len() as u64).sum();
        self.quota.take(size)?;
        self.quota.room(&self.beside.file, size)?;
        for chunk in batch {
            self.hasher.update(chunk);
            let written = self.beside.file.write_all(chunk);
            written.map_err(|error| writing_io("an upload", &error))?;
        }
        Ok(())
    }

    /// Gives the file its name, when all its bytes are on disk and the condition holds.
    pub(crate) fn commit(
        mut self,
        root: &Root,
        locks: &Locks,
        path: &Path,
        condition: &Condition,
    ) -> Result<Stored, Failure> {
        let Published { created, meta } = self.beside.publish(root, locks, path, condition)?;
        Ok(Stored { created, meta, blake3: self.hasher.finalize().to_hex().to_string() })
    }
}
