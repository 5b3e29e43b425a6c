//! Removes parts that nobody wants any more.

use std::time::Duration;

use rustix::fs::{AtFlags, Dir, FlockOperation, Mode, OFlags, flock, fstat, openat, unlinkat};
use rustix::io::Errno;
use time::OffsetDateTime;

use crate::private::Room;
use crate::root::Anchor;

/// How long a part is kept that nobody touches.
const AGE: Duration = Duration::from_secs(30 * 24 * 60 * 60);

/// Removes parts that nobody touched for a month, and outboards of parts that are not there. What
/// another process holds is locked by it and stays.
pub(crate) fn sweep(anchor: &Anchor) {
    let Ok(room) = Room::Parts.enter(anchor) else { return };
    let Ok(entries) = Dir::read_from(&room) else { return };
    for entry in entries.flatten() {
        let Ok(name) = entry.file_name().to_str() else { continue };
        let data = name.strip_suffix(".outboard").unwrap_or(name);
        let flags = OFlags::RDWR | OFlags::CLOEXEC | OFlags::NOFOLLOW | OFlags::NONBLOCK;
        let unwanted = match openat(&room, data, flags, Mode::empty()) {
            Ok(file) => {
                let lock = flock(&file, FlockOperation::NonBlockingLockExclusive);
                lock.is_ok() && fstat(&file).is_ok_and(|stat| is_old(stat.st_mtime))
            }
            Err(error) => error == Errno::NOENT,
        };
        if unwanted {
            // What cannot be removed now is tried again at the next start.
            let _ = unlinkat(&room, name, AtFlags::empty());
        }
    }
}

fn is_old(modified: i64) -> bool {
    let age = OffsetDateTime::now_utc().unix_timestamp().saturating_sub(modified);
    u64::try_from(age).is_ok_and(|age| age > AGE.as_secs())
}
