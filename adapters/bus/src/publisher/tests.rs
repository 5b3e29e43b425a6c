use std::collections::BTreeMap;
use std::sync::Mutex;

use maloca_chat::port::Outcome;
use maloca_chat::wire::{Change, Event, History, Kind, NewRoom, Seq, Span};
use maloca_people::Caller;
use time::OffsetDateTime;

use super::*;
use crate::local::LocalBus;

const HOUSE: NodeId = NodeId([1; 32]);

/// A log, an outbox and those outside, all in memory.
#[derive(Default)]
struct World {
    rooms: Mutex<BTreeMap<RoomName, Room>>,
    told: Mutex<HashMap<RoomName, Cursor>>,
    heard: Mutex<Vec<Vec<String>>>,
    /// Nobody takes anything.
    away: Mutex<bool>,
    /// Nothing of this room is taken.
    refused: Mutex<Option<&'static str>>,
    /// Places cannot be noted.
    full: Mutex<bool>,
}

fn name(room: &str) -> RoomName {
    room.parse().unwrap()
}

impl World {
    fn with(rooms: &[(&str, Seq)]) -> Arc<Self> {
        let world = Arc::new(Self::default());
        for (room, head) in rooms {
            world.set(room, 7, *head);
        }
        world
    }

    fn set(&self, room: &str, epoch: u64, head: Seq) {
        let name = name(room);
        let room = Room { name: name.clone(), title: String::new(), epoch, head };
        self.rooms.lock().unwrap().insert(name, room);
    }

    async fn publisher(self: &Arc<Self>) -> Publisher<Arc<Self>> {
        Publisher::open(self.clone(), self.clone(), self.clone(), HOUSE).await.unwrap()
    }

    /// Everything that was heard, in order.
    fn heard(&self) -> Vec<String> {
        self.heard.lock().unwrap().concat()
    }
}

fn ids(epoch: u64, room: &str, seqs: impl Iterator<Item = Seq>) -> Vec<String> {
    seqs.map(|seq| format!("{epoch}:{room}:{seq}")).collect()
}

/// Tells until there is nothing more.
async fn settle(publisher: &mut Publisher<Arc<World>>) -> Result<(), Trouble> {
    while publisher.go_round().await? {}
    Ok(())
}

fn event(seq: Seq) -> Arc<Event> {
    Arc::new(Event {
        seq,
        kind: Kind::Posted,
        id: "01ARZ3NDEKTSV4RRFFQ69G5FAV".parse().unwrap(),
        author: "ana".parse().unwrap(),
        verified: false,
        person: None,
        text: Some("x".into()),
        reply_to: None,
        at: OffsetDateTime::UNIX_EPOCH,
    })
}

#[async_trait]
impl Log for World {
    async fn rooms(&self) -> Result<Vec<Room>, Fault<Refused>> {
        Ok(self.rooms.lock().unwrap().values().cloned().collect())
    }

    async fn room(&self, name: &RoomName) -> Result<Room, Fault<Refused>> {
        self.rooms.lock().unwrap().get(name).cloned().ok_or(Fault::Missing)
    }

    async fn open(&self, _: &NewRoom) -> Result<Room, Fault<Refused>> {
        Err(Fault::Denied)
    }

    async fn append(&self, _: &Caller, _: &RoomName, _: Change) -> Result<Outcome, Fault<Refused>> {
        Err(Fault::Denied)
    }

    async fn history(&self, _: &RoomName, _: Span, _: usize) -> Result<History, Fault<Refused>> {
        Err(Fault::Denied)
    }

    async fn events(
        &self,
        room: &RoomName,
        after: Seq,
        limit: usize,
    ) -> Result<Vec<Arc<Event>>, Fault<Refused>> {
        let head = self.room(room).await?.head;
        Ok((after + 1..=head).take(limit).map(event).collect())
    }
}

#[async_trait]
impl Outbox for World {
    async fn told(&self) -> Result<Vec<(RoomName, Cursor)>, Fault<Refused>> {
        Ok(self.told.lock().unwrap().clone().into_iter().collect())
    }

    async fn note(&self, room: &RoomName, place: Cursor) -> Result<(), Fault<Refused>> {
        if *self.full.lock().unwrap() {
            return Err(Fault::Denied);
        }
        self.told.lock().unwrap().insert(room.clone(), place);
        Ok(())
    }
}

#[async_trait]
impl Courier for Arc<World> {
    async fn carry(&self, messages: &[Message]) -> Result<(), Trouble> {
        if *self.away.lock().unwrap() {
            return Err(Trouble::Away("away".into()));
        }
        let refused = *self.refused.lock().unwrap();
        if refused.is_some_and(|room| messages[0].subject.ends_with(room)) {
            return Err(Trouble::Refused("too large".into()));
        }
        let ids = messages.iter().map(|message| message.id.clone());
        self.heard.lock().unwrap().push(ids.collect());
        Ok(())
    }
}

