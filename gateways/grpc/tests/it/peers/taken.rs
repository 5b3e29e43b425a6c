//! Pages that nobody should believe, and callers that send too much.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use futures::{StreamExt, stream};
use maloca_grpc::contract::v1::line::Change as What;
use maloca_grpc::contract::v1::{Head, Kept, Line, Page};
use maloca_nodes::Catalogue;
use tokio::time::timeout;
use tonic::Code;

use super::pages::{Caller, have, page, sent};
use super::subscribe::mark;
use crate::group::{ANA, STRANGER, Writer};
use crate::house::{HANG, House};

fn with_head(page: &Page, change: impl FnOnce(&mut Head)) -> Page {
    let mut page = page.clone();
    page.head.as_mut().map(change).unwrap();
    page
}

/// Pages that are none, or that Ana did not sign.
fn spoiled(good: &Page) -> Vec<Page> {
    let path = |path: &str| Line { path: path.to_owned(), ..good.lines[0].clone() };
    let too_many = What::Kept(Kept { copies: 256 });
    vec![
        Page { head: None, ..good.clone() },
        Page { lines: vec![good.lines[0].clone(); 1_001], ..good.clone() },
        Page { lines: vec![path("other"), good.lines[1].clone()], ..good.clone() },
        Page { lines: vec![path("../x"), good.lines[1].clone()], ..good.clone() },
        Page { lines: vec![Line { change: None, ..path("x") }; 2], ..good.clone() },
        Page { lines: vec![Line { change: Some(too_many), ..path("x") }; 2], ..good.clone() },
        with_head(good, |head| head.node = "zz".repeat(32)),
        with_head(good, |head| head.chain = "short".to_owned()),
        with_head(good, |head| head.signature.truncate(63)),
        with_head(good, |head| head.signature[5] ^= 1),
        with_head(good, |head| head.began += 1),
    ]
}

#[tokio::test]
async fn a_page_that_is_not_believed_changes_nothing_and_ends_nothing() {
    let house = House::open().await;
    let mut ana = Writer::new(ANA);
    let good = page(ana.write(2));
    let mut caller = Caller::with(&house, Vec::new()).await;
    for bad in spoiled(&good) {
        caller.send(bad.clone()).await;
        assert_eq!(caller.refused().await, Code::InvalidArgument, "{:?}", bad.head);
    }
    caller.send(page(Writer::new(STRANGER).write(1))).await;
    assert_eq!(caller.refused().await, Code::NotFound);
    assert!(house.logs.marks().await.unwrap().iter().all(|mark| mark.seq == 0));
    caller.send(good.clone()).await;
    assert_eq!(caller.taken().await, mark(ANA, 9, 2));
    caller.send(good).await;
    assert_eq!(caller.refused().await, Code::FailedPrecondition, "twice");
    ana.write(1);
    caller.send(page(ana.write(1))).await;
    assert_eq!(caller.refused().await, Code::FailedPrecondition, "with a gap");
}

#[tokio::test]
async fn a_message_that_is_too_large_ends_the_call() {
    let house = House::open().await;
    let huge =
        Page { head: Some(Head { chain: "x".repeat(5 << 20), ..Head::default() }), lines: vec![] };
    let words = stream::iter([have(Vec::new()), sent(huge)]);
    let mut ear = house.peers().await.sync(words).await.unwrap().into_inner();
    ear.message().await.unwrap().unwrap();
    let refused = timeout(HANG, ear.message()).await.expect("hung").unwrap_err();
    assert!(matches!(refused.code(), Code::OutOfRange | Code::ResourceExhausted), "{refused}");
}

#[tokio::test]
async fn who_does_not_read_answers_cannot_go_on_sending_pages() {
    let house = House::open().await;
    let sent_pages = Arc::new(AtomicU64::new(0));
    let count = Arc::clone(&sent_pages);
    let noise =
        Page { head: Some(Head { node: "x".repeat(4_000), ..Head::default() }), lines: vec![] };
    let endless = stream::iter([have(Vec::new())])
        .chain(stream::repeat(sent(noise)))
        .inspect(move |_| count.store(count.load(Ordering::Relaxed) + 1, Ordering::Relaxed));
    let answers = house.peers().await.sync(endless).await.unwrap();
    let mut before = u64::MAX;
    timeout(HANG, async {
        while sent_pages.load(Ordering::Relaxed) != before {
            before = sent_pages.load(Ordering::Relaxed);
            tokio::time::sleep(Duration::from_millis(500)).await;
        }
    })
    .await
    .expect("pages are taken without end");
    assert!(before < 2_000, "{before} pages of 4 KB are under way");
    drop(answers);
}
