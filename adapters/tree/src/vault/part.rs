//! One file on its way from other nodes.

use std::fs::File;
use std::io;
use std::os::fd::OwnedFd;
use std::os::unix::fs::{FileExt, MetadataExt};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::SystemTime;

use maloca_fault::Fault;
use maloca_files::vault::{Bytes, Piece};
use maloca_files::{Condition, Hash, Path};
use rustix::fs::{AtFlags, FlockOperation, OFlags, flock, openat, renameat, unlinkat};
use rustix::io::Errno;

use super::bytes::Empty;
use super::outboard::is_needed;
use crate::fault::{Failure, unavailable, writing, writing_io};
use crate::hash::shape;
use crate::private::Room;
use crate::root::{Anchor, Root};
use crate::store::{Beside, Locks, Published, SHARED};

/// How the kernel counts the blocks of a file.
const BLOCK: u64 = 512;

/// What is there of a file that shall come, locked for this process.
pub(super) struct Part {
    pub(super) anchor: Arc<Anchor>,
    pub(super) size: u64,
    hash: Hash,
    room: OwnedFd,
    data: File,
    outboard: Option<File>,
    /// Whether it has got its name in the tree, so that nobody may write to it any more.
    sealed: RwLock<bool>,
}

/// The name of a part's outboard.
pub(super) fn outboard_name(hash: Hash) -> String {
    format!("{hash}.outboard")
}

impl Part {
    /// What was begun before, `None` when nothing was; of any length.
    pub(super) fn open(anchor: &Arc<Anchor>, hash: Hash) -> Result<Option<Self>, Failure> {
        let room = match Room::Parts.enter(anchor) {
            Err(Errno::NOENT) => return Ok(None),
            room => room.map_err(|error| writing("the parts", error))?,
        };
        match file(&room, &hash.to_string(), OFlags::empty()) {
            Ok(data) => Self::of(anchor, room, hash, data).map(Some),
            Err(Errno::NOENT) => Ok(None),
            Err(error) => Err(writing(hash, error)),
        }
    }

    /// A part without a byte.
    pub(super) fn make(anchor: &Arc<Anchor>, hash: Hash, size: u64) -> Result<Self, Failure> {
        let room = Room::Parts.open(anchor)?;
        remove(&room, hash).map_err(|error| writing(hash, error))?;
        let data = file(&room, &hash.to_string(), OFlags::CREATE | OFlags::EXCL)
            .map_err(|error| writing(hash, error))?;
        data.set_len(size).map_err(|error| writing_io(hash, &error))?;
        Self::of(anchor, room, hash, data)
    }

    fn of(anchor: &Arc<Anchor>, room: OwnedFd, hash: Hash, data: File) -> Result<Self, Failure> {
        let failed = |error: &io::Error| writing_io(hash, error);
        if let Err(Errno::WOULDBLOCK) = flock(&data, FlockOperation::NonBlockingLockExclusive) {
            return Err(Fault::Busy { retry_after: std::time::Duration::from_secs(1) });
        }
        // Tells the sweep that it is still wanted.
        data.set_modified(SystemTime::now()).map_err(|error| failed(&error))?;
        let size = data.metadata().map_err(|error| failed(&error))?.len();
        let outboard = is_needed(size)
            .then(|| file(&room, &outboard_name(hash), OFlags::CREATE))
            .transpose()
            .map_err(|error| writing(hash, error))?;
        if let Some(outboard) = &outboard {
            outboard.set_len(shape(size).outboard_size()).map_err(|error| failed(&error))?;
        }
        let (anchor, sealed) = (Arc::clone(anchor), RwLock::new(false));
        Ok(Self { anchor, size, hash, room, data, outboard, sealed })
    }

    /// How many bytes of the disk it will still take.
    pub(super) fn missing(&self) -> u64 {
        let taken = |file: &File| file.metadata().map_or(0, |it| it.blocks().saturating_mul(BLOCK));
        let there = taken(&self.data) + self.outboard.as_ref().map_or(0, taken);
        needed(self.size).saturating_sub(there)
    }

