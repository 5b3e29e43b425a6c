//! The parts that this process works on: one of each, however many ask for it.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::Duration;

use maloca_fault::Fault;
use maloca_files::Hash;
use maloca_files::vault::Piece;
use rustix::io::Errno;

use super::check_size;
use super::part::{Part, needed, remove};
use crate::fault::{Failure, writing};
use crate::private::Room;
use crate::root::Anchor;
use crate::store::Quota;

/// How often, and how long each time, to wait for a part whose last holder is just letting go.
const TRIES: usize = 10;
const WAIT: Duration = Duration::from_millis(10);

type Parts = HashMap<Hash, Weak<Part>>;

/// The parts that somebody holds.
#[derive(Default)]
pub(crate) struct Shelf(Mutex<Parts>);

impl Shelf {
    /// What came of a file so far, made when nothing did, within the quota.
    pub(super) fn begin(
        &self,
        anchor: &Arc<Anchor>,
        quota: Quota,
        hash: Hash,
        size: u64,
    ) -> Result<Piece, Failure> {
        check_size(quota.size, size)?;
        let mut parts = self.parts();
        let there = found(&mut parts, anchor, hash)?.filter(|part| part.size == size);
        let missing = there.as_ref().map_or_else(|| needed(size), |part| part.missing());
        let others = parts.iter().filter(|(other, _)| **other != hash);
        let others = others.filter_map(|(_, part)| part.upgrade()).map(|part| part.missing());
        let wanted = others.fold(missing, u64::saturating_add);
        quota.room(&Room::Parts.open(anchor)?, wanted)?;
        let part = match there {
            Some(part) => part,
            None => Arc::new(Part::make(anchor, hash, size)?),
        };
        parts.insert(hash, Arc::downgrade(&part));
        Ok(part.piece())
    }

    /// What came of a file so far.
    pub(super) fn find(&self, anchor: &Arc<Anchor>, hash: Hash) -> Result<Arc<Part>, Failure> {
        found(&mut self.parts(), anchor, hash)?.ok_or(Fault::Missing)
    }

    pub(super) fn forget(&self, hash: Hash) {
        self.parts().remove(&hash);
    }

    pub(super) fn discard(&self, anchor: &Anchor, hash: Hash) -> Result<(), Failure> {
        let mut parts = self.parts();
        parts.remove(&hash);
        match Room::Parts.enter(anchor).and_then(|room| remove(&room, hash)) {
            Ok(()) | Err(Errno::NOENT) => Ok(()),
            Err(error) => Err(writing(hash, error)),
        }
    }

    fn parts(&self) -> MutexGuard<'_, Parts> {
        let mut parts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        parts.retain(|_, part| part.strong_count() > 0);
        parts
    }
}

/// The part that somebody holds, or the one on disk, which is held from then on.
fn found(
    parts: &mut Parts,
    anchor: &Arc<Anchor>,
    hash: Hash,
) -> Result<Option<Arc<Part>>, Failure> {
    let held = parts.get(&hash).and_then(Weak::upgrade);
    if let Some(part) = held.filter(|part| part.anchor.is(anchor)) {
        return Ok(Some(part));
    }
    let part = open(anchor, hash)?.map(Arc::new);
    if let Some(part) = &part {
        parts.insert(hash, Arc::downgrade(part));
    }
    Ok(part)
}

fn open(anchor: &Arc<Anchor>, hash: Hash) -> Result<Option<Part>, Failure> {
    for _ in 1..TRIES {
        match Part::open(anchor, hash) {
            Err(Fault::Busy { .. }) => std::thread::sleep(WAIT),
            done => return done,
        }
    }
    Part::open(anchor, hash)
}
