use std::sync::Arc;

use futures::executor::block_on;
use futures::{FutureExt, StreamExt};
use maloca_people::{Caller, Identity, PersonId, Rights, Role};
use proptest::prelude::*;
use time::OffsetDateTime;
use ulid::Ulid;

use self::memory::{HandBell, MemoryLog};
use super::*;
use crate::rules::{Applied, apply};
use crate::wire::{Event, Kind, Seq, Step};

mod memory;

fn person(id: i64, rights: Rights) -> Caller {
    let nick = format!("p{id}").parse().unwrap();
    Caller { identity: Identity::Person { id: PersonId(id), nick, role: Role::Guest }, rights }
}

fn ana() -> Caller {
    person(1, Rights::of(&[Right::Chat]))
}

fn general() -> RoomName {
    RoomName::general()
}

fn draft(id: u128, text: &str) -> Draft {
    let id = MessageId::from_ulid(Ulid(id));
    Draft { id, text: text.parse().unwrap(), reply_to: None }
}

struct House {
    log: Arc<MemoryLog>,
    bell: Arc<HandBell>,
    chat: ChatService,
}

fn house(deaf: bool) -> House {
    let log = MemoryLog::with_rooms(&["attic", "general"]);
    let bell = Arc::new(HandBell { deaf, ..HandBell::default() });
    House { chat: ChatService::new(log.clone(), bell.clone()), log, bell }
}

fn post(house: &House, id: u128) {
    let draft = draft(id, &format!("text {id}"));
    block_on(house.chat.post(&ana(), &general(), draft)).unwrap();
}

fn follow(house: &House, from: Option<Cursor>) -> Steps {
    block_on(house.chat.follow(&ana(), &general(), from)).unwrap()
}

/// The steps that come without waiting.
fn ready(steps: &mut Steps) -> Vec<Step> {
    std::iter::from_fn(|| steps.next().now_or_never().flatten()).map(Result::unwrap).collect()
}

fn seqs(steps: &[Step]) -> Vec<Seq> {
    steps
        .iter()
        .map(|step| match step {
            Step::Event(event) => event.seq,
            Step::Reset(cursor) => panic!("reset to {cursor}"),
        })
        .collect()
}

fn from(after: Seq) -> Option<Cursor> {
    Some(Cursor { epoch: 7, after })
}

#[test]
fn without_the_right_to_chat_nothing_is_read_or_written() {
    let House { chat, .. } = house(false);
    let who = person(1, Rights::of(&[Right::Calc]));
    let room = general();
    assert_eq!(block_on(chat.rooms(&who)), Err(Fault::Denied));
    assert_eq!(block_on(chat.post(&who, &room, draft(1, "x"))), Err(Fault::Denied));
    assert_eq!(block_on(chat.history(&who, &room, Span::Latest, 9)), Err(Fault::Denied));
    assert!(matches!(block_on(chat.follow(&who, &room, None)), Err(Fault::Denied)));
}

#[test]
fn general_is_the_first_room() {
    let rooms = block_on(house(false).chat.rooms(&ana())).unwrap();
    assert_eq!(
        rooms.iter().map(|room| room.name.as_str()).collect::<Vec<_>>(),
        ["general", "attic"]
    );
}

#[test]
fn a_title_that_was_never_checked_is_checked_when_the_room_opens() {
    let room = NewRoom { name: "a".parse().unwrap(), title: "two\nlines".to_owned() };
    let answer = block_on(house(false).chat.open(&ana(), room));
    assert_eq!(answer, Err(Refused::BadTitle.into()));
}

#[test]
fn a_retry_is_answered_with_the_message_of_the_first_try() {
    let House { chat, .. } = house(false);
    let first = block_on(chat.post(&ana(), &general(), draft(1, "x"))).unwrap();
    let again = block_on(chat.post(&ana(), &general(), draft(1, "x"))).unwrap();
    assert!(first.fresh && !again.fresh);
    assert_eq!(first.message, again.message);
}

#[test]
fn a_follower_catches_up_and_then_hears_what_is_new() {
    let house = house(false);
    (1..=300).for_each(|id| post(&house, id));
    let mut steps = follow(&house, from(10));
    assert_eq!(seqs(&ready(&mut steps)), (11..=300).collect::<Vec<_>>());
    post(&house, 301);
    assert_eq!(seqs(&ready(&mut steps)), [301]);
}

#[test]
fn a_follower_without_a_cursor_begins_now() {
    let house = house(false);
    post(&house, 1);
    let mut steps = follow(&house, None);
    post(&house, 2);
    assert_eq!(seqs(&ready(&mut steps)), [2]);
}

