//! How much is taken in.

use std::os::fd::AsFd;

use maloca_files::Refused;
use rustix::fs::fstatvfs;

use crate::fault::{Failure, writing};

/// What stays free unless somebody says otherwise: a part of the disk, within these bytes. The least is
/// what the journal of the database grows to before it is folded (4 MiB), twice.
const PART: u64 = 20;
const LEAST: u64 = 8 * 1024 * 1024;
const MOST: u64 = 1024 * 1024 * 1024;

/// How large a file may be, and how much of the disk stays free.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Quota {
    /// The most bytes of one file.
    pub(crate) size: u64,
    /// How many bytes of the disk stay free; `None` is by its size.
    pub(crate) reserve: Option<u64>,
}

impl Default for Quota {
    fn default() -> Self {
        Self { size: u64::MAX, reserve: None }
    }
}

impl Quota {
    /// Takes this many bytes off what one file may have.
    pub(crate) fn take(&mut self, bytes: u64) -> Result<(), Refused> {
        self.size = self.size.checked_sub(bytes).ok_or(Refused::TooLarge)?;
        Ok(())
    }

    /// Passes when the disk of this file has so much room beside the reserve. Another upload may ask at
    /// the same time, so the reserve is kept to a few batches.
    pub(crate) fn room(&self, file: impl AsFd, bytes: u64) -> Result<(), Failure> {
        let disk = fstatvfs(file).map_err(|error| writing("an upload", error))?;
        let size = disk.f_blocks.saturating_mul(disk.f_frsize);
        let free = disk.f_bavail.saturating_mul(disk.f_frsize);
        let reserve = self.reserve.unwrap_or((size / PART).clamp(LEAST, MOST));
        if free < reserve.saturating_add(bytes) { Err(Refused::Full.into()) } else { Ok(()) }
    }
}
