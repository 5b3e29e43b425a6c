//! Members that serve files wrongly: nobody sees a wrong byte, and who is honest is enough.

use std::sync::atomic::Ordering;
use std::time::Duration;

use maloca_nodes::network::{Pace, Phase, Transfer};
use maloca_nodes::{Network, NodeId};
use tokio::time::sleep;

use crate::files::noise;
use crate::hostile::{Hostile, Wrong};
use crate::peer::{HOUSE, Peer};

fn pace(transfer: &Transfer, node: NodeId) -> Option<Pace> {
    transfer.sources.iter().find(|source| source.node == node).map(|source| source.pace)
}

/// Fetches from a hostile member alone until `so`, then from an honest one, too.
async fn against(wrong: Wrong, so: impl Fn(&Transfer, NodeId) -> bool) -> (Transfer, Hostile) {
    let [ana, ben] = Peer::group().await;
    let eve = Hostile::join(&ben, 9).await;
    let bytes = noise(3 << 20, 7);
    let hash = eve.serve(&bytes, wrong);
    ben.house.logs.believe(eve.id, "a.bin", hash, bytes.len() as u64);
    let begun = ben.swarm.fetch(&HOUSE, &hash, None).await.unwrap();
    ben.transfer(begun.id, |it| so(it, eve.id)).await;
    assert_eq!(ben.house.shelf.read("a.bin"), None);
    ana.house.share("a.bin", &bytes).await;
    let done = ben.ends(begun.id).await;
    assert_eq!(done.phase, Phase::Done, "{done:#?}");
    assert!(ben.house.shelf.read("a.bin").unwrap() == bytes);
    (done, eve)
}

#[tokio::test(flavor = "multi_thread")]
async fn who_sends_what_does_not_fit_the_hash_is_not_asked_again() {
    for wrong in [Wrong::Data, Wrong::Parents, Wrong::Noise] {
        let banned = |it: &Transfer, eve| pace(it, eve) == Some(Pace::Banned);
        let (done, eve) = against(wrong, banned).await;
        let gets = eve.gets.load(Ordering::Relaxed);
        assert!(gets <= 4, "{wrong:?}: {gets}");
        assert_eq!(pace(&done, eve.id), Some(Pace::Banned), "{wrong:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_breaks_off_or_says_nothing_rests() {
    for wrong in [Wrong::Truncated, Wrong::Stalled] {
        let rests = |it: &Transfer, eve| pace(it, eve) == Some(Pace::Resting);
        let (done, eve) = against(wrong, rests).await;
        assert_ne!(pace(&done, eve.id), Some(Pace::Banned), "{wrong:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_length_is_found_out_before_the_disk_is_filled() {
    for size in [1, 3 << 19, 100 << 20, 1 << 50, u64::MAX] {
        let [ana, ben] = Peer::group().await;
        let eve = Hostile::join(&ben, 9).await;
        let bytes = noise(3 << 20, 7);
        let hash = eve.serve(&bytes, Wrong::Size(size));
        ben.house.logs.believe(eve.id, "a.bin", hash, size.min(1 << 29));
        let begun = ben.swarm.fetch(&HOUSE, &hash, None).await.unwrap();
        sleep(Duration::from_millis(300)).await;
        let held = ben.swarm.transfer(&HOUSE, begun.id).await.unwrap().held;
        assert_eq!(held, 0, "{size}");
        assert!(eve.gets.load(Ordering::Relaxed) <= 1, "{size}");
        ana.house.share("a.bin", &bytes).await;
        let done = ben.ends(begun.id).await;
        assert_eq!((done.phase, done.size), (Phase::Done, bytes.len() as u64), "{size}");
        assert!(ben.house.shelf.read("a.bin").unwrap() == bytes, "{size}");
    }
}
