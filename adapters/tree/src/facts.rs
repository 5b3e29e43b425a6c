//! What a `stat` tells: kind, size, times and the version made of them.

use std::time::{Duration, UNIX_EPOCH};

use maloca_files::sorted::Row;
use maloca_files::{Entry, Kind, Meta, Version};
use rustix::fs::{FileType, Stat};
use time::OffsetDateTime;

/// What distinguishes two states of a file besides its size.
///
/// The time of the last change of content alone is not enough: tools set it back (`cp -p`,
/// `rsync -t`, archives), so that other bytes of the same length could keep their version. The
/// time of the last change of anything cannot be set; that a renaming changes it too costs at most
/// one needless download. Since Linux 6.13 both times differ for any two changes with a look in
/// between on ext4, xfs, btrfs and tmpfs; older kernels count in ticks of 1 to 10 ms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Stamp {
    inode: u64,
    modified: i64,
    changed: i64,
}

/// What a kept listing holds beside each entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Mark {
    stamp: Stamp,
    /// A folder, or where a symbolic link leads: these change without a change in the folder that
    /// is listed, so they are looked at anew whenever they are shown.
    pub(crate) fleeting: bool,
}

/// What is known about a regular file or a folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Facts {
    pub(crate) kind: Kind,
    size: u64,
    stamp: Stamp,
}

/// A moment in the life of a folder: which one it is and when names last came or went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Moment {
    pub(crate) folder: Identity,
    times: (i64, i64),
}

impl Moment {
    pub(crate) fn of(stat: &Stat) -> Self {
        let modified = nanos(stat.st_mtime, stat.st_mtime_nsec);
        let changed = nanos(stat.st_ctime, stat.st_ctime_nsec);
        Self { folder: Identity::of(stat), times: (modified, changed) }
    }
}

/// Which folder this is, whatever it is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Identity(u64, u64);

impl Identity {
    pub(crate) fn of(stat: &Stat) -> Self {
        Self(stat.st_dev, stat.st_ino)
    }
}

impl Facts {
    /// `None` for what is neither a regular file nor a folder: it is not served.
    pub(crate) fn of(stat: &Stat) -> Option<Self> {
        let kind = match FileType::from_raw_mode(stat.st_mode) {
            FileType::RegularFile => Kind::File,
            FileType::Directory => Kind::Folder,
            _ => return None,
        };
        let size = if kind == Kind::File { u64::try_from(stat.st_size).unwrap_or(0) } else { 0 };
        let modified = nanos(stat.st_mtime, stat.st_mtime_nsec);
        let changed = nanos(stat.st_ctime, stat.st_ctime_nsec);
        Some(Self { kind, size, stamp: Stamp { inode: stat.st_ino, modified, changed } })
    }

    pub(crate) fn meta(&self) -> Meta {
        let modified = self.modified();
        Meta { kind: self.kind, size: self.size, modified, version: self.version() }
    }

    pub(crate) fn row(&self, name: &str, link: bool) -> Row<Mark> {
        let (kind, size, modified) = (self.kind, self.size, self.modified());
        let mark = Mark { stamp: self.stamp, fleeting: link || kind == Kind::Folder };
        Row { name: name.into(), kind, size, modified, stamp: mark }
    }

    /// The line of a listing that a row stands for.
    pub(crate) fn entry(row: &Row<Mark>) -> Entry {
        Entry { name: row.name.to_string(), meta: Self::at(row).meta() }
    }

    /// What a row tells.
    pub(crate) const fn at(row: &Row<Mark>) -> Self {
        Self { kind: row.kind, size: row.size, stamp: row.stamp.stamp }
    }

    /// How long ago anything was changed; `None` when the clocks do not agree.
    pub(crate) fn age(&self) -> Option<Duration> {
        let changed = u64::try_from(self.stamp.changed).ok().map(Duration::from_nanos)?;
        UNIX_EPOCH.elapsed().ok()?.checked_sub(changed)
    }

    fn modified(&self) -> OffsetDateTime {
        // 64 bits of nanoseconds lie within the years that the type can hold.
        OffsetDateTime::from_unix_timestamp_nanos(self.stamp.modified.into())
            .unwrap_or(OffsetDateTime::UNIX_EPOCH)
    }

    /// 96 bits of a hash: a tag that showed the inode would tell strangers about the disk.
    pub(crate) fn version(&self) -> Version {
        let mut all = [0; 32];
        let parts = [self.stamp.inode.to_le_bytes(), self.size.to_le_bytes()];
        let times = [self.stamp.modified.to_le_bytes(), self.stamp.changed.to_le_bytes()];
        for (place, part) in all.chunks_exact_mut(8).zip(parts.iter().chain(&times)) {
            place.copy_from_slice(part);
        }
        Version(blake3::hash(&all).to_hex()[..24].to_owned())
    }
}

fn nanos(seconds: i64, rest: impl TryInto<i64>) -> i64 {
    seconds.saturating_mul(1_000_000_000).saturating_add(rest.try_into().unwrap_or(0))
}