    pub(super) fn piece(self: &Arc<Self>) -> Piece {
        let side = |which| Arc::new(Side { part: Arc::clone(self), which });
        let (hash, size, data) = (self.hash, self.size, side(Which::Data));
        match self.outboard {
            Some(_) => Piece { hash, size, data, outboard: side(Which::Outboard) },
            None => Piece { hash, size, data, outboard: Arc::new(Empty) },
        }
    }

    /// Gives it its name in the tree; on failure it stays as it was.
    pub(super) fn finish(
        &self,
        root: &Root,
        locks: &Locks,
        path: &Path,
        condition: &Condition,
    ) -> Result<Published, Failure> {
        let mut sealed = self.sealed.write().unwrap_or_else(PoisonError::into_inner);
        if *sealed {
            return Err(Fault::Missing);
        }
        let published = self.beside()?.publish(root, locks, path, condition)?;
        *sealed = true;
        if let Err(error) = self.keep_outboard() {
            tracing::warn!(%error, "an outboard was not kept; it will be made anew when it is asked for");
        }
        Ok(published)
    }

    fn beside(&self) -> Result<Beside, Failure> {
        let failed = |error: io::Error| unavailable(self.hash, error);
        let room = self.room.try_clone().map_err(failed)?;
        let file = self.data.try_clone().map_err(failed)?;
        let anchor = Arc::clone(&self.anchor);
        Ok(Beside { anchor, room, name: self.hash.to_string(), file, kept: true })
    }

    fn keep_outboard(&self) -> io::Result<()> {
        let Some(outboard) = &self.outboard else { return Ok(()) };
        outboard.sync_all()?;
        let room =
            Room::Outboards.open(&self.anchor).map_err(|it| io::Error::other(it.to_string()))?;
        renameat(&self.room, outboard_name(self.hash), &room, self.hash.to_string())?;
        Ok(())
    }
}

/// How much of the disk a file of this length takes with its outboard.
pub(super) fn needed(size: u64) -> u64 {
    let outboard = if is_needed(size) { shape(size).outboard_size() } else { 0 };
    size.saturating_add(outboard)
}

/// Removes what is there of a file.
pub(super) fn remove(room: &OwnedFd, hash: Hash) -> rustix::io::Result<()> {
    for name in [hash.to_string(), outboard_name(hash)] {
        match unlinkat(room, name, AtFlags::empty()) {
            Ok(()) | Err(Errno::NOENT) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

fn file(room: &OwnedFd, name: &str, how: OFlags) -> rustix::io::Result<File> {
    let flags = OFlags::RDWR | OFlags::CLOEXEC | OFlags::NOFOLLOW | OFlags::NONBLOCK | how;
    openat(room, name, flags, SHARED).map(File::from)
}

/// The two files of a part.
#[derive(Clone, Copy)]
enum Which {
    Data,
    Outboard,
}

/// One of the files of a part.
struct Side {
    part: Arc<Part>,
    which: Which,
}

impl Side {
    fn file(&self) -> &File {
        match (self.which, &self.part.outboard) {
            (Which::Outboard, Some(outboard)) => outboard,
            _ => &self.part.data,
        }
    }

    fn length(&self) -> u64 {
        match self.which {
            Which::Data => self.part.size,
            Which::Outboard => shape(self.part.size).outboard_size(),
        }
    }
}

impl Bytes for Side {
    fn read_at(&self, at: u64, buffer: &mut [u8]) -> io::Result<usize> {
        self.file().read_at(buffer, at)
    }

    fn write_at(&self, at: u64, bytes: &[u8]) -> io::Result<()> {
        let sealed = self.part.sealed.read().unwrap_or_else(PoisonError::into_inner);
        if *sealed {
            return Err(io::Error::new(io::ErrorKind::PermissionDenied, "this file is finished"));
        }
        if at.saturating_add(bytes.len() as u64) > self.length() {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, "this is beyond the end"));
        }
        self.file().write_all_at(bytes, at)
    }

    fn sync(&self) -> io::Result<()> {
        self.file().sync_data()
    }
}
