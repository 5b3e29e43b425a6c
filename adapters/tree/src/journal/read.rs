//! One file read for its hash.

use std::fs::File;
use std::time::{Duration, Instant};

use maloca_files::{Kind, Path, Print};
use rustix::fs::fstat;

use crate::facts::Facts;
use crate::hash::Reading;
use crate::root::Root;
use crate::vault::outboard;

/// What became of a file that was to be read.
pub(super) struct Outcome {
    pub(super) path: Path,
    pub(super) large: bool,
    pub(super) cost: Duration,
    pub(super) end: End,
}

impl Outcome {
    /// Of a file that could not be read.
    pub(super) const fn unread(path: Path, large: bool) -> Self {
        Self { path, large, cost: Duration::ZERO, end: End::Unread }
    }
}

/// How a reading ended.
pub(super) enum End {
    /// The file was the same before and after.
    Read(Print),
    /// It changed meanwhile.
    Unsettled,
    /// It is not there, or cannot be read.
    Unread,
}

/// Reads a file, and keeps its outboard if that can be.
pub(super) fn read(root: &Root, path: Path, large: bool, reading: &Reading) -> Outcome {
    let begun = Instant::now();
    let end = end(root, &path, reading).unwrap_or(End::Unread);
    Outcome { path, large, cost: begun.elapsed(), end }
}

fn end(root: &Root, path: &Path, reading: &Reading) -> Option<End> {
    let anchor = root.current().ok()?;
    let seen = anchor.look(path).ok().filter(|seen| seen.facts.kind == Kind::File)?;
    let (file, before) = (File::from(seen.fd), seen.facts.meta());
    // By its name, too: of a folder that was moved meanwhile the file knows nothing.
    let unchanged = || {
        let held = fstat(&file).ok().and_then(|stat| Facts::of(&stat));
        let named = anchor.glance(path).ok().map(|seen| seen.facts);
        held == Some(seen.facts) && named == held
    };
    let hash = outboard::make(&anchor, &file, before.size, reading, |_| unchanged());
    // Without room for an outboard the hash is worth knowing all the same.
    let hash = hash.or_else(|_| reading.hash(&file, before.size, None));
    match hash {
        Ok(hash) if unchanged() => Some(End::Read(Print {
            path: path.clone(),
            version: before.version,
            size: before.size,
            modified: before.modified,
            hash,
        })),
        _ if !unchanged() => Some(End::Unsettled),
        _ => None,
    }
}
