//! What a log promises to one caller.

use maloca_chat::rules::{Applied, apply};
use maloca_chat::{Change, Draft, NewRoom, Refused, Span};
use maloca_fault::Fault;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use time::Duration;

use super::house::*;

pub(crate) async fn general_exists_from_the_beginning(house: impl House) {
    let room = house.log().room(&general()).await.unwrap();
    assert_eq!(room.head, 0);
    assert!((1..1 << 53).contains(&room.epoch));
}

pub(crate) async fn rooms_are_opened_once_and_listed_by_name(house: impl House) {
    let log = house.log();
    open(log.as_ref(), "zoo").await;
    open(log.as_ref(), "attic").await;
    let again = NewRoom::new("zoo".parse().unwrap(), "other").unwrap();
    assert_eq!(log.open(&again).await, Err(Refused::RoomExists.into()));
    let rooms = log.rooms().await.unwrap();
    let names: Vec<_> = rooms.iter().map(|room| room.name.as_str()).collect();
    assert_eq!(names, ["attic", "general", "zoo"]);
    assert!(rooms[0].epoch != rooms[2].epoch);
}

pub(crate) async fn a_house_has_at_most_a_thousand_rooms(house: impl House) {
    let log = house.log();
    let rooms = (0..1_005).map(|n| NewRoom::new(format!("r{n}").parse().unwrap(), "").unwrap());
    let rooms: Vec<_> = rooms.collect();
    let answers = futures::future::join_all(rooms.iter().map(|room| log.open(room))).await;
    let refused = answers.iter().filter(|one| **one == Err(Refused::TooManyRooms.into()));
    assert_eq!(refused.count(), 6);
    assert_eq!(log.rooms().await.unwrap().len(), 1_000);
}

pub(crate) async fn rooms_and_messages_outlive_the_process(house: impl House) {
    let log = house.log();
    open(log.as_ref(), "attic").await;
    change(log.as_ref(), post(1, "one")).await.unwrap();
    change(log.as_ref(), edit(1, "two")).await.unwrap();
    let rooms = log.rooms().await.unwrap();
    let history = log.history(&general(), Span::Latest, 9).await.unwrap();
    let events = stream(log.as_ref(), &general()).await;
    let house = house.reopened().await;
    let log = house.log();
    assert_eq!(log.rooms().await.unwrap(), rooms);
    assert_eq!(log.history(&general(), Span::Latest, 9).await.unwrap(), history);
    assert_eq!(stream(log.as_ref(), &general()).await, events);
    let more = change(log.as_ref(), post(2, "three")).await.unwrap();
    assert_eq!(more.message.seq, 3);
}

pub(crate) async fn an_unknown_room_is_missing(house: impl House) {
    let (log, room) = (house.log(), "nowhere".parse().unwrap());
    assert_eq!(log.room(&room).await, Err(Fault::Missing));
    assert_eq!(log.history(&room, Span::Latest, 9).await, Err(Fault::Missing));
    assert_eq!(log.events(&room, 0, 9).await, Err(Fault::Missing));
    assert_eq!(log.append(&person(1), &room, post(1, "x")).await, Err(Fault::Missing));
}

pub(crate) async fn history_is_read_in_both_directions(house: impl House) {
    let log = house.log();
    for n in 1..=10 {
        change(log.as_ref(), post(n, "x")).await.unwrap();
    }
    change(log.as_ref(), edit(2, "y")).await.unwrap();
    for (span, limit, expected) in [
        (Span::Latest, 3, vec![8, 9, 10]),
        (Span::Before(8), 3, vec![5, 6, 7]),
        (Span::Before(2), 3, vec![1]),
        (Span::After(0), 3, vec![1, 2, 3]),
        (Span::After(9), 3, vec![10]),
        (Span::After(u64::MAX), 3, vec![]),
        (Span::Before(u64::MAX), 2, vec![9, 10]),
        (Span::Before(0), 2, vec![]),
    ] {
        let history = log.history(&general(), span, limit).await.unwrap();
        let seqs: Vec<_> = history.messages.iter().map(|message| message.seq).collect();
        assert_eq!((seqs, history.head), (expected, 11), "{span:?}");
    }
}

pub(crate) async fn a_retry_returns_the_first_message_and_makes_no_event(house: impl House) {
    let log = house.log();
    let first = change(log.as_ref(), post(1, "one")).await.unwrap();
    assert!(first.event.is_some());
    let again = change(log.as_ref(), post(1, "one")).await.unwrap();
    assert_eq!((again.message, again.event), (first.message, None));
    change(log.as_ref(), edit(1, "two")).await.unwrap();
    let edited = change(log.as_ref(), post(1, "one")).await.unwrap().message;
    assert_eq!(edited.text, "two");
    change(log.as_ref(), delete(1)).await.unwrap();
    let deleted = change(log.as_ref(), post(1, "one")).await.unwrap().message;
    assert!(deleted.deleted);
    let taken = Err(Refused::IdTaken.into());
    assert_eq!(change(log.as_ref(), post(1, "two")).await, taken);
    assert_eq!(log.room(&general()).await.unwrap().head, 3);
}

