//! Copies of folders.

use std::num::NonZeroU8;
use std::time::Duration;

use maloca_fault::Fault;
use maloca_files::Path;
use maloca_nodes::keep::{Copies, Keeping, Refused, View};
use maloca_nodes::network::Phase;
use maloca_nodes::{Network, Nodes};
use maloca_people::Caller;
use tokio::time::{Instant, sleep};

use crate::files::noise;
use crate::peer::{HOUSE, Peer};

/// How long anything may take before the test calls it hung.
const HANG: Duration = Duration::from_secs(60);
/// After how long what should not happen has not happened.
const QUIET: Duration = Duration::from_secs(5);

fn docs() -> Path {
    "docs".parse().unwrap()
}

fn copies(count: u8) -> Copies {
    Copies::Group(NonZeroU8::new(count).unwrap())
}

/// Nodes that are connected and list what comes.
async fn group<const N: usize>() -> [Peer; N] {
    let peers = Peer::group().await;
    peers.iter().for_each(|peer| drop(tokio::spawn(peer.house.clone().journal())));
    peers
}

/// Waits until it keeps one folder, and that is so.
async fn keeps(peer: &Peer, so: impl Fn(&View) -> bool) -> View {
    let began = Instant::now();
    loop {
        let views = peer.swarm.keeps(&HOUSE).await.unwrap();
        if let [view] = &*views
            && so(view)
        {
            return view.clone();
        }
        assert!(began.elapsed() < HANG, "{views:#?}");
        sleep(Duration::from_millis(50)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn as_many_nodes_as_wished_have_each_file_and_no_more() {
    let peers: [Peer; 4] = group().await;
    let [ana, ben, cleo, dora] = &peers;
    for number in 0..40 {
        ana.house.share(&format!("docs/{number}.bin"), &noise(20_000, number)).await;
    }
    ana.house.share("else.bin", b"not kept").await;
    ben.swarm.keep(&HOUSE, &docs(), copies(2)).await.unwrap();
    let began = Instant::now();
    for peer in &peers {
        keeps(peer, |view| view.copies == [0, 0, 40]).await;
    }
    println!("40 files after {:?}", began.elapsed());
    sleep(QUIET).await;
    let view = keeps(dora, |_| true).await;
    assert_eq!((view.files, view.bytes, view.copies), (40, 800_000, vec![0, 0, 40]));
    assert_eq!((view.keep.node, view.keep.copies), (ben.id(), copies(2)));
    let others = [ben, cleo, dora].map(Peer::id);
    let counts = others.map(|node| view.nodes.get(&node).copied().unwrap_or_default());
    assert!(counts.iter().all(|count| *count > 2), "{counts:?}");
    assert_eq!((counts.iter().sum::<u64>(), view.nodes[&ana.id()]), (40, 40));
    for peer in &peers[1..] {
        assert_eq!(peer.house.shelf.read("else.bin"), None);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn more_files_than_may_be_on_their_way_at_once_all_come() {
    let [ana, ben] = group().await;
    for number in 0..500 {
        ana.house.share(&format!("docs/{number}"), number.to_string().as_bytes()).await;
    }
    let began = Instant::now();
    ben.swarm.keep(&HOUSE, &docs(), Copies::Here).await.unwrap();
    for number in 0..500 {
        while ben.house.shelf.read(&format!("docs/{number}"))
            != Some(number.to_string().into_bytes())
        {
            assert!(began.elapsed() < HANG, "{number}");
            sleep(Duration::from_millis(100)).await;
        }
    }
    println!("500 files after {:?}", began.elapsed());
}

#[tokio::test(flavor = "multi_thread")]
async fn when_a_holder_is_put_out_another_takes_its_place() {
    let peers: [Peer; 3] = group().await;
    let [ana, ben, cleo] = &peers;
    let hash = ben.house.share("docs/a", b"a").await;
    cleo.house.share("docs/a", b"a").await;
    ana.lists(&hash, 2).await;
    ana.swarm.keep(&HOUSE, &docs(), copies(2)).await.unwrap();
    sleep(QUIET).await;
    assert_eq!(ana.house.shelf.read("docs/a"), None, "two have it");
    ana.swarm.revoke(&HOUSE, &ben.id()).await.unwrap();
    let mut left = [ana.id(), cleo.id()];
    left.sort_unstable();
    keeps(ana, |view| view.nodes.keys().copied().eq(left)).await;
    assert_eq!(ana.house.shelf.read("docs/a").unwrap(), b"a");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_copy_here_follows_new_files_until_it_is_released() {
    let [ana, ben, cleo] = group().await;
    ana.house.share("docs/a", b"a").await;
    ben.swarm.keep(&HOUSE, &docs(), Copies::Here).await.unwrap();
    keeps(&ben, |view| view.nodes.get(&ben.id()) == Some(&1)).await;
    ana.house.share("docs/deep/b", b"b").await;
    let began = Instant::now();
    keeps(&ben, |view| view.nodes.get(&ben.id()) == Some(&2)).await;
    assert!(began.elapsed() < Duration::from_secs(10), "{:?}", began.elapsed());
    ana.house.remove("docs/a").await;
    keeps(&ben, |view| view.nodes[&ana.id()] == 1).await;
    ben.swarm.release(&HOUSE, &docs()).await.unwrap();
    ana.house.share("docs/c", b"c").await;
    sleep(QUIET).await;
    let has = |peer: &Peer, name: &str| peer.house.shelf.read(name).is_some();
    let names = ["docs/a", "docs/deep/b", "docs/c"];
    assert_eq!(names.map(|name| has(&ben, name)), [true, true, false]);
    assert_eq!(names.map(|name| has(&ana, name)), [false, true, true], "nor does it come back");
    assert_eq!(names.map(|name| has(&cleo, name)), [false; 3]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_waits_to_be_fetched_is_dropped_when_it_is_released() {
    let [ana, ben] = group().await;
    ana.house.share("docs/a", &noise(100_000, 1)).await;
    ana.house.shelf.forget("docs/a");
    ben.swarm.keep(&HOUSE, &docs(), Copies::Here).await.unwrap();
    let phase = async || ben.swarm.transfers(&HOUSE).await.unwrap().first().map(|it| it.phase);
    let began = Instant::now();
    while phase().await != Some(Phase::Waiting) {
        assert!(began.elapsed() < HANG);
        sleep(Duration::from_millis(20)).await;
    }
    ben.swarm.release(&HOUSE, &docs()).await.unwrap();
    while phase().await != Some(Phase::Cancelled) {
        assert!(began.elapsed() < HANG, "{:?}", phase().await);
        sleep(Duration::from_millis(20)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_name_that_is_taken_stays_and_the_rest_comes() {
    let [ana, ben] = group().await;
    ana.house.share("docs/a", b"hers").await;
    ana.house.share("docs/b", b"b").await;
    ana.house.share("docs/c", b"b").await;
    ben.house.share("docs/a", b"his").await;
    ben.swarm.keep(&HOUSE, &docs(), Copies::Here).await.unwrap();
    keeps(&ben, |_| ben.house.shelf.prints().len() == 3).await;
    assert_eq!(ben.house.shelf.read("docs/a").unwrap(), b"his");
    assert_eq!(ben.house.shelf.read("docs/c").unwrap(), b"b", "the same under another name");
    sleep(QUIET).await;
    assert_eq!(ben.swarm.transfers(&HOUSE).await.unwrap().len(), 2, "nothing is tried in vain");
}

#[tokio::test(flavor = "multi_thread")]
async fn only_who_manages_keeps_and_only_who_wished_releases() {
    let [ana, ben] = group().await;
    let guest = Caller::anonymous("read".parse().unwrap());
    assert_eq!(ana.swarm.keep(&guest, &docs(), Copies::Here).await, Err(Fault::Denied));
    assert_eq!(ana.swarm.release(&guest, &docs()).await, Err(Fault::Denied));
    assert_eq!(ana.swarm.release(&HOUSE, &docs()).await, Err(Fault::Missing));
    let hidden = "docs/.secret".parse().unwrap();
    let refused = ana.swarm.keep(&HOUSE, &hidden, Copies::Here).await;
    assert_eq!(refused, Err(Fault::Refused(Refused::Hidden)));
    ana.swarm.keep(&HOUSE, &docs(), copies(2)).await.unwrap();
    keeps(&ben, |view| view.keep.node == ana.id()).await;
    let refused = ben.swarm.release(&HOUSE, &docs()).await;
    assert_eq!(refused, Err(Fault::Refused(Refused::Elsewhere)));
    assert!(ben.swarm.keeps(&guest).await.is_ok());
}
