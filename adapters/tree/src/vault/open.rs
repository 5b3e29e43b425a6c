//! A file of the tree, with what proves it.

use std::fs::File;
use std::io::ErrorKind;
use std::sync::Arc;

use maloca_fault::Fault;
use maloca_files::vault::Piece;
use maloca_files::{Kind, Print};

use super::bytes::{Empty, Fixed};
use super::outboard::{self, Made};
use crate::fault::{Failure, unavailable};
use crate::hash::Reading;
use crate::root::Root;

/// What became of a file that was read once.
pub(super) enum Opened {
    /// It is the same.
    Proved(Piece),
    /// It is the same as far as can be told without reading it: its outboard is not there.
    Unproved(File),
    /// It is not there or another.
    Gone,
}

/// Opens what was read then, if it is what is there now.
pub(super) fn file(root: &Root, print: &Print) -> Result<Opened, Failure> {
    let anchor = root.anchor()?;
    let seen = match anchor.see(&print.path) {
        Err(Fault::Missing) => return Ok(Opened::Gone),
        seen => seen?,
    };
    let same = seen.facts.kind == Kind::File && seen.facts.version() == print.version;
    if !same || seen.facts.meta().size != print.size {
        return Ok(Opened::Gone);
    }
    let data = File::from(seen.fd);
    if !outboard::is_needed(print.size) {
        return Ok(Opened::Proved(piece(print, data, None)));
    }
    let kept = outboard::find(&anchor, print.hash, print.size);
    Ok(match kept.map_err(|error| unavailable("an outboard", error))? {
        Some(kept) => Opened::Proved(piece(print, data, Some(kept))),
        None => Opened::Unproved(data),
    })
}

/// As [`file`], and makes the outboard when it is not there; nothing when the file holds something
/// else.
pub(super) fn proved(
    root: &Root,
    print: &Print,
    reading: &Reading,
) -> Result<Option<Piece>, Failure> {
    let data = match file(root, print)? {
        Opened::Proved(piece) => return Ok(Some(piece)),
        Opened::Gone => return Ok(None),
        Opened::Unproved(data) => data,
    };
    let made =
        outboard::make(&root.anchor()?, &data, print.size, reading, |hash| hash == print.hash);
    match made {
        Ok(hash) if hash == print.hash => {}
        Err(Made::Unread(error)) if error.kind() == ErrorKind::UnexpectedEof => return Ok(None),
        other => return other.map(|_| None).map_err(Failure::from),
    }
    Ok(match file(root, print)? {
        Opened::Proved(piece) => Some(piece),
        Opened::Unproved(_) | Opened::Gone => None,
    })
}

fn piece(print: &Print, data: File, kept: Option<File>) -> Piece {
    let (hash, size) = (print.hash, print.size);
    let data = Arc::new(Fixed(data));
    match kept {
        Some(kept) => Piece { hash, size, data, outboard: Arc::new(Fixed(kept)) },
        None => Piece { hash, size, data, outboard: Arc::new(Empty) },
    }
}
