//! The root folder, opened anew when it was removed and made again; the resolver.

use std::os::fd::OwnedFd;
use std::path::{Path as DiskPath, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

use maloca_files::Path;
use rustix::fs::{CWD, Mode, OFlags, ResolveFlags, Stat, fstat, openat, openat2, stat};
use rustix::io::Errno;

use crate::facts::{Facts, Identity};
use crate::fault::{Failure, reading, unavailable};

/// Never a way out of the tree: neither by `..`, nor by links, nor through `/proc`.
const BENEATH: ResolveFlags = ResolveFlags::BENEATH.union(ResolveFlags::NO_MAGICLINKS);

/// The kernel gives up a lookup that raced with a renaming; so often is it tried anew.
const RACES: usize = 32;

/// Why a tree could not be opened at start.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// It is not there, no folder, or may not be entered.
    #[error(
        "the shared folder {path} cannot be opened ({cause}); make it, or name another with --files"
    )]
    Folder {
        /// The folder.
        path: PathBuf,
        /// What the system said.
        cause: Errno,
    },
    /// The kernel cannot confine lookups.
    #[error(
        "this system has no openat2 ({0}), which keeps visitors inside the shared folder; use \
         Linux 5.6 or newer, and in a container a runtime that allows the call"
    )]
    Kernel(Errno),
}

/// The root folder as it is now.
#[derive(Debug)]
pub(crate) struct Anchor {
    fd: OwnedFd,
    identity: Identity,
}

/// Something found, held open.
pub(crate) struct Seen {
    pub(crate) fd: OwnedFd,
    pub(crate) stat: Stat,
    pub(crate) facts: Facts,
}

/// The root folder, whatever becomes of it.
#[derive(Debug)]
pub(crate) struct Root {
    path: PathBuf,
    anchor: RwLock<Arc<Anchor>>,
}

impl Root {
    pub(crate) fn open(path: &DiskPath) -> Result<Self, OpenError> {
        let failed = |cause| OpenError::Folder { path: path.to_owned(), cause };
        let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        let anchor = Anchor::open(&path).map_err(failed)?;
        match openat2(&anchor.fd, ".", FOLDER, Mode::empty(), BENEATH) {
            Ok(_) => Ok(Self { path, anchor: RwLock::new(Arc::new(anchor)) }),
            Err(cause @ (Errno::NOSYS | Errno::PERM)) => Err(OpenError::Kernel(cause)),
            Err(cause) => Err(OpenError::Folder { path, cause }),
        }
    }

    /// The root as it is at this moment. It is never made when it is not there: that is its
    /// owner's affair.
    pub(crate) fn anchor(&self) -> Result<Arc<Anchor>, Failure> {
        self.current()
            .map_err(|error| unavailable(format_args!("the root {}", self.path.display()), error))
    }

    /// As [`Root::anchor`], without an incident.
    pub(crate) fn current(&self) -> rustix::io::Result<Arc<Anchor>> {
        let now = Identity::of(&stat(&self.path)?);
        let held = Arc::clone(&self.anchor.read().unwrap_or_else(PoisonError::into_inner));
        // An inode that is held open is not given to another folder, so equal means the same.
        if held.identity == now {
            return Ok(held);
        }
        let fresh = Arc::new(Anchor::open(&self.path)?);
        *self.anchor.write().unwrap_or_else(PoisonError::into_inner) = Arc::clone(&fresh);
        Ok(fresh)
    }
}

/// How folders are opened to be read or synchronised.
pub(crate) const FOLDER: OFlags = OFlags::RDONLY
    .union(OFlags::DIRECTORY)
    .union(OFlags::CLOEXEC)
    .union(OFlags::NONBLOCK)
    .union(OFlags::NOCTTY);

/// How things are opened of which only the facts are wanted; this asks for no permission on them.
pub(crate) const FACTS: OFlags = OFlags::PATH.union(OFlags::CLOEXEC);

/// How files are opened; `NONBLOCK` so that a FIFO nobody writes to does not hold the thread.
const READ: OFlags =
    OFlags::RDONLY.union(OFlags::CLOEXEC).union(OFlags::NONBLOCK).union(OFlags::NOCTTY);

impl Anchor {
    fn open(path: &DiskPath) -> rustix::io::Result<Self> {
        let fd = openat(CWD, path, FACTS | OFlags::DIRECTORY, Mode::empty())?;
        let identity = Identity::of(&fstat(&fd)?);
        Ok(Self { fd, identity })
    }

    /// Whether both are the same folder.
    pub(crate) fn is(&self, other: &Self) -> bool {
        self.identity == other.identity
    }

    /// The resolver: opens what a path leads to, beneath the root. All other ways end here.
    pub(crate) fn resolve(&self, path: &Path, flags: OFlags) -> rustix::io::Result<OwnedFd> {
        self.resolve_with(path, flags, BENEATH)
    }

    /// As [`Anchor::resolve`], and no symbolic link anywhere in the path.
    pub(crate) fn resolve_plain(&self, path: &Path, flags: OFlags) -> rustix::io::Result<OwnedFd> {
        self.resolve_with(path, flags, BENEATH.union(ResolveFlags::NO_SYMLINKS))
    }

    fn resolve_with(
        &self,
        path: &Path,
        flags: OFlags,
        how: ResolveFlags,
    ) -> rustix::io::Result<OwnedFd> {
        let text = if path.is_root() { ".".to_owned() } else { path.to_string() };
        for _ in 0..RACES {
            match openat2(&self.fd, &text, flags, Mode::empty(), how) {
                Err(Errno::AGAIN | Errno::INTR) => {}
                other => return other,
            }
        }
        Err(Errno::AGAIN)
    }

    /// Opens a file or folder for reading.
    pub(crate) fn see(&self, path: &Path) -> Result<Seen, Failure> {
        self.look(path).map_err(|error| reading(path, error))
    }

    /// Looks at a file or folder without any permission on it.
    pub(crate) fn glance(&self, path: &Path) -> rustix::io::Result<Seen> {
        self.seen(path, FACTS)
    }

    /// Opens a file or folder for reading, without an incident when that fails.
    pub(crate) fn look(&self, path: &Path) -> rustix::io::Result<Seen> {
        self.seen(path, READ)
    }

    /// Opens a folder for reading that no symbolic link leads to.
    pub(crate) fn folder_plain(&self, path: &Path) -> rustix::io::Result<Seen> {
        Seen::of(self.resolve_plain(path, FOLDER)?)
    }

    /// Opens a folder for reading.
    pub(crate) fn folder(&self, path: &Path) -> rustix::io::Result<Seen> {
        self.seen(path, FOLDER)
    }

    fn seen(&self, path: &Path, flags: OFlags) -> rustix::io::Result<Seen> {
        Seen::of(self.resolve(path, flags)?)
    }
}

impl Seen {
    fn of(fd: OwnedFd) -> rustix::io::Result<Self> {
        let stat = fstat(&fd)?;
        let facts = Facts::of(&stat).ok_or(Errno::NXIO)?;
        Ok(Self { fd, stat, facts })
    }
}
