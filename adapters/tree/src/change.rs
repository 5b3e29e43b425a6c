//! Folders made, things moved and put into the bin.

use std::io::Write;
use std::os::fd::OwnedFd;

use maloca_fault::Fault;
use maloca_files::{Condition, Kind, Meta, Path, Refused};
use rustix::fs::{Mode, OFlags, RenameFlags, fstat, fsync, mkdirat, openat, renameat_with};
use rustix::io::Errno;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use crate::bin;
use crate::facts::Identity;
use crate::fault::{Failure, reading, unavailable, writing, writing_io};
use crate::private::Room;
use crate::root::{Anchor, FOLDER};
use crate::store::Locks;

/// A name in a folder that is held open.
pub(crate) struct Place<'a> {
    pub(crate) fd: OwnedFd,
    pub(crate) folder: Identity,
    pub(crate) name: &'a str,
}

impl<'a> Place<'a> {
    /// Where a path is or could be, in a folder that is there.
    pub(crate) fn found(anchor: &Anchor, path: &'a Path) -> Result<Self, Failure> {
        let (parent, name) = split(path)?;
        let fd = anchor.resolve(&parent, FOLDER).map_err(|error| match error {
            Errno::NOTDIR => Refused::NotFolder.into(),
            error => reading(path, error),
        })?;
        Self::new(fd, name)
    }

    /// Where a path is or could be; missing folders are made.
    pub(crate) fn made(anchor: &Anchor, path: &'a Path) -> Result<Self, Failure> {
        let (parent, name) = split(path)?;
        Self::new(make_way(anchor, &parent)?, name)
    }

    fn new(fd: OwnedFd, name: &'a str) -> Result<Self, Failure> {
        let stat = fstat(&fd).map_err(|error| reading(name, error))?;
        Ok(Self { fd, folder: Identity::of(&stat), name })
    }

    fn sync(&self) -> Result<(), Failure> {
        fsync(&self.fd).map_err(|error| writing(self.name, error))
    }
}

fn split(path: &Path) -> Result<(Path, &str), Failure> {
    path.parent().zip(path.name()).ok_or_else(|| Refused::IsFolder.into())
}

/// Opens a folder; it and those above it are made where they are missing, at most as many as a
/// path has names.
fn make_way(anchor: &Anchor, folder: &Path) -> Result<OwnedFd, Failure> {
    match (anchor.resolve(folder, FOLDER), folder.parent().zip(folder.name())) {
        (Ok(fd), _) => return Ok(fd),
        (Err(Errno::NOENT), Some((above, name))) => make_in(&make_way(anchor, &above)?, name)?,
        (Err(Errno::NOTDIR), _) => return Err(Refused::NotFolder.into()),
        (Err(error), _) => return Err(reading(folder, error)),
    }
    anchor.resolve(folder, FOLDER).map_err(|error| match error {
        // A file, or a link that leads nowhere, has the name.
        Errno::NOENT | Errno::NOTDIR => Refused::NotFolder.into(),
        error => reading(folder, error),
    })
}

/// Makes a folder unless something has its name.
fn make_in(folder: &OwnedFd, name: &str) -> Result<(), Failure> {
    match mkdirat(folder, name, OPEN) {
        Err(Errno::EXIST) => Ok(()),
        made => made.and_then(|()| fsync(folder)).map_err(|error| writing(name, error)),
    }
}

/// 0755, cut by the process's umask.
const OPEN: Mode =
    Mode::RWXU.union(Mode::RGRP).union(Mode::XGRP).union(Mode::ROTH).union(Mode::XOTH);

/// Makes one folder in a folder that is there.
pub(crate) fn make_folder(anchor: &Anchor, path: &Path) -> Result<Meta, Failure> {
    let place = Place::found(anchor, path)?;
    mkdirat(&place.fd, place.name, OPEN).map_err(|error| writing(path, error))?;
    place.sync()?;
    anchor.glance(path).map(|seen| seen.facts.meta()).map_err(|error| reading(path, error))
}

/// Moves something to where nothing is.
pub(crate) fn relocate(anchor: &Anchor, from: &Path, to: &Path) -> Result<(), Failure> {
    if from.is_root() || (to != from && to.is_within(from)) {
        return Err(Refused::BadMove.into());
    }
    anchor.glance(from).map_err(|error| reading(from, error))?;
    let (source, target) = (Place::found(anchor, from)?, Place::found(anchor, to)?);
    let only_new = RenameFlags::NOREPLACE;
    renameat_with(&source.fd, source.name, &target.fd, target.name, only_new).map_err(|error| {
        match error {
            // Into itself, by way of a symbolic link.
            Errno::INVAL => Refused::BadMove.into(),
            Errno::NOENT => Fault::Missing,
            error => writing(to, error),
        }
    })?;
    target.sync()?;
    source.sync()
}

/// Puts something into the bin, with a note of where it was.
pub(crate) fn remove(
    anchor: &Anchor,
    locks: &Locks,
    path: &Path,
    condition: &Condition,
) -> Result<(), Failure> {
    let place = Place::found(anchor, path).map_err(|fault| match fault {
        Fault::Refused(Refused::NotFolder) => Fault::Missing,
        fault => fault,
    })?;
    let bin = Room::Bin.open(anchor)?;
    let _held = locks.hold(place.folder, place.name);
    let seen = anchor.glance(path).map_err(|error| reading(path, error))?;
    if !condition.holds(Some(&seen.facts.version())) {
        return Err(Refused::Conflict.into());
    }
    let id = bin::id(OffsetDateTime::now_utc());
    note(&bin, &format!("{id}.json"), path, seen.facts.kind)?;
    let name = format!("{id}-{}", shortened(place.name));
    renameat_with(&place.fd, place.name, &bin, &name, RenameFlags::NOREPLACE)
        .map_err(|error| writing(path, error))?;
    fsync(&bin).map_err(|error| writing(path, error))?;
    place.sync()
}

/// A name that leaves room for the id before it.
fn shortened(name: &str) -> &str {
    let end = (0..=name.len().min(200)).rev().find(|end| name.is_char_boundary(*end));
    &name[..end.unwrap_or(0)]
}

fn note(bin: &OwnedFd, name: &str, path: &Path, kind: Kind) -> Result<(), Failure> {
    let removed = OffsetDateTime::now_utc().format(&Rfc3339);
    let removed = removed.map_err(|error| unavailable("the clock", error))?;
    let text = serde_json::json!({ "path": path, "kind": kind, "removed": removed }).to_string();
    let flags = OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL | OFlags::CLOEXEC;
    let fd = openat(bin, name, flags, Mode::RUSR | Mode::WUSR).map_err(|it| writing(name, it))?;
    let mut file = std::fs::File::from(fd);
    let written = file.write_all(text.as_bytes()).and_then(|()| file.sync_all());
    written.map_err(|error| writing_io(name, &error))
}
