//! Outboards of files of the tree, kept by their hashes in `.maloca/outboards`.

use std::fs::File;
use std::os::unix::fs::FileExt;
use std::sync::Arc;

use blake3::hazmat::{Mode as Tree, merge_subtrees_root};
use maloca_files::Hash;
use maloca_files::vault::GROUP;
use rustix::fs::{Mode, OFlags, openat};
use rustix::io::Errno;

use crate::fault::{Failure, writing_io};
use crate::hash::{Reading, shape};
use crate::private::Room;
use crate::root::Anchor;
use crate::store::Beside;

/// Whether a file of this length has an outboard.
pub(crate) const fn is_needed(size: u64) -> bool {
    size > GROUP
}

/// The outboard of a file, when it is kept and can be right: its length is, and its first pair of
/// hashes makes the hash of the file. What is below is proved when it is used.
pub(super) fn find(anchor: &Anchor, hash: Hash, size: u64) -> rustix::io::Result<Option<File>> {
    let flags = OFlags::RDONLY | OFlags::CLOEXEC | OFlags::NOFOLLOW | OFlags::NONBLOCK;
    let opened = Room::Outboards
        .enter(anchor)
        .and_then(|room| openat(&room, hash.to_string(), flags, Mode::empty()));
    match opened {
        Ok(fd) => Ok(Some(File::from(fd)).filter(|file| is_sound(file, hash, size))),
        Err(Errno::NOENT) => Ok(None),
        Err(error) => Err(error),
    }
}

fn is_sound(file: &File, hash: Hash, size: u64) -> bool {
    let (mut left, mut right) = ([0; 32], [0; 32]);
    let read = file.read_exact_at(&mut left, 0).and_then(|()| file.read_exact_at(&mut right, 32));
    let length = file.metadata().map(|it| it.len());
    read.is_ok()
        && length.is_ok_and(|length| length == shape(size).outboard_size())
        && *merge_subtrees_root(&left, &right, Tree::Hash).as_bytes() == hash.0
}

/// Reads a file whole, and keeps its outboard when it has one and `wanted` likes its hash.
///
/// # Errors
/// As the disk's; an `UnexpectedEof` among them when the file became shorter meanwhile.
pub(crate) fn make(
    anchor: &Arc<Anchor>,
    file: &File,
    size: u64,
    reading: &Reading,
    wanted: impl FnOnce(Hash) -> bool,
) -> Result<Hash, Made> {
    if !is_needed(size) {
        return reading.hash(file, size, None).map_err(Made::Unread);
    }
    let beside = Beside::temporary(Arc::clone(anchor)).map_err(Made::Unkept)?;
    let hash = reading.hash(file, size, Some(&beside.file)).map_err(Made::Unread)?;
    if wanted(hash) {
        beside.keep(Room::Outboards, &hash.to_string()).map_err(Made::Unkept)?;
    }
    Ok(hash)
}

/// Why an outboard was not made.
pub(crate) enum Made {
    /// The file could not be read to its end.
    Unread(std::io::Error),
    /// The outboard could not be written.
    Unkept(Failure),
}

impl From<Made> for Failure {
    fn from(made: Made) -> Self {
        match made {
            Made::Unread(error) => writing_io("a file to be hashed", &error),
            Made::Unkept(failure) => failure,
        }
    }
}