#[test]
fn every_ring_lost_only_costs_time() {
    let house = house(true);
    let mut steps = follow(&house, from(0));
    assert!(ready(&mut steps).is_empty());
    (1..=5).for_each(|id| post(&house, id));
    assert!(ready(&mut steps).is_empty());
    house.bell.ring_by_itself();
    assert_eq!(seqs(&ready(&mut steps)), [1, 2, 3, 4, 5]);
}

#[test]
fn a_cursor_of_another_life_or_from_the_future_is_reset_and_then_goes_on() {
    let house = house(false);
    post(&house, 1);
    for stale in [Cursor { epoch: 6, after: 1 }, Cursor { epoch: 7, after: 9 }] {
        let mut steps = follow(&house, Some(stale));
        let head = block_on(house.log.room(&general())).unwrap().head;
        assert_eq!(ready(&mut steps), [Step::Reset(Cursor { epoch: 7, after: head })]);
        post(&house, u128::from(head) + 1);
        assert_eq!(seqs(&ready(&mut steps)), [head + 1]);
    }
}

#[test]
fn a_log_with_a_hole_is_never_passed_on_as_if_it_were_whole() {
    let house = house(false);
    (1..=4).for_each(|id| post(&house, id));
    house.log.state.lock().unwrap().rooms.get_mut(&general()).unwrap().1.remove(1);
    let steps = ready(&mut follow(&house, from(0)));
    assert_eq!(steps, [Step::Reset(Cursor { epoch: 7, after: 4 })]);
}

#[test]
fn a_follower_ends_after_a_failure() {
    let house = house(false);
    let mut steps = follow(&house, from(0));
    house.log.state.lock().unwrap().rooms.clear();
    assert_eq!(block_on(steps.next()), Some(Err(Fault::Missing)));
    assert_eq!(block_on(steps.next()), None);
}

#[test]
fn an_event_after_a_gap_changes_nothing() {
    let house = house(false);
    let mut history = block_on(house.log.history(&general(), Span::Latest, 9)).unwrap();
    (1..=2).for_each(|id| post(&house, id));
    let events = block_on(house.log.events(&general(), 0, 9)).unwrap();
    let before = history.clone();
    assert_eq!(apply(&mut history, &events[1]), Applied::Gap);
    assert_eq!(history, before);
    assert_eq!(apply(&mut history, &events[0]), Applied::Done);
    assert_eq!(apply(&mut history, &events[0]), Applied::Known);
}

/// Who does what to which of a few messages.
fn wish() -> impl Strategy<Value = (i64, u8, u128, u8)> {
    (1..4_i64, 0..3_u8, 1..6_u128, 0..3_u8)
}

fn change((_, kind, id, text): (i64, u8, u128, u8)) -> Change {
    let id = MessageId::from_ulid(Ulid(id));
    let text: Text = format!("text {text}").parse().unwrap();
    match kind {
        0 => Change::Post(Draft { id, text, reply_to: None }),
        1 => Change::Edit { id, text },
        _ => Change::Delete { id },
    }
}

proptest! {
    #[test]
    fn the_state_before_with_the_event_applied_is_the_state_after(
        wishes in prop::collection::vec(wish(), 1..60)
    ) {
        let house = house(false);
        let state = || block_on(house.log.history(&general(), Span::Latest, 500)).unwrap();
        for wish in wishes {
            let rights = if wish.0 == 3 { Rights::ALL } else { Rights::of(&[Right::Chat]) };
            let mut before = state();
            let who = person(wish.0, rights);
            let outcome = block_on(house.chat.change(&who, &general(), change(wish)));
            if let Ok(Outcome { event: Some(event), .. }) = outcome {
                prop_assert_eq!(apply(&mut before, &event), Applied::Done);
            }
            prop_assert_eq!(before, state());
        }
    }

    #[test]
    fn no_event_makes_applying_panic(
        seq in 0..5_u64, kind in 0..3_usize, id in 0..3_u128, text in prop::option::of(".*")
    ) {
        let house = house(false);
        post(&house, 1);
        let mut history = block_on(house.log.history(&general(), Span::Latest, 9)).unwrap();
        let kind = [Kind::Posted, Kind::Edited, Kind::Deleted][kind];
        let id = MessageId::from_ulid(Ulid(id));
        let author = "x".parse().unwrap();
        let at = OffsetDateTime::UNIX_EPOCH;
        let verified = false;
        let event =
            Event { seq, kind, id, author, verified, person: None, text, reply_to: None, at };
        let before = history.head;
        apply(&mut history, &event);
        prop_assert!(history.head >= before);
    }
}
