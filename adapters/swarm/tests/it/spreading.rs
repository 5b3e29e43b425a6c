//! What all share.

use std::sync::Mutex;
use std::sync::atomic::Ordering;
use std::time::Duration;

use maloca_files::Hash;
use maloca_nodes::catalogue::{Change, Line, LogId, MAX_LINES, Mark, Page};
use maloca_nodes::{GroupId, Network, NodeKey, Nodes};
use tokio::time::{Instant, sleep};

use crate::hostile::Hostile;
use crate::peer::{HOUSE, Peer};

#[tokio::test(flavor = "multi_thread")]
async fn what_one_shares_is_listed_everywhere_at_once() {
    let [ana, ben, cleo] = Peer::group().await;
    for seeder in [&ana, &ben, &cleo, &ana] {
        let began = Instant::now();
        let name = format!("{:?}.txt", Instant::now());
        let hash = seeder.house.share(&name, name.as_bytes()).await;
        for peer in [&ana, &ben, &cleo] {
            peer.lists(&hash, 1).await;
        }
        assert!(began.elapsed() < Duration::from_secs(1), "{:?}", began.elapsed());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_shared_while_one_was_away_is_caught_up() {
    let [ana, ben, cleo] = Peer::group().await;
    let dir = cleo.ended().await;
    let mut hashes = Vec::new();
    for number in 0..30 {
        hashes.push(ana.house.share(&format!("{number}.txt"), &[number]).await);
    }
    ben.lists(&hashes[29], 1).await;
    let _gone = ana.ended().await;
    let cleo = Peer::of(dir, 3, ([127, 0, 0, 1], 0).into(), None).await;
    for hash in &hashes {
        cleo.lists(hash, 1).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_one_shared_who_is_put_out_is_forgotten() {
    let [ana, ben, cleo] = Peer::group().await;
    let hash = ben.house.share("a.txt", b"a").await;
    cleo.lists(&hash, 1).await;
    ana.lists(&hash, 1).await;
    ana.swarm.revoke(&HOUSE, &ben.id()).await.unwrap();
    cleo.lists(&hash, 0).await;
    ana.lists(&hash, 0).await;
}

/// Adds lines to the log of the hostile member.
fn page(mark: &mut Mark, group: GroupId, count: usize, hash: u8) -> Page {
    let change = Change::Shared { hash: Hash([hash; 32]), size: 1, modified: 1 };
    let line = |n: usize| Line { path: format!("{n}").parse().unwrap(), change: change.clone() };
    let lines: Vec<_> = (0..count).map(line).collect();
    let head = mark.write(&NodeKey::from_bytes(&[9; 32]), group, &lines);
    Page { lines, head }
}

async fn hostile(peer: &Peer) -> (Hostile, Mark, GroupId) {
    let eve = Hostile::join(peer, 9).await;
    let mark = Mark::start(LogId { node: eve.id, began: 1 });
    (eve, mark, peer.look().await.id)
}

#[tokio::test(flavor = "multi_thread")]
async fn who_signs_two_histories_is_believed_nothing_any_more() {
    let [ana, _ben] = Peer::group().await;
    let (mut eve, mut mark, group) = hostile(&ana).await;
    let first = page(&mut mark, group, 1, 1);
    let mut other = Mark::start(mark.log);
    let forked = Page { lines: Vec::new(), ..page(&mut other, group, 1, 2) };
    eve.publish(move |after| Some(if after == 0 { first.clone() } else { forked.clone() }));
    eve.claim(1).await;
    ana.lists(&Hash([1; 32]), 1).await;
    eve.claim(2).await;
    ana.lists(&Hash([1; 32]), 0).await;
    assert_eq!(ana.swarm.holders(&HOUSE, &Hash([2; 32])).await.unwrap(), []);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_endless_log_delays_no_other() {
    let [ana, ben] = Peer::group().await;
    let (mut eve, mark, group) = hostile(&ana).await;
    let endless = Mutex::new(mark);
    eve.publish(move |_| Some(page(&mut endless.lock().unwrap(), group, 100, 1)));
    eve.claim(u64::MAX).await;
    let pulled = || eve.gets.load(Ordering::Relaxed);
    while pulled() < 3 {
        sleep(Duration::from_millis(5)).await;
    }
    let began = Instant::now();
    let hash = ben.house.share("a.txt", b"a").await;
    ana.lists(&hash, 1).await;
    assert!(began.elapsed() < Duration::from_secs(1), "{:?}", began.elapsed());
    assert!(pulled() > 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_is_too_long_is_refused() {
    let [ana, _ben] = Peer::group().await;
    let (mut eve, mut mark, group) = hostile(&ana).await;
    let long = page(&mut mark, group, MAX_LINES + 1, 1);
    eve.publish(move |_| Some(long.clone()));
    eve.claim(MAX_LINES as u64 + 1).await;
    sleep(Duration::from_millis(700)).await;
    assert_eq!(eve.gets.load(Ordering::Relaxed), 1, "it was asked, and then no more");
    assert_eq!(ana.swarm.holders(&HOUSE, &Hash([1; 32])).await.unwrap(), []);
}
