//! `.maloca`, the folder of the tree that no door shows: files on their way, their proofs and the bin.
//!
//! It lies in the tree because only a renaming within one file system is atomic.

use std::os::fd::OwnedFd;

use maloca_files::Path;
use rustix::fs::{AtFlags, Dir, FlockOperation, Mode, OFlags, flock, mkdirat, openat, unlinkat};
use rustix::io::Errno;

use crate::fault::{Failure, writing};
use crate::root::{Anchor, FOLDER};

const HOME: &str = ".maloca";

/// The rooms in it.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Room {
    /// Uploads on their way.
    Temporary,
    /// What was removed.
    Bin,
    /// What other nodes send, until it is whole.
    Parts,
    /// What proves ranges of files, by their hashes.
    Outboards,
}

impl Room {
    const fn name(self) -> &'static str {
        match self {
            Self::Temporary => "tmp",
            Self::Bin => "bin",
            Self::Parts => "parts",
            Self::Outboards => "outboards",
        }
    }

    /// The room if it is there. A symbolic link in its place is none: it could lead anywhere.
    pub(crate) fn enter(self, anchor: &Anchor) -> rustix::io::Result<OwnedFd> {
        let path = Path::root().join(HOME).and_then(|home| home.join(self.name()));
        anchor.resolve_plain(&path.map_err(|_| Errno::INVAL)?, FOLDER)
    }

    /// The room, made when it is not there; for the owner's eyes only.
    pub(crate) fn open(self, anchor: &Anchor) -> Result<OwnedFd, Failure> {
        let made = || {
            make(&anchor.resolve(&Path::root(), FOLDER)?, HOME)?;
            let home = Path::root().join(HOME).map_err(|_| Errno::INVAL)?;
            make(&anchor.resolve_plain(&home, FOLDER)?, self.name())?;
            self.enter(anchor)
        };
        let found = match self.enter(anchor) {
            Err(Errno::NOENT) => made(),
            other => other,
        };
        found.map_err(|error| match error {
            // Not a reason that the sender of a file could do anything about.
            Errno::NOTDIR | Errno::LOOP => writing(HOME, Errno::PERM),
            error => writing(HOME, error),
        })
    }
}

fn make(folder: &OwnedFd, name: &str) -> rustix::io::Result<()> {
    match mkdirat(folder, name, Mode::RWXU) {
        Ok(()) => rustix::fs::fsync(folder),
        Err(Errno::EXIST) => Ok(()),
        Err(error) => Err(error),
    }
}

/// Removes what uploads left that a crash cut off. A file that another process is still writing is
/// locked by it and stays.
pub(crate) fn sweep(anchor: &Anchor) {
    let Ok(room) = Room::Temporary.enter(anchor) else { return };
    let Ok(entries) = Dir::read_from(&room) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let flags = OFlags::RDWR | OFlags::CLOEXEC | OFlags::NOFOLLOW | OFlags::NONBLOCK;
        let Ok(file) = openat(&room, name, flags, Mode::empty()) else { continue };
        if flock(&file, FlockOperation::NonBlockingLockExclusive).is_ok() {
            // What cannot be removed now is tried again at the next start.
            let _ = unlinkat(&room, name, AtFlags::empty());
        }
    }
}
