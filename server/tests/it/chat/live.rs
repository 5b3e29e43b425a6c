//! Followers over SSE and NDJSON.

use std::io::{BufRead, BufReader};
use std::time::{Duration, Instant};

use super::{follow, next, place, say};
use crate::house::{House, agent};

#[test]
fn two_followers_see_each_line_once_and_in_order() {
    let house = House::open();
    let token = house.enter("ana");
    let mut followers = [follow(&house, "?after=0"), follow(&house, "?after=0")];
    for n in 1..=20 {
        say(&house, &token, &format!("line {n}"));
    }
    for lines in &mut followers {
        for n in 1..=20 {
            let event = next(lines);
            assert_eq!(event["seq"], n);
            assert_eq!(event["kind"], "posted");
            assert_eq!(event["text"], format!("line {n}"));
            assert!(event.get("person").is_none(), "{event}");
        }
    }
}

#[test]
fn a_follower_resumes_with_its_last_event_id_after_the_house_was_killed() {
    let mut house = House::open();
    let token = house.enter("ana");
    let (epoch, _) = place(&house);
    say(&house, &token, "one");
    say(&house, &token, "two");
    house.kill_and_reopen();
    say(&house, &token, "three");
    let answer = agent()
        .get(house.url("/api/v1/rooms/general/events?after=2"))
        .header("last-event-id", format!("{epoch}:1"))
        .call()
        .unwrap();
    assert_eq!(answer.headers()["content-type"], "text/event-stream");
    let lines = BufReader::new(answer.into_body().into_reader()).lines();
    let told: Vec<String> = lines
        .map(Result::unwrap)
        .filter(|line| line.starts_with("id:") || line.starts_with("data:"))
        .take(4)
        .collect();
    assert_eq!(told[0], format!("id: {epoch}:2"));
    assert!(told[1].contains(r#""text":"two""#), "{told:?}");
    assert_eq!(told[2], format!("id: {epoch}:3"));
    assert!(told[3].contains(r#""text":"three""#), "{told:?}");
}

#[test]
fn what_cannot_be_resumed_is_reset_and_goes_on() {
    let house = House::open();
    let token = house.enter("ana");
    let (epoch, _) = place(&house);
    say(&house, &token, "one");
    for query in ["?after=0&epoch=1", "?after=99"] {
        let mut lines = follow(&house, query);
        let reset = next(&mut lines);
        assert_eq!((&reset["kind"], &reset["epoch"]), (&"reset".into(), &epoch.into()), "{query}");
        let seq = say(&house, &token, "on it goes")["seq"].clone();
        assert_eq!(reset["after"].as_u64().map(|after| after + 1), seq.as_u64());
        assert_eq!(next(&mut lines)["seq"], seq);
    }
}

#[test]
fn endless_answers_end_with_the_house() {
    let mut house = House::open();
    let token = house.enter("ana");
    let mut lines = follow(&house, "");
    let text = agent().get(house.url("/chat/general?follow")).call().unwrap();
    let mut text = BufReader::new(text.into_body().into_reader()).lines();
    say(&house, &token, "still here");
    assert_eq!(next(&mut lines)["text"], "still here");
    assert!(text.next().unwrap().unwrap().ends_with("ana: still here"));
    let began = Instant::now();
    assert_eq!(house.terminate().code(), Some(0));
    assert!(began.elapsed() < Duration::from_secs(10));
    assert!(lines.next().is_none() && text.next().is_none());
}

#[test]
fn a_deleted_text_is_gone_from_the_stream() {
    let house = House::open();
    let token = house.enter("ana");
    let id = say(&house, &token, "secret")["id"].as_str().unwrap().to_owned();
    let gone = agent()
        .delete(house.url(&format!("/api/v1/rooms/general/messages/{id}")))
        .header("authorization", format!("Bearer {token}"))
        .call()
        .unwrap();
    assert_eq!(gone.status(), 204);
    let mut lines = follow(&house, "?after=0");
    let (posted, deleted) = (next(&mut lines), next(&mut lines));
    assert!(posted.get("text").is_none(), "{posted}");
    assert_eq!(deleted["kind"], "deleted");
}

#[test]
fn a_follower_whose_session_ended_hears_nothing_of_what_is_said_afterwards() {
    let house = House::open();
    let ana = house.enter("ana");
    for path in ["/api/v1/rooms/general/events?after=0", "/chat/general?follow"] {
        let (ben, get) = (house.enter("ben"), agent().get(house.url(path)));
        let answer = get.header("authorization", format!("Bearer {ben}")).call().unwrap();
        let mut lines = BufReader::new(answer.into_body().into_reader()).lines();
        say(&house, &ana, "for ben");
        assert!(lines.any(|line| line.unwrap().contains("for ben")), "{path}");
        assert_eq!(house.leave(&ben).status(), 204);
        say(&house, &ana, "not for ben");
        assert!(!lines.any(|line| line.unwrap().contains("not for ben")), "{path}");
    }
}
