//! Outboards of what is not in the tree any more.

use std::collections::HashSet;

use maloca_files::Hash;
use rustix::fs::{AtFlags, Dir, unlinkat};

use crate::private::Room;
use crate::root::Anchor;

/// How many are looked through at once; the others have their turn when these are gone or needed.
const MOST: usize = 262_144;

/// The outboards that are kept now.
pub(super) fn all(anchor: &Anchor) -> HashSet<Hash> {
    let Ok(room) = Room::Outboards.enter(anchor) else { return HashSet::new() };
    let Ok(entries) = Dir::read_from(&room) else { return HashSet::new() };
    let names = entries.flatten().filter_map(|entry| entry.file_name().to_str().ok()?.parse().ok());
    names.take(MOST).collect()
}

/// Removes outboards. One that is wanted all the same is made anew.
pub(super) fn remove(anchor: &Anchor, unneeded: &HashSet<Hash>) {
    let Ok(room) = Room::Outboards.enter(anchor) else { return };
    for hash in unneeded {
        // What cannot be removed now is tried again after the next walk.
        let _ = unlinkat(&room, hash.to_string(), AtFlags::empty());
    }
}
