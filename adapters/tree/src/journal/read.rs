//! One file read for its hash.

use std::fs::File;
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use maloca_files::{Hash, Kind, Path, Print};
use rustix::fs::fstat;

use crate::disk::Parts;
use crate::facts::Facts;
use crate::hash::{Leash, Reading};
use crate::root::Anchor;
use crate::vault::outboard::{self, Made};

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

/// Reads files, and keeps their outboards as long as that can be.
#[derive(Clone)]
pub(super) struct Reader {
    parts: Arc<Parts>,
    reading: Reading,
    /// Whether outboards can be kept: the tree may be closed to writing.
    keeps: Arc<AtomicBool>,
}

impl Reader {
    /// One whose readings end with the leash.
    pub(super) fn new(parts: Arc<Parts>) -> (Self, Leash) {
        let (reading, leash) = parts.reading.leashed();
        (Self { parts, reading, keeps: Arc::new(AtomicBool::new(true)) }, leash)
    }

    /// Tries to keep outboards, even if that was in vain before.
    pub(super) fn try_again(&self) {
        self.keeps.store(true, Ordering::Relaxed);
    }

    /// Waits for the disk.
    pub(super) fn read(&self, path: Path, large: bool) -> Outcome {
        let begun = Instant::now();
        let end = self.end(&path).unwrap_or(End::Unread);
        Outcome { path, large, cost: begun.elapsed(), end }
    }

    fn end(&self, path: &Path) -> Option<End> {
        let anchor = self.parts.root.current().ok()?;
        let seen = anchor.look(path).ok().filter(|seen| seen.facts.kind == Kind::File)?;
        let (file, before) = (File::from(seen.fd), seen.facts.meta());
        // By its name, too: of a folder that was moved meanwhile the file knows nothing.
        let unchanged = || {
            let held = fstat(&file).ok().and_then(|stat| Facts::of(&stat));
            let named = anchor.glance(path).ok().map(|seen| seen.facts);
            held == Some(seen.facts) && named == held
        };
        let hash = self.hash(&anchor, &file, before.size, unchanged);
        if !unchanged() {
            return Some(End::Unsettled);
        }
        let (version, size, modified) = (before.version, before.size, before.modified);
        let path = path.clone();
        hash.ok().map(|hash| End::Read(Print { path, version, size, modified, hash }))
    }

    /// Without an outboard the hash is worth knowing all the same.
    fn hash(
        &self,
        anchor: &Arc<Anchor>,
        file: &File,
        size: u64,
        unchanged: impl Fn() -> bool,
    ) -> io::Result<Hash> {
        if self.keeps.load(Ordering::Relaxed) {
            match outboard::make(anchor, file, size, &self.reading, |_| unchanged()) {
                Ok(hash) => return Ok(hash),
                Err(Made::Unread(error)) if !unchanged() => return Err(error),
                Err(Made::Unread(_)) => {}
                Err(Made::Unkept(_)) => self.keeps.store(false, Ordering::Relaxed),
            }
        }
        self.reading.hash(file, size, None)
    }
}
