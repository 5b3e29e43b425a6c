//! One look at a folder.

use std::sync::Arc;

use maloca_files::{Kind, Path};
use rustix::io::Errno;

use super::ear;
use super::merge::There;
use crate::facts::Facts;
use crate::list::scan::Folder;
use crate::root::{Anchor, Root};
use crate::watch::{Bell, Hub};

/// What is in a folder that is not a symbolic link, nor reached by way of one.
pub(super) struct Look {
    pub(super) anchor: Arc<Anchor>,
    pub(super) bell: Option<Arc<Bell>>,
    pub(super) files: Vec<There>,
    pub(super) folders: Vec<String>,
    /// Whether that is all: no more entries than a listing holds.
    pub(super) whole: bool,
}

/// Why a folder could not be looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Blind {
    /// There is no such folder.
    Gone,
    /// It cannot be read now.
    Closed,
    /// The root is not there.
    Away,
}

/// Looks at a folder; the watch comes first, so that what changes meanwhile is heard of.
pub(super) fn look(root: &Root, hub: &Arc<Hub>, path: &Path) -> Result<Look, Blind> {
    let anchor = root.current().map_err(|_| Blind::Away)?;
    let found = scan(&anchor, hub, path);
    // Whatever was seen of a root that was replaced meanwhile says nothing.
    if !root.current().is_ok_and(|now| now.is(&anchor)) {
        return Err(Blind::Away);
    }
    let (bell, scanned) = found.map_err(|error| match error {
        Errno::NOENT | Errno::NOTDIR | Errno::LOOP if !path.is_root() => Blind::Gone,
        _ => Blind::Closed,
    })?;
    let (mut files, mut folders) = (Vec::new(), Vec::new());
    for row in scanned.rows {
        match row.kind {
            Kind::File => files.push(There { name: row.name.to_string(), facts: Facts::at(&row) }),
            Kind::Folder => folders.push(row.name.to_string()),
        }
    }
    Ok(Look { anchor, bell, files, folders, whole: !scanned.truncated })
}

impl Look {
    /// Whether there is a folder of that name, once the names are sorted.
    pub(super) fn has_folder(&self, name: &str) -> bool {
        self.folders.binary_search_by(|folder| folder.as_str().cmp(name)).is_ok()
    }
}

type Scan = (Option<Arc<Bell>>, crate::list::scan::Scanned);

fn scan(anchor: &Anchor, hub: &Arc<Hub>, path: &Path) -> rustix::io::Result<Scan> {
    let seen = anchor.folder_plain(path)?;
    let bell = ear::bell(hub, path, &seen.fd, &seen.stat);
    Ok((bell, Folder { fd: &seen.fd, anchor, path }.scan()?))
}

/// Whether nothing at all is in the root, hidden or not: so looks a disk that is not mounted.
pub(super) fn is_bare(anchor: &Anchor) -> bool {
    let Ok(seen) = anchor.folder_plain(&Path::root()) else { return true };
    let Ok(entries) = rustix::fs::Dir::read_from(&seen.fd) else { return true };
    entries.flatten().all(|entry| matches!(entry.file_name().to_bytes(), b"." | b".."))
}
