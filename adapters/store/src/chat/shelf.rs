//! The rooms in memory: there are few, and every request names one.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use maloca_chat::wire::{Epoch, Event, Room, RoomName, Seq};
use maloca_fault::Fault;

use super::tail::Tail;

/// A room with the end of its stream.
pub(crate) struct Shelved {
    /// Its number in the tables.
    pub(super) number: i64,
    pub(super) epoch: Epoch,
    name: RoomName,
    title: String,
    tail: Mutex<Tail>,
}

impl Shelved {
    pub(super) fn new(number: i64, room: Room) -> Self {
        let Room { name, title, epoch, head } = room;
        Self { number, epoch, name, title, tail: Mutex::new(Tail::new(head)) }
    }

    pub(super) fn room(&self) -> Room {
        let head = self.tail().head();
        Room { name: self.name.clone(), title: self.title.clone(), epoch: self.epoch, head }
    }

    pub(super) fn push(&self, event: &Arc<Event>) {
        self.tail().push(event);
    }

    pub(super) fn advance(&self, head: Seq) {
        self.tail().advance(head);
    }

    pub(super) fn after(&self, after: Seq, limit: usize) -> Option<Vec<Arc<Event>>> {
        self.tail().after(after, limit)
    }

    fn tail(&self) -> MutexGuard<'_, Tail> {
        // Whatever a panic leaves behind, the table is asked when the numbers do not fit.
        self.tail.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// All rooms by name.
#[derive(Default)]
pub(crate) struct Shelf(RwLock<BTreeMap<RoomName, Arc<Shelved>>>);

impl Shelf {
    pub(super) fn put(&self, room: Arc<Shelved>) {
        let mut rooms = self.0.write().unwrap_or_else(PoisonError::into_inner);
        rooms.insert(room.name.clone(), room);
    }

    pub(super) fn find<R>(&self, name: &RoomName) -> Result<Arc<Shelved>, Fault<R>> {
        let rooms = self.0.read().unwrap_or_else(PoisonError::into_inner);
        rooms.get(name).cloned().ok_or(Fault::Missing)
    }

    pub(super) fn rooms(&self) -> Vec<Room> {
        let rooms = self.0.read().unwrap_or_else(PoisonError::into_inner);
        rooms.values().map(|room| room.room()).collect()
    }
}