#[tokio::test]
async fn a_room_is_told_from_its_first_event_in_batches_and_then_what_is_new() {
    let world = World::with(&[("general", 2 * BATCH as Seq + 3)]);
    let mut publisher = world.publisher().await;
    settle(&mut publisher).await.unwrap();
    let sizes: Vec<_> = world.heard.lock().unwrap().iter().map(Vec::len).collect();
    assert_eq!(sizes, [BATCH, BATCH, 3]);
    world.set("general", 7, 260);
    settle(&mut publisher).await.unwrap();
    assert_eq!(world.heard(), ids(7, "general", 1..=260));
}

#[tokio::test]
async fn rooms_take_turns_by_batches() {
    let world = World::with(&[("a", 2 * BATCH as Seq), ("b", 1)]);
    settle(&mut world.publisher().await).await.unwrap();
    let firsts: Vec<_> = world.heard.lock().unwrap().iter().map(|batch| batch[0].clone()).collect();
    assert_eq!(firsts, ["7:a:1".into(), "7:b:1".into(), format!("7:a:{}", BATCH + 1)]);
}

#[tokio::test]
async fn another_start_goes_on_where_the_last_one_stopped() {
    let world = World::with(&[("general", 3)]);
    settle(&mut world.publisher().await).await.unwrap();
    world.set("general", 7, 5);
    world.set("lab", 7, 1);
    settle(&mut world.publisher().await).await.unwrap();
    assert_eq!(world.heard(), [ids(7, "general", 1..=5), ids(7, "lab", 1..=1)].concat());
}

#[tokio::test]
async fn what_cannot_be_noted_is_told_once_by_this_process_and_again_by_the_next() {
    let world = World::with(&[("general", 2)]);
    *world.full.lock().unwrap() = true;
    let mut publisher = world.publisher().await;
    settle(&mut publisher).await.unwrap();
    settle(&mut publisher).await.unwrap();
    assert_eq!(world.heard(), ids(7, "general", 1..=2));
    settle(&mut world.publisher().await).await.unwrap();
    assert_eq!(world.heard(), ids(7, "general", (1..=2).chain(1..=2)));
}

#[tokio::test]
async fn a_log_that_does_not_continue_what_was_told_is_a_reset() {
    let world = World::with(&[("general", 4)]);
    let mut publisher = world.publisher().await;
    settle(&mut publisher).await.unwrap();
    world.set("general", 8, 2);
    settle(&mut publisher).await.unwrap();
    world.set("general", 8, 3);
    settle(&mut publisher).await.unwrap();
    world.set("general", 8, 1);
    settle(&mut publisher).await.unwrap();
    let after = ["8:general:reset:2", "8:general:3", "8:general:reset:1"];
    assert_eq!(world.heard()[4..], after);
}

#[tokio::test]
async fn a_room_whose_messages_are_refused_holds_up_no_other() {
    let world = World::with(&[("a", 2), ("b", 2)]);
    *world.refused.lock().unwrap() = Some("a");
    let mut publisher = world.publisher().await;
    let trouble = Trouble::Refused("room a: too large".into());
    assert_eq!(settle(&mut publisher).await, Err(trouble));
    assert_eq!(world.heard(), ids(7, "b", 1..=2));
    *world.refused.lock().unwrap() = None;
    settle(&mut publisher).await.unwrap();
    assert_eq!(world.heard()[2..], ids(7, "a", 1..=2));
}

#[tokio::test(start_paused = true)]
async fn what_is_committed_while_nobody_takes_it_is_told_within_a_second_of_their_return() {
    let world = World::with(&[("general", 1)]);
    *world.away.lock().unwrap() = true;
    let bus = LocalBus::default();
    let running = tokio::spawn(world.publisher().await.run(bus.listen_to_all()));
    sleep(Duration::from_secs(3_600)).await;
    world.set("general", 7, 9);
    assert_eq!(world.heard(), [""; 0]);
    *world.away.lock().unwrap() = false;
    sleep(REST + Duration::from_millis(1)).await;
    assert_eq!(world.heard(), ids(7, "general", 1..=9));
    running.abort();
}

#[tokio::test(start_paused = true)]
async fn a_ring_is_followed_at_once_and_a_lost_one_within_five_seconds() {
    use maloca_chat::port::Bell;
    let world = World::with(&[("general", 0)]);
    let bus = LocalBus::default();
    let running = tokio::spawn(world.publisher().await.run(bus.listen_to_all()));
    sleep(Duration::from_millis(1)).await;
    world.set("general", 7, 1);
    bus.ring(&name("general"));
    sleep(Duration::from_millis(1)).await;
    assert_eq!(world.heard().len(), 1);
    world.set("general", 7, 2);
    sleep(crate::local::PAUSE).await;
    assert_eq!(world.heard(), ids(7, "general", 1..=2));
    running.abort();
}
