//! What happens in the other rooms meanwhile.

use std::collections::BTreeMap;

use maloca_chat::{Cursor, Event, Kind, Room, RoomName};

use super::frame::Ask;

/// How many other rooms are followed: a socket follows 32.
const MOST: usize = 31;

/// A room that is not the one in sight.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Other {
    /// The last event that is known.
    pub cursor: Cursor,
    /// How many messages came since the page was opened.
    pub unread: usize,
}

/// All rooms but one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Elsewhere(BTreeMap<RoomName, Other>);

impl Elsewhere {
    /// The rooms without the one in sight.
    pub fn new(rooms: &[Room], here: &RoomName) -> Self {
        let others = rooms.iter().filter(|room| room.name != *here).take(MOST);
        let other = |room: &Room| Other {
            cursor: Cursor { epoch: room.epoch, after: room.head },
            unread: 0,
        };
        Self(others.map(|room| (room.name.clone(), other(room))).collect())
    }

    /// The frames that follow them.
    pub fn asks(&self) -> Vec<Ask> {
        let ask = |(room, other): (&RoomName, &Other)| Ask::Sub {
            room: room.to_string(),
            epoch: Some(other.cursor.epoch),
            after: Some(other.cursor.after),
        };
        self.0.iter().map(ask).collect()
    }

    /// Counts an event.
    pub fn hear(&mut self, room: &RoomName, event: &Event) {
        if let Some(other) = self.0.get_mut(room)
            && event.seq > other.cursor.after
        {
            other.cursor.after = event.seq;
            other.unread += usize::from(event.kind == Kind::Posted && event.text.is_some());
        }
    }

    /// Goes on from another place.
    pub fn reset(&mut self, room: &RoomName, cursor: Cursor) {
        if let Some(other) = self.0.get_mut(room) {
            other.cursor = cursor;
        }
    }

    /// How many messages a room has that were not seen.
    pub fn unread(&self, room: &RoomName) -> usize {
        self.0.get(room).map_or(0, |other| other.unread)
    }
}
