//! What a log promises to many at once.

use std::collections::HashMap;
use std::sync::Arc;

use maloca_chat::{MessageId, Seq};
use maloca_fault::Fault;

use super::house::*;

const WRITERS: i64 = 50;
const EACH: u128 = 40;

/// Each writer posts one after the other, and keeps what was answered.
async fn write(house: &impl House) -> Vec<Vec<(MessageId, Seq)>> {
    let writers = (1..=WRITERS).map(|who| {
        let log = house.log();
        tokio::spawn(async move {
            let mut acks = Vec::new();
            for n in 0..EACH {
                let change = post(who as u128 * 1_000 + n, &format!("{who} says {n}"));
                let outcome = log.append(&person(who), &general(), change).await.unwrap();
                acks.push((outcome.message.id, outcome.message.seq));
            }
            acks
        })
    });
    let writers: Vec<_> = writers.collect();
    futures::future::join_all(writers).await.into_iter().map(Result::unwrap).collect()
}

pub(crate) async fn fifty_writers_make_a_stream_without_holes_in_the_order_of_their_answers(
    house: impl House,
) {
    let acks = write(&house).await;
    for mine in &acks {
        assert!(mine.is_sorted_by_key(|(_, seq)| *seq));
    }
    let acked: HashMap<_, _> = acks.into_iter().flatten().collect();
    let events = stream(house.log().as_ref(), &general()).await;
    let all = WRITERS as u64 * EACH as u64;
    assert_eq!(seqs(&events), (1..=all).collect::<Vec<_>>());
    assert_eq!(acked.len() as u64, all);
    assert!(events.iter().all(|event| acked[&event.id] == event.seq));
}

pub(crate) async fn a_retry_at_the_same_moment_makes_one_message(house: impl House) {
    let log = house.log();
    for n in 1..=20 {
        let tries = (0..5).map(|_| change(log.as_ref(), post(n, "x"))).collect::<Vec<_>>();
        let answers = futures::future::join_all(tries).await;
        let answers: Vec<_> = answers.into_iter().map(Result::unwrap).collect();
        assert!(answers.iter().all(|one| one.message == answers[0].message));
        assert_eq!(answers.iter().filter(|one| one.event.is_some()).count(), 1);
    }
    assert_eq!(stream(log.as_ref(), &general()).await.len(), 20);
}

pub(crate) async fn one_refusal_spoils_no_other_change(house: impl House) {
    let log = house.log();
    let wishes = (1..=300).map(|n| {
        let log = Arc::clone(&log);
        let wish = if n % 3 == 0 { edit(9_999, "x") } else { post(n, "x") };
        async move { (n, change(log.as_ref(), wish).await) }
    });
    for (n, answer) in futures::future::join_all(wishes).await {
        if n % 3 == 0 {
            assert_eq!(answer, Err(Fault::Missing));
        } else {
            assert!(answer.unwrap().event.is_some());
        }
    }
    let events = stream(log.as_ref(), &general()).await;
    assert_eq!(seqs(&events), (1..=200).collect::<Vec<_>>());
}

pub(crate) async fn rooms_count_for_themselves(house: impl House) {
    let log = house.log();
    let rooms = [open(log.as_ref(), "a").await, open(log.as_ref(), "b").await];
    let posts = (0..100_u128).map(|n| {
        let (log, room) = (Arc::clone(&log), rooms[n as usize % 2].clone());
        async move { log.append(&person(1), &room, post(n, "x")).await.unwrap() }
    });
    futures::future::join_all(posts).await;
    for room in &rooms {
        let events = stream(log.as_ref(), room).await;
        assert_eq!(seqs(&events), (1..=50).collect::<Vec<_>>());
    }
}