pub(crate) async fn an_id_is_used_once_among_all_rooms(house: impl House) {
    let log = house.log();
    let attic = open(log.as_ref(), "attic").await;
    change(log.as_ref(), post(1, "one")).await.unwrap();
    let taken = Err(Refused::IdTaken.into());
    assert_eq!(log.append(&person(1), &attic, post(1, "one")).await, taken);
    assert_eq!(log.append(&person(2), &general(), post(1, "one")).await, taken);
    assert_eq!(log.append(&unverified("p1"), &general(), post(1, "one")).await, taken);
    assert_eq!(log.append(&person(1), &attic, edit(1, "two")).await, Err(Fault::Missing));
    assert_eq!(log.append(&person(1), &attic, delete(1)).await, Err(Fault::Missing));
}

pub(crate) async fn an_answer_needs_its_message_in_the_room(house: impl House) {
    let log = house.log();
    let attic = open(log.as_ref(), "attic").await;
    change(log.as_ref(), post(1, "one")).await.unwrap();
    let answer = Change::Post(Draft { reply_to: Some(id(1)), ..draft(2, "two") });
    let refused = log.append(&person(1), &attic, answer.clone()).await;
    assert_eq!(refused, Err(Refused::NoSuchReply.into()));
    let message = change(log.as_ref(), answer).await.unwrap().message;
    assert_eq!(message.reply_to, Some(id(1)));
}

pub(crate) async fn what_was_deleted_is_nowhere_to_read(house: impl House) {
    let log = house.log();
    for change_ in [post(1, "secret 1"), post(2, "other"), edit(1, "secret 2"), delete(1)] {
        change(log.as_ref(), change_).await.unwrap();
    }
    let warm = stream(log.as_ref(), &general()).await;
    let history = log.history(&general(), Span::Latest, 9).await.unwrap();
    let house = house.reopened().await;
    let log = house.log();
    let cold = stream(log.as_ref(), &general()).await;
    assert_eq!(seqs(&cold), [1, 2, 3, 4]);
    assert_eq!(warm, cold);
    let told = format!("{warm:?}{history:?}");
    assert!(!told.contains("secret") && told.contains("other"), "{told}");
}

pub(crate) async fn times_never_go_back_in_a_room(house: impl House) {
    let log = house.log();
    let first = change(log.as_ref(), post(1, "x")).await.unwrap().message;
    house.time().pass(-Duration::HOUR);
    let second = change(log.as_ref(), post(2, "x")).await.unwrap().message;
    assert_eq!(second.at, first.at);
    house.time().pass(Duration::hours(2));
    let third = change(log.as_ref(), post(3, "x")).await.unwrap().message;
    assert_eq!(third.at, house.time().now());
}

pub(crate) async fn events_are_the_same_from_memory_and_from_disk(house: impl House) {
    let log = house.log();
    for n in 1..=400 {
        change(log.as_ref(), post(n, "x")).await.unwrap();
    }
    let mut warm = Vec::new();
    for after in [0, 1, 143, 144, 145, 399, 400, u64::MAX] {
        warm.push(log.events(&general(), after, 300).await.unwrap());
    }
    assert_eq!(seqs(&warm[0]), (1..=300).collect::<Vec<_>>());
    let house = house.reopened().await;
    let log = house.log();
    for (after, warm) in [0, 1, 143, 144, 145, 399, 400, u64::MAX].into_iter().zip(warm) {
        assert_eq!(log.events(&general(), after, 300).await.unwrap(), warm, "after {after}");
    }
}

pub(crate) async fn a_history_never_reaches_beyond_what_the_room_admits(house: impl House) {
    let log = house.log();
    let writing = {
        let log = house.log();
        tokio::spawn(async move {
            for n in 1..=200 {
                change(log.as_ref(), post(n, "x")).await.unwrap();
            }
        })
    };
    while !writing.is_finished() {
        let head = log.history(&general(), Span::Latest, 1).await.unwrap().head;
        assert!(log.room(&general()).await.unwrap().head >= head);
    }
    writing.await.unwrap();
}

/// Who does what to which of a few messages.
fn wishes() -> Vec<(i64, u8, u128, u8)> {
    let wish = (1..4_i64, 0..3_u8, 1..9_u128, 0..3_u8);
    let wishes = prop::collection::vec(wish, 300);
    wishes.new_tree(&mut TestRunner::default()).unwrap().current()
}

pub(crate) async fn the_state_before_with_the_event_applied_is_the_state_after(house: impl House) {
    let log = house.log();
    let mut kept = 0;
    let mut state = log.history(&general(), Span::Latest, 500).await.unwrap();
    for (who, kind, number, says) in wishes() {
        let says = format!("text {says}");
        let wish = match kind {
            0 => post(number, &says),
            1 => edit(number, &says),
            _ => delete(number),
        };
        let outcome = log.append(&person(who), &general(), wish).await;
        if let Ok(event) = outcome.map(|outcome| outcome.event)
            && let Some(event) = event
        {
            assert_eq!(apply(&mut state, &event), Applied::Done);
            kept += 1;
        }
        assert_eq!(state, log.history(&general(), Span::Latest, 500).await.unwrap());
    }
    assert!(kept > 8, "only {kept} of the wishes were granted");
}
