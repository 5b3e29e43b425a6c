//! Logs in both directions.

use std::time::Duration;

use futures::stream;
use maloca_grpc::contract::v1::SyncRequest;
use maloca_grpc::contract::v1::sync_response::Response;
use maloca_nodes::Catalogue;
use maloca_nodes::catalogue::{Change, Line};
use maloca_people::{Right, Rights};
use tonic::Code;

use super::pages::{Caller, have, page, sent};
use super::subscribe::mark;
use crate::group::{ANA, BEN, Writer, group_id};
use crate::house::House;

#[tokio::test]
async fn a_program_that_passes_pages_on_lets_one_house_follow_another() {
    let (here, there) = (House::open().await, House::open().await);
    let (mut ana, mut ben) = (Writer::new(ANA), Writer::new(BEN));
    for count in [1_000, 1_000, 7] {
        ana.share(&here.logs, count).await;
    }
    let mut from = Caller::with(&here, Vec::new()).await;
    let mut to = Caller::with(&there, Vec::new()).await;
    assert_eq!(from.marks.group, group_id().to_string());
    assert_eq!(from.marks.marks, [mark(ANA, 9, 2_007)]);
    assert!(to.marks.marks.is_empty());
    for seq in [1_000, 2_000, 2_007] {
        to.send(from.page().await).await;
        assert_eq!(to.taken().await, mark(ANA, 9, seq));
    }
    ben.share(&here.logs, 1).await;
    to.send(from.page().await).await;
    assert_eq!(to.taken().await, mark(BEN, 9, 1));
    assert_eq!(here.logs.marks().await.unwrap(), there.logs.marks().await.unwrap());
}

#[tokio::test]
async fn wishes_for_copies_are_passed_on_like_files() {
    let (here, there) = (House::open().await, House::open().await);
    let line = |copies| Line { path: "docs".parse().unwrap(), change: Change::Kept { copies } };
    let wishes = Writer::new(ANA).lines(vec![line(255), line(0)]);
    here.logs.follow(wishes).await.unwrap();
    let mut from = Caller::with(&here, Vec::new()).await;
    let mut to = Caller::with(&there, Vec::new()).await;
    to.send(from.page().await).await;
    assert_eq!(to.taken().await, mark(ANA, 9, 2));
    assert_eq!(here.logs.marks().await.unwrap(), there.logs.marks().await.unwrap());
}

#[tokio::test]
async fn only_what_the_caller_lacks_is_sent() {
    let house = House::open().await;
    let mut ana = Writer::new(ANA);
    let first = ana.write(5);
    house.logs.follow(first).await.unwrap();
    let second = ana.write(5);
    house.logs.follow(second.clone()).await.unwrap();
    Writer::new(BEN).share(&house.logs, 3).await;
    let mut caller = Caller::with(&house, vec![mark(ANA, 9, 5), mark(BEN, 9, 3)]).await;
    assert_eq!(caller.page().await, page(second));
    let third = ana.write(1);
    house.logs.follow(third.clone()).await.unwrap();
    assert_eq!(caller.page().await, page(third));
}

#[tokio::test]
async fn a_caller_that_ends_its_side_gets_its_answers_and_all_that_is_there() {
    let house = House::open().await;
    let (mut ana, mut ben) = (Writer::new(ANA), Writer::new(BEN));
    for _ in 0..20 {
        ana.share(&house.logs, 100).await;
    }
    let mut caller = Caller::with(&house, Vec::new()).await;
    for _ in 0..10 {
        caller.send(page(ben.write(2))).await;
    }
    caller.close();
    let (mut lines, mut answers) = (0, Vec::new());
    while let Some(heard) = caller.hear().await {
        match heard {
            Response::Page(page) => {
                assert_eq!(page.head.unwrap().node, mark(ANA, 9, 0).node, "its own came back");
                lines += page.lines.len();
            }
            Response::Taken(mark) => answers.push(mark.seq),
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(lines, 2_000);
    assert_eq!(answers, (1..=10).map(|n| n * 2).collect::<Vec<_>>());
}

#[tokio::test]
async fn pages_that_the_caller_sent_do_not_come_back() {
    let house = House::open().await;
    let (mut ana, mut ben) = (Writer::new(ANA), Writer::new(BEN));
    let mut caller = Caller::with(&house, Vec::new()).await;
    for seq in 1..=50 {
        caller.send(page(ana.write(1))).await;
        assert_eq!(caller.taken().await, mark(ANA, 9, seq));
    }
    // Time in which they could.
    tokio::time::sleep(Duration::from_millis(50)).await;
    ben.share(&house.logs, 1).await;
    assert_eq!(caller.page().await.head.unwrap().node, mark(BEN, 9, 1).node);
    ana.share(&house.logs, 1).await;
    assert_eq!(caller.page().await.head.unwrap().seq, 51);
}

#[tokio::test]
async fn it_begins_with_what_the_caller_has_and_that_is_said_once() {
    let house = House::open().await;
    let mut peers = house.peers().await;
    let other = || sent(page(Writer::new(ANA).write(1)));
    for words in [vec![], vec![other()], vec![SyncRequest::default()]] {
        let refused = peers.sync(stream::iter(words)).await.unwrap_err();
        assert_eq!(refused.code(), Code::InvalidArgument);
    }
    for second in [have(Vec::new()), SyncRequest::default()] {
        let words = stream::iter([have(Vec::new()), second]);
        let mut ear = peers.sync(words).await.unwrap().into_inner();
        ear.message().await.unwrap().unwrap();
        assert_eq!(ear.message().await.unwrap_err().code(), Code::InvalidArgument);
    }
}

#[tokio::test]
async fn rights_count_for_each_direction() {
    let readers = House::with(Rights::of(&[Right::Read])).await;
    let mut ana = Writer::new(ANA);
    ana.share(&readers.logs, 1).await;
    let mut caller = Caller::with(&readers, Vec::new()).await;
    assert_eq!(caller.page().await.lines.len(), 1);
    caller.send(page(ana.write(1))).await;
    assert_eq!(caller.refused().await, Code::PermissionDenied);
    let blind = House::with(Rights::of(&[Right::Upload])).await;
    let denied = blind.peers().await.sync(stream::iter([have(Vec::new())])).await.unwrap_err();
    assert_eq!(denied.code(), Code::PermissionDenied);
}
