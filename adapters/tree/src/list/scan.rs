//! One look through a folder.

use std::ffi::CStr;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::os::fd::OwnedFd;

use maloca_files::Path;
use maloca_files::path::is_name;
use maloca_files::sorted::Row;
use rustix::fs::{AtFlags, Dir, FileType, statat};
use rustix::io::{Errno, Result};

use crate::facts::{Facts, Mark};
use crate::root::Anchor;

/// How many entries of a folder are listed: about 25 MB in memory. What comes after them is left
/// out and the listing says that it is truncated.
pub(crate) const MAX_ROWS: usize = 200_000;

/// A folder, open for reading.
#[derive(Clone, Copy)]
pub(crate) struct Folder<'a> {
    pub(crate) fd: &'a OwnedFd,
    pub(crate) anchor: &'a Anchor,
    pub(crate) path: &'a Path,
}

/// What was found in a folder.
pub(crate) struct Scanned {
    pub(crate) rows: Vec<Row<Mark>>,
    pub(crate) truncated: bool,
}

impl Folder<'_> {
    pub(crate) fn scan(&self) -> Result<Scanned> {
        self.scan_up_to(MAX_ROWS)
    }

    fn scan_up_to(&self, most: usize) -> Result<Scanned> {
        let mut rows = Vec::new();
        for entry in Dir::read_from(self.fd)? {
            let entry = entry?;
            let Some(name) = shown(entry.file_name(), entry.file_type()) else { continue };
            if rows.len() == most {
                return Ok(Scanned { rows, truncated: true });
            }
            rows.extend(self.row(name)?);
        }
        Ok(Scanned { rows, truncated: false })
    }

    /// What a name in it stands for; `None` for what is not served.
    pub(crate) fn row(&self, name: &str) -> Result<Option<Row<Mark>>> {
        let stat = match statat(self.fd, name, AtFlags::SYMLINK_NOFOLLOW) {
            Ok(stat) => stat,
            // Removed since its name was read.
            Err(Errno::NOENT) => return Ok(None),
            Err(error) => return Err(error),
        };
        let link = FileType::from_raw_mode(stat.st_mode) == FileType::Symlink;
        let facts = if link { self.follow(name) } else { Facts::of(&stat) };
        Ok(facts.map(|facts| facts.row(name, link)))
    }

    /// Where a link leads, if it stays in the tree.
    fn follow(&self, name: &str) -> Option<Facts> {
        let path = self.path.join(name).ok()?;
        self.anchor.glance(&path).ok().map(|seen| seen.facts)
    }

    /// A number that changes when an entry comes, goes, grows or is written, for the first 2,000.
    pub(crate) fn digest(&self) -> Result<u64> {
        let mut lines: Vec<_> = self
            .scan_up_to(2000)?
            .rows
            .into_iter()
            .map(|row| (row.name, row.size, row.modified))
            .collect();
        lines.sort_unstable();
        let mut hasher = DefaultHasher::new();
        lines.hash(&mut hasher);
        Ok(hasher.finish())
    }
}

/// The name, if such an entry can be shown at all: hidden ones, those that no path can name and
/// those that are known to be neither file, folder nor link are not.
fn shown(name: &CStr, kind: FileType) -> Option<&str> {
    let served = matches!(
        kind,
        FileType::RegularFile | FileType::Directory | FileType::Symlink | FileType::Unknown
    );
    let name = name.to_str().ok()?;
    (served && !name.starts_with('.') && is_name(name)).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::root::Root;

    #[test]
    fn a_folder_with_too_many_entries_is_cut_and_says_so() {
        let scratch = tempfile::tempdir().unwrap();
        for name in ["a", "b", "c", ".hidden"] {
            std::fs::write(scratch.path().join(name), "").unwrap();
        }
        let anchor = Root::open(scratch.path()).unwrap().current().unwrap();
        let path = Path::root();
        let seen = anchor.folder(&path).unwrap();
        let folder = Folder { fd: &seen.fd, anchor: &anchor, path: &path };
        for (most, rows, truncated) in [(2, 2, true), (3, 3, false)] {
            let scanned = folder.scan_up_to(most).unwrap();
            assert_eq!((scanned.rows.len(), scanned.truncated), (rows, truncated));
        }
    }
}
