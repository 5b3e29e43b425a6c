//! The bin: what was removed lies in it until it is old.
//!
//! Each thing is there as `ID-NAME`, beside the note `ID.json` that says where it was. The ids sort by
//! time.

use std::ffi::CStr;
use std::os::fd::OwnedFd;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use rustix::fs::{AtFlags, Dir, Mode, OFlags, RenameFlags, openat, renameat_with, unlinkat};
use rustix::io::Errno;
use time::OffsetDateTime;

use crate::private::Room;
use crate::root::Anchor;

/// How many characters of an id are the time: `20261121T101500Z`.
const TIME: usize = 16;

/// How often a folder is read again that something was put into meanwhile.
const ROUNDS: usize = 8;

/// Gives what is lifted out of a folder a name of its own in the bin.
static LIFTED: AtomicU64 = AtomicU64::new(0);

/// Sorts by time; the end tells apart what was removed in the same second.
pub(crate) fn id(time: OffsetDateTime) -> String {
    let (year, month, day) = time.to_calendar_date();
    let (hour, minute, second, nanos) = time.to_hms_nano();
    format!("{year:04}{:02}{day:02}T{hour:02}{minute:02}{second:02}Z-{nanos:08x}", u8::from(month))
}

/// Removes for good what was put into the bin longer ago than this, and returns how many things, notes
/// included. What cannot be removed now is tried again the next time.
pub(crate) fn empty(anchor: &Anchor, age: Duration) -> rustix::io::Result<usize> {
    let room = match Room::Bin.enter(anchor) {
        Err(Errno::NOENT) => return Ok(0),
        room => room?,
    };
    let now = OffsetDateTime::now_utc();
    // An age that no calendar holds keeps everything.
    let age = time::Duration::try_from(age).unwrap_or(time::Duration::MAX);
    let Some(before) = now.checked_sub(age).map(id) else { return Ok(0) };
    let mut removed = 0;
    for entry in Dir::read_from(&room)?.flatten() {
        let name = entry.file_name().to_bytes();
        if is_dated(name) && name < before.as_bytes() {
            removed += usize::from(remove(&room, entry.file_name()).is_ok());
        }
    }
    Ok(removed)
}

/// Whether a name begins with a time; nothing else in the bin is ours.
fn is_dated(name: &[u8]) -> bool {
    name.get(..TIME).is_some_and(|time| {
        time.iter().enumerate().all(|(at, byte)| match at {
            8 => *byte == b'T',
            15 => *byte == b'Z',
            _ => byte.is_ascii_digit(),
        })
    })
}

/// Removes a file, a link, or a folder with all that is in it. Folders in it are lifted into the bin
/// first, so that no depth exhausts the stack or the open files.
fn remove(room: &OwnedFd, name: &CStr) -> rustix::io::Result<()> {
    let mut waiting = vec![name.to_owned()];
    while let Some(name) = waiting.pop() {
        match unlinkat(room, &name, AtFlags::empty()) {
            Ok(()) | Err(Errno::NOENT) => {}
            Err(Errno::ISDIR | Errno::PERM) => clear(room, &name, &mut waiting)?,
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

fn clear(
    room: &OwnedFd,
    name: &CStr,
    waiting: &mut Vec<std::ffi::CString>,
) -> rustix::io::Result<()> {
    let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    let folder = openat(room, name, flags, Mode::empty())?;
    for _ in 0..ROUNDS {
        for entry in Dir::read_from(&folder)?.flatten() {
            let inner = entry.file_name();
            if matches!(inner.to_bytes(), b"." | b"..") {
                continue;
            }
            match unlinkat(&folder, inner, AtFlags::empty()) {
                Ok(()) | Err(Errno::NOENT) => {}
                Err(Errno::ISDIR | Errno::PERM) => waiting.push(lift(&folder, inner, room, name)?),
                Err(error) => return Err(error),
            }
        }
        match unlinkat(room, name, AtFlags::REMOVEDIR) {
            Err(Errno::NOTEMPTY | Errno::EXIST) => {}
            done => return done,
        }
    }
    Err(Errno::NOTEMPTY)
}

/// Moves a folder out of a folder in the bin, dated as that one was.
fn lift(
    folder: &OwnedFd,
    inner: &CStr,
    room: &OwnedFd,
    name: &CStr,
) -> rustix::io::Result<std::ffi::CString> {
    let time = name.to_bytes().get(..TIME).unwrap_or_default();
    let number = LIFTED.fetch_add(1, Ordering::Relaxed);
    let lifted = [time, format!("-{}-{number}", std::process::id()).as_bytes()].concat();
    let lifted = std::ffi::CString::new(lifted).map_err(|_| Errno::INVAL)?;
    renameat_with(folder, inner, room, &lifted, RenameFlags::NOREPLACE)?;
    Ok(lifted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_sort_by_time_and_are_told_from_foreign_names() {
        let early = OffsetDateTime::UNIX_EPOCH;
        let ids = [early, early + Duration::from_nanos(1), early + Duration::from_secs(86_400)];
        let ids = ids.map(id);
        assert!(ids.is_sorted() && ids.iter().all(|id| is_dated(id.as_bytes())), "{ids:?}");
        for foreign in ["", "notes", "20261121", "20261121 101500Z-0"] {
            assert!(!is_dated(foreign.as_bytes()), "{foreign}");
        }
    }
}
