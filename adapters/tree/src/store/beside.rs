//! A file that has no name in the tree yet, and how it gets one.

use std::fs::File;
use std::os::fd::OwnedFd;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use maloca_files::{Condition, Kind, Meta, Path, Refused};
use rustix::fs::{
    AtFlags, FlockOperation, Mode, OFlags, RenameFlags, flock, fstat, fsync, openat, renameat,
    renameat_with, unlinkat,
};
use rustix::io::Errno;

use super::Locks;
use crate::change::Place;
use crate::facts::Facts;
use crate::fault::{Failure, reading, unavailable, writing, writing_io};
use crate::private::Room;
use crate::root::{Anchor, Root};

/// Gives each file of this process its own name beside.
static COUNT: AtomicU64 = AtomicU64::new(0);

/// What a new file may be: 0644, cut by the process's umask.
pub(crate) const SHARED: Mode = Mode::RUSR.union(Mode::WUSR).union(Mode::RGRP).union(Mode::ROTH);

/// A file in a private room.
pub(crate) struct Beside {
    pub(crate) anchor: Arc<Anchor>,
    pub(crate) room: OwnedFd,
    pub(crate) name: String,
    pub(crate) file: File,
    /// Whether it stays there when this is dropped.
    pub(crate) kept: bool,
}

/// What giving a file its name made.
pub(crate) struct Published {
    pub(crate) created: bool,
    pub(crate) meta: Meta,
}

impl Beside {
    /// A new file, removed when this is dropped.
    pub(crate) fn temporary(anchor: Arc<Anchor>) -> Result<Self, Failure> {
        let room = Room::Temporary.open(&anchor)?;
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("{}-{number}-{:x}", std::process::id(), nanos());
        let flags = OFlags::RDWR | OFlags::CREATE | OFlags::EXCL | OFlags::CLOEXEC;
        let fd =
            openat(&room, &name, flags, SHARED).map_err(|error| writing("an upload", error))?;
        // Tells the sweep of another process that this is alive; where the file system has no
        // locks, nothing is lost.
        let _ = flock(&fd, FlockOperation::NonBlockingLockExclusive);
        Ok(Self { anchor, room, name, file: File::from(fd), kept: false })
    }

    /// Gives the file its name in the tree, when all its bytes are on disk and the condition holds.
    pub(crate) fn publish(
        &mut self,
        root: &Root,
        locks: &Locks,
        path: &Path,
        condition: &Condition,
    ) -> Result<Published, Failure> {
        self.file.sync_all().map_err(|error| writing_io("an upload", &error))?;
        let anchor = root.anchor()?;
        if !anchor.is(&self.anchor) {
            return Err(unavailable("an upload", "the root was replaced meanwhile"));
        }
        let place = Place::made(&anchor, path)?;
        let created = {
            let _held = locks.hold(place.folder, place.name);
            let there = there(&anchor, path)?;
            self.rename(&place, there.as_ref(), condition)?;
            there.is_none()
        };
        self.kept = true;
        fsync(&place.fd).map_err(|error| writing(path, error))?;
        Ok(Published { created, meta: self.meta(path)? })
    }

    fn rename(
        &self,
        place: &Place<'_>,
        there: Option<&Meta>,
        condition: &Condition,
    ) -> Result<(), Failure> {
        if !condition.holds(there.map(|meta| &meta.version)) {
            return Err(Refused::Conflict.into());
        }
        let (name, to) = (self.name.as_str(), place.name);
        let renamed = match condition {
            // Not even a program that knows nothing of our locks can come in between.
            Condition::Absent => {
                renameat_with(&self.room, name, &place.fd, to, RenameFlags::NOREPLACE)
            }
            _ => renameat(&self.room, name, &place.fd, to),
        };
        renamed.map_err(|error| match (error, condition) {
            (Errno::EXIST, Condition::Absent) => Refused::Conflict.into(),
            (Errno::ISDIR | Errno::EXIST | Errno::NOTEMPTY, _) => Refused::IsFolder.into(),
            (error, _) => writing(to, error),
        })
    }

    /// Asked after the renaming, which is part of the version.
    fn meta(&self, path: &Path) -> Result<Meta, Failure> {
        let stat = fstat(&self.file).map_err(|error| writing(path, error))?;
        let facts = Facts::of(&stat).ok_or_else(|| unavailable(path, Errno::NXIO))?;
        Ok(facts.meta())
    }

    /// Gives the file a name in another private room, once it is on disk.
    pub(crate) fn keep(mut self, room: Room, name: &str) -> Result<(), Failure> {
        self.file.sync_all().map_err(|error| writing_io(name, &error))?;
        let room = room.open(&self.anchor)?;
        renameat(&self.room, &self.name, &room, name).map_err(|error| writing(name, error))?;
        self.kept = true;
        Ok(())
    }
}

impl Drop for Beside {
    fn drop(&mut self) {
        if self.kept {
            return;
        }
        let (Ok(room), name) = (self.room.try_clone(), std::mem::take(&mut self.name)) else {
            return;
        };
        let remove = move || {
            // What stays behind all the same is swept at the next start.
            let _ = unlinkat(&room, name, AtFlags::empty());
        };
        // Freeing a large file takes the disk a while.
        match tokio::runtime::Handle::try_current() {
            Ok(runtime) => drop(runtime.spawn_blocking(remove)),
            Err(_) => remove(),
        }
    }
}

/// The file under a name now; a folder or what is no file at all cannot be replaced. A symbolic
/// link can: then its name becomes a file and what it led to stays.
pub(crate) fn there(anchor: &Anchor, path: &Path) -> Result<Option<Meta>, Failure> {
    match anchor.glance(path) {
        Ok(seen) if seen.facts.kind == Kind::Folder => Err(Refused::IsFolder.into()),
        Ok(seen) => Ok(Some(seen.facts.meta())),
        Err(Errno::NXIO) => Err(Refused::Exists.into()),
        Err(Errno::NOTDIR) => Err(Refused::NotFolder.into()),
        Err(Errno::NOENT | Errno::XDEV | Errno::LOOP) => Ok(None),
        Err(error) => Err(reading(path, error)),
    }
}

fn nanos() -> u128 {
    std::time::UNIX_EPOCH.elapsed().map_or(0, |since| since.as_nanos())
}
