//! The logs on their way to a program that follows them.

use std::sync::atomic::Ordering;
use std::time::Duration;

use futures::StreamExt;
use maloca_grpc::contract::v1::news::News as Heard;
use maloca_grpc::contract::v1::{Mark, News, PeersSubscribeRequest};
use maloca_people::{Right, Rights};
use tokio::time::timeout;
use tonic::{Code, Request, Streaming};

use crate::group::{ANA, BEN, Writer, id};
use crate::house::{HANG, House};

pub(super) fn mark(seed: u8, began: u64, seq: u64) -> Mark {
    Mark { node: id(seed).to_string(), began, seq }
}

async fn subscribe(house: &House, since: Vec<Mark>, from_start: bool) -> Streaming<News> {
    let asked = PeersSubscribeRequest { since, from_start };
    house.peers().await.subscribe(asked).await.unwrap().into_inner()
}

async fn next(news: &mut Streaming<News>) -> Heard {
    timeout(HANG, news.next()).await.expect("hung").unwrap().unwrap().news.unwrap()
}

/// The next line's log and number.
async fn line(news: &mut Streaming<News>) -> (String, u64, u64) {
    match next(news).await {
        Heard::Change(change) => {
            let line = change.line.unwrap();
            assert_eq!(line.path, format!("folder/{}.txt", change.seq));
            assert!(line.change.is_some());
            (change.node, change.began, change.seq)
        }
        Heard::Began(mark) => panic!("{mark:?} instead of a line"),
    }
}

#[tokio::test]
async fn from_the_start_every_line_comes_in_order_and_then_what_is_written() {
    let house = House::open().await;
    let (mut ana, mut ben) = (Writer::new(ANA), Writer::new(BEN));
    for count in [1_000, 1_000, 500] {
        ana.share(&house.logs, count).await;
    }
    ben.share(&house.logs, 3).await;
    let mut news = subscribe(&house, Vec::new(), true).await;
    let mut began = [next(&mut news).await, next(&mut news).await];
    began.sort_by_key(|mark| format!("{mark:?}"));
    let mut expected = [Heard::Began(mark(ANA, 9, 0)), Heard::Began(mark(BEN, 9, 0))];
    expected.sort_by_key(|mark| format!("{mark:?}"));
    assert_eq!(began, expected);
    let mut seen = (0, 0);
    for _ in 0..2_503 {
        let (node, _, seq) = line(&mut news).await;
        let last = if node == id(ANA).to_string() { &mut seen.0 } else { &mut seen.1 };
        assert_eq!(seq, *last + 1);
        *last = seq;
    }
    assert_eq!(seen, (2_500, 3));
    ben.share(&house.logs, 2).await;
    assert_eq!(line(&mut news).await, (id(BEN).to_string(), 9, 4));
    assert_eq!(line(&mut news).await, (id(BEN).to_string(), 9, 5));
}

#[tokio::test]
async fn whoever_comes_back_misses_nothing() {
    let house = House::open().await;
    let mut ana = Writer::new(ANA);
    ana.share(&house.logs, 10).await;
    ana.share(&house.logs, 10).await;
    let mut news = subscribe(&house, vec![mark(ANA, 9, 4)], false).await;
    assert_eq!(next(&mut news).await, Heard::Began(mark(ANA, 9, 4)));
    for seq in 5..=20 {
        assert_eq!(line(&mut news).await.2, seq);
    }
}

#[tokio::test]
async fn otherwise_only_what_is_new_comes() {
    let house = House::open().await;
    let mut ana = Writer::new(ANA);
    ana.share(&house.logs, 10).await;
    let mut news = subscribe(&house, Vec::new(), false).await;
    assert_eq!(next(&mut news).await, Heard::Began(mark(ANA, 9, 10)));
    ana.share(&house.logs, 1).await;
    assert_eq!(line(&mut news).await.2, 11);
    Writer::new(BEN).share(&house.logs, 1).await;
    assert_eq!(next(&mut news).await, Heard::Began(mark(BEN, 9, 0)), "a log that is all new");
    assert_eq!(line(&mut news).await.2, 1);
}

#[tokio::test]
async fn a_newer_log_of_a_node_is_begun_at_its_start_with_a_note() {
    let house = House::open().await;
    Writer::new(ANA).share(&house.logs, 10).await;
    let mut news = subscribe(&house, vec![mark(ANA, 9, 10)], false).await;
    assert_eq!(next(&mut news).await, Heard::Began(mark(ANA, 9, 10)));
    Writer::anew(ANA, 12).share(&house.logs, 2).await;
    assert_eq!(next(&mut news).await, Heard::Began(mark(ANA, 12, 0)));
    assert_eq!(line(&mut news).await, (id(ANA).to_string(), 12, 1));
    let mut late = subscribe(&house, vec![mark(ANA, 9, 10)], false).await;
    assert_eq!(next(&mut late).await, Heard::Began(mark(ANA, 12, 0)));
    assert_eq!(line(&mut late).await, (id(ANA).to_string(), 12, 1));
}

#[tokio::test]
async fn a_reader_that_stands_still_has_few_pages_read_for_it() {
    let house = House::open().await;
    let mut ana = Writer::new(ANA);
    for _ in 0..40 {
        ana.share(&house.logs, 1_000).await;
    }
    let mut news = subscribe(&house, Vec::new(), true).await;
    next(&mut news).await;
    tokio::time::sleep(Duration::from_millis(500)).await;
    let read = house.logs.read.load(Ordering::Relaxed);
    assert!(read < 15, "{read} pages were read");
    for seq in 1..=40_000 {
        assert_eq!(line(&mut news).await.2, seq);
    }
}

#[tokio::test]
async fn what_is_no_place_of_a_log_has_a_code() {
    let house = House::open().await;
    let mut peers = house.peers().await;
    let bad = |node: &str| vec![Mark { node: node.to_owned(), ..Mark::default() }];
    let many = (0..1_025).map(|_| mark(ANA, 1, 1)).collect();
    for since in [bad(""), bad("zz"), bad(&"AB".repeat(32)), many] {
        let asked = PeersSubscribeRequest { since, from_start: true };
        let refused = peers.subscribe(asked).await.unwrap_err();
        assert_eq!(refused.code(), Code::InvalidArgument);
    }
    let blind = House::with(Rights::of(&[Right::Upload])).await;
    for from_start in [false, true] {
        let asked = PeersSubscribeRequest { from_start, ..PeersSubscribeRequest::default() };
        let denied = blind.peers().await.subscribe(asked).await.unwrap_err();
        assert_eq!(denied.code(), Code::PermissionDenied);
    }
}

#[tokio::test]
async fn it_ends_with_its_deadline_and_with_the_house() {
    let house = House::open().await;
    let mut asked = Request::new(PeersSubscribeRequest::default());
    asked.metadata_mut().insert("grpc-timeout", "300m".parse().unwrap());
    let mut news = house.peers().await.subscribe(asked).await.unwrap().into_inner();
    let over = timeout(HANG, news.next()).await.expect("hung").unwrap().unwrap_err();
    assert_eq!(over.code(), Code::DeadlineExceeded);
    let mut news = subscribe(&house, Vec::new(), true).await;
    let (ended, last) = tokio::join!(house.life.end(HANG), news.next());
    assert!(ended);
    assert_eq!(last.unwrap().unwrap_err().code(), Code::Unavailable);
}
