//! A log in memory and a bell that never rings by itself, for the tests of this crate.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use futures::StreamExt;
use futures::channel::mpsc;
use maloca_fault::Fault;
use maloca_people::Caller;
use time::OffsetDateTime;

use crate::port::{Bell, Log, Outcome, Rings};
use crate::rules::{Digest, Existing, Scene, Verdict, judge};
use crate::wire::*;

#[derive(Default)]
pub(super) struct MemoryLog {
    pub(super) state: Mutex<State>,
}

#[derive(Default)]
pub(super) struct State {
    pub(super) rooms: BTreeMap<RoomName, (Room, Vec<Arc<Event>>)>,
    messages: HashMap<MessageId, (RoomName, Message, Digest)>,
}

impl MemoryLog {
    pub(super) fn with_rooms(names: &[&str]) -> Arc<Self> {
        let log = Self::default();
        for name in names {
            let name: RoomName = name.parse().unwrap();
            let room = Room { name: name.clone(), title: String::new(), epoch: 7, head: 0 };
            log.state.lock().unwrap().rooms.insert(name, (room, Vec::new()));
        }
        Arc::new(log)
    }
}

impl State {
    fn room(&self, name: &RoomName) -> Result<&(Room, Vec<Arc<Event>>), Fault<Refused>> {
        self.rooms.get(name).ok_or(Fault::Missing)
    }

    fn scene(&self, room: &RoomName, change: &Change) -> Scene {
        let existing = self.messages.get(&change.id()).map(|(place, message, posted)| Existing {
            here: place == room,
            message: message.clone(),
            posted: *posted,
        });
        let reply_exists = match change {
            Change::Post(Draft { reply_to: Some(id), .. }) => {
                self.messages.get(id).is_some_and(|(place, ..)| place == room)
            }
            _ => false,
        };
        Scene { existing, reply_exists }
    }

    fn append(
        &mut self,
        who: &Caller,
        room: &RoomName,
        change: Change,
    ) -> Result<Outcome, Fault<Refused>> {
        self.room(room)?;
        let entry = match judge(who, &change, self.scene(room, &change))? {
            Verdict::AlreadyDone(message) => return Ok(Outcome { message, event: None }),
            Verdict::Append(entry) => entry,
        };
        let (place, events) = self.rooms.get_mut(room).unwrap();
        place.head += 1;
        let at = OffsetDateTime::UNIX_EPOCH + time::Duration::seconds(place.head as i64);
        let (event, message) = entry.numbered(place.head, at);
        let posted = match &change {
            Change::Post(draft) => Digest::of(&draft.text),
            _ => self.messages[&message.id].2,
        };
        self.messages.insert(message.id, (room.clone(), message.clone(), posted));
        let event = Arc::new(event);
        events.push(Arc::clone(&event));
        Ok(Outcome { message, event: Some(event) })
    }
}

#[async_trait]
impl Log for MemoryLog {
    async fn rooms(&self) -> Result<Vec<Room>, Fault<Refused>> {
        let state = self.state.lock().unwrap();
        Ok(state.rooms.values().map(|(room, _)| room.clone()).collect())
    }

    async fn room(&self, name: &RoomName) -> Result<Room, Fault<Refused>> {
        self.state.lock().unwrap().room(name).map(|(room, _)| room.clone())
    }

    async fn open(&self, _: &NewRoom) -> Result<Room, Fault<Refused>> {
        Err(Refused::TooManyRooms.into())
    }

    async fn append(
        &self,
        who: &Caller,
        room: &RoomName,
        change: Change,
    ) -> Result<Outcome, Fault<Refused>> {
        self.state.lock().unwrap().append(who, room, change)
    }

    async fn history(
        &self,
        room: &RoomName,
        _: Span,
        limit: usize,
    ) -> Result<History, Fault<Refused>> {
        let state = self.state.lock().unwrap();
        let (place, _) = state.room(room)?;
        let here = state.messages.values().filter(|(name, ..)| name == room);
        let mut messages: Vec<_> = here.map(|(_, message, _)| message.clone()).collect();
        messages.sort_by_key(|message| message.seq);
        let messages = messages.split_off(messages.len().saturating_sub(limit));
        Ok(History { room: room.clone(), epoch: place.epoch, head: place.head, messages })
    }

    async fn events(
        &self,
        room: &RoomName,
        after: Seq,
        limit: usize,
    ) -> Result<Vec<Arc<Event>>, Fault<Refused>> {
        let state = self.state.lock().unwrap();
        let events = &state.room(room)?.1;
        Ok(events.iter().filter(|event| event.seq > after).take(limit).cloned().collect())
    }
}

/// Rings for all rooms alike; `deaf` loses every ring.
#[derive(Default)]
pub(super) struct HandBell {
    pub(super) deaf: bool,
    pub(super) listeners: Mutex<Vec<mpsc::UnboundedSender<()>>>,
}

impl HandBell {
    pub(super) fn ring_by_itself(&self) {
        self.listeners.lock().unwrap().retain(|one| one.unbounded_send(()).is_ok());
    }
}

impl Bell for HandBell {
    fn ring(&self, _: &RoomName) {
        if !self.deaf {
            self.ring_by_itself();
        }
    }

    fn listen(&self, _: &RoomName) -> Rings {
        let (sender, receiver) = mpsc::unbounded();
        self.listeners.lock().unwrap().push(sender);
        receiver.boxed()
    }
}
