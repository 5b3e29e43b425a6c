//! Files from one node to another.

use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use futures::TryStreamExt;
use maloca_fault::Fault;
use maloca_files::{Content, Refused as FilesRefused};
use maloca_nodes::Network;
use maloca_nodes::network::{Errands, Phase, Refused};
use tokio::time::{Instant, sleep};

use crate::peer::{HOUSE, Peer};

/// Bytes that look like nothing, the same for the same seed.
pub fn noise(size: usize, seed: u64) -> Vec<u8> {
    let mut state = seed | 1;
    let next = |_| {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 56) as u8
    };
    (0..size).map(next).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_of_any_size_comes_as_it_is() {
    let [ana, ben] = Peer::group().await;
    for size in [0, 1, 16 * 1024, 16 * 1024 + 1, 5 << 20] {
        let (name, bytes) = (format!("{size}.bin"), noise(size, 7));
        let hash = ana.house.share(&name, &bytes).await;
        ben.lists(&hash, 1).await;
        let done = ben.fetch(&hash, "here.bin").await;
        assert_eq!((done.phase, done.held), (Phase::Done, size as u64), "{done:?}");
        assert!(ben.house.shelf.read("here.bin").unwrap() == bytes, "{size}");
        ben.house.shelf.forget("here.bin");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn three_sources_share_the_work() {
    let [ana, ben, cleo, dora] = Peer::group().await;
    let bytes = noise(24 << 20, 3);
    let mut hash = None;
    for seeder in [&ana, &ben, &cleo] {
        hash = Some(seeder.house.share("big.bin", &bytes).await);
    }
    let hash = hash.unwrap();
    dora.lists(&hash, 3).await;
    let done = dora.fetch(&hash, "big.bin").await;
    assert_eq!(done.phase, Phase::Done);
    assert!(dora.house.shelf.read("big.bin").unwrap() == bytes);
    assert!(done.sources.iter().all(|source| source.sent > 0), "{:#?}", done.sources);
    let sent: u64 = done.sources.iter().map(|source| source.sent).sum();
    assert!(sent <= bytes.len() as u64 * 105 / 100, "{sent} of {}", bytes.len());
}

#[tokio::test(flavor = "multi_thread")]
async fn receivers_of_one_seeder_help_one_another() {
    let [ana, ben, cleo] = Peer::group().await;
    let bytes = noise(16 << 20, 3);
    let hash = ana.house.share("big.bin", &bytes).await;
    ben.lists(&hash, 1).await;
    cleo.lists(&hash, 1).await;
    let (one, other) = tokio::join!(ben.fetch(&hash, "b"), cleo.fetch(&hash, "c"));
    assert!(ben.house.shelf.read("b").unwrap() == bytes);
    assert!(cleo.house.shelf.read("c").unwrap() == bytes);
    let by_ana = |it: &maloca_nodes::network::Transfer| {
        it.sources.iter().filter(|one| one.node == ana.id()).map(|one| one.sent).sum::<u64>()
    };
    let from_ana = by_ana(&one) + by_ana(&other);
    assert!(from_ana < 2 * bytes.len() as u64 - (1 << 20), "{from_ana}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_came_before_the_end_is_not_fetched_again() {
    let [ana, mut ben] = Peer::group().await;
    let bytes = noise(24 << 20, 5);
    let hash = ana.house.share("big.bin", &bytes).await;
    ben.lists(&hash, 1).await;
    let size = bytes.len() as u64;
    let begun = ben.swarm.fetch(&HOUSE, &hash, None).await.unwrap();
    for percent in [20, 50, 80] {
        ben.transfer(begun.id, |it| it.held >= size * percent / 100).await;
        ben = ben.reopened(2).await;
    }
    let done = ben.ends(begun.id).await;
    assert_eq!(done.phase, Phase::Done);
    assert!(ben.house.shelf.read("big.bin").unwrap() == bytes);
    let came = ben.house.shelf.came("big.bin");
    assert!(came <= size * 105 / 100, "{came} of {size} bytes came");
    let last: u64 = done.sources.iter().map(|source| source.sent).sum();
    assert!(last <= size * 25 / 100, "{last} of {size} bytes came in the last run");
    assert!(ben.house.shelf.parts.lock().unwrap().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn when_a_seeder_dies_the_others_go_on_at_once() {
    let [ana, ben, cleo] = Peer::group().await;
    let bytes = noise(48 << 20, 5);
    let hash = ana.house.share("big.bin", &bytes).await;
    ben.house.share("big.bin", &bytes).await;
    cleo.lists(&hash, 2).await;
    let begun = cleo.swarm.fetch(&HOUSE, &hash, None).await.unwrap();
    cleo.transfer(begun.id, |it| it.held > 4 << 20).await;
    let _gone = ana.ended().await;
    let at = cleo.swarm.transfer(&HOUSE, begun.id).await.unwrap().held;
    let began = Instant::now();
    cleo.transfer(begun.id, |it| it.held > at + (1 << 20) || it.phase == Phase::Done).await;
    assert!(began.elapsed() < Duration::from_secs(3), "{:?}", began.elapsed());
    assert_eq!(cleo.ends(begun.id).await.phase, Phase::Done);
    assert!(cleo.house.shelf.read("big.bin").unwrap() == bytes);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_is_edited_meanwhile_never_arrives_and_its_honest_twin_does() {
    let [ana, ben, cleo] = Peer::group().await;
    let bytes = noise(4 << 20, 5);
    let hash = ana.house.share("big.bin", &bytes).await;
    cleo.lists(&hash, 1).await;
    ana.house.shelf.edit("big.bin", 1 << 20);
    let begun = cleo.swarm.fetch(&HOUSE, &hash, None).await.unwrap();
    let half = cleo.transfer(begun.id, |it| it.held > 0 && it.phase == Phase::Waiting).await;
    assert!(half.held < bytes.len() as u64, "{half:?}");
    assert_eq!(cleo.house.shelf.read("big.bin"), None);
    ben.house.share("other name.bin", &bytes).await;
    let done = cleo.ends(begun.id).await;
    assert_eq!(done.phase, Phase::Done);
    assert!(cleo.house.shelf.read("big.bin").unwrap() == bytes);
    assert!(done.sources.iter().all(|it| it.pace != maloca_nodes::network::Pace::Banned));
}

async fn read(content: &Arc<dyn Content>, range: Range<u64>) -> Vec<u8> {
    let chunks: Vec<_> = Arc::clone(content).read(range).try_collect().await.unwrap();
    chunks.concat()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reader_gets_the_bytes_where_it_reads() {
    let [ana, ben] = Peer::group().await;
    let bytes = noise(8 << 20, 11);
    let hash = ana.house.share("film.mp4", &bytes).await;
    ben.lists(&hash, 1).await;
    let opened = ben.swarm.open(&HOUSE, &hash).await.unwrap();
    assert_eq!(opened.path.to_string(), "film.mp4");
    assert_eq!(opened.content.meta().size, bytes.len() as u64);
    for range in [7_000_000..7_100_000, 0..1, 3_000_000..3_500_000, 8_388_607..8_388_608, 5..5] {
        let expected = &bytes[range.start as usize..range.end as usize];
        assert!(read(&opened.content, range.clone()).await == expected, "{range:?}");
    }
    assert!(ben.swarm.transfers(&HOUSE).await.unwrap().is_empty());
    let mine = ana.swarm.open(&HOUSE, &hash).await.unwrap();
    assert!(read(&mine.content, 0..bytes.len() as u64).await == bytes);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_disk_cannot_take_is_refused_before_a_byte_comes() {
    let [ana, ben] = Peer::group().await;
    let hash = ana.house.share("big.bin", &noise(1 << 20, 1)).await;
    ben.lists(&hash, 1).await;
    ben.house.shelf.room.store(1_000_000, Ordering::Relaxed);
    let refused = ben.swarm.fetch(&HOUSE, &hash, None).await.unwrap_err();
    assert_eq!(refused, Fault::Refused(Refused::Files(FilesRefused::Full)));
    let Err(refused) = ben.swarm.open(&HOUSE, &hash).await else { panic!("it opened") };
    assert_eq!(refused, Fault::Refused(Refused::Files(FilesRefused::Full)));
    assert!(ben.swarm.transfers(&HOUSE).await.unwrap().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_name_that_is_taken_by_something_else_is_left_alone() {
    let [ana, ben] = Peer::group().await;
    let hash = ana.house.share("a.txt", b"hers").await;
    ben.house.share("a.txt", b"his").await;
    ben.lists(&hash, 1).await;
    let refused = ben.swarm.fetch(&HOUSE, &hash, None).await.unwrap_err();
    assert_eq!(refused, Fault::Refused(Refused::Files(FilesRefused::Exists)));
    let done = ben.fetch(&hash, "b.txt").await;
    assert_eq!((done.phase, ben.house.shelf.read("a.txt").unwrap()), (Phase::Done, b"his".into()));
    let again = ben.fetch(&hash, "b.txt").await;
    assert_eq!((again.phase, again.held), (Phase::Done, 4));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_here_under_another_name_is_copied() {
    let [ana, ben] = Peer::group().await;
    let bytes = noise(1 << 20, 1);
    let hash = ben.house.share("mine.bin", &bytes).await;
    let _gone = ana.ended().await;
    let done = ben.fetch(&hash, "twin.bin").await;
    assert_eq!((done.phase, done.sources.len()), (Phase::Done, 0));
    assert!(ben.house.shelf.read("twin.bin").unwrap() == bytes);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_fetch_waits_for_a_holder_and_can_be_cancelled() {
    let [ana, ben] = Peer::group().await;
    let (bytes, lost) = (noise(100_000, 1), noise(100_000, 2));
    let hash = ana.house.share("a.bin", &bytes).await;
    let gone = ana.house.share("b.bin", &lost).await;
    ben.lists(&gone, 1).await;
    ana.house.shelf.forget("b.bin");
    let house = ana.house.clone();
    let dir = ana.ended().await;
    let begun = ben.swarm.fetch(&HOUSE, &hash, None).await.unwrap();
    let never = ben.swarm.fetch(&HOUSE, &gone, None).await.unwrap();
    sleep(Duration::from_millis(300)).await;
    for id in [begun.id, never.id] {
        ben.transfer(id, |it| it.phase == Phase::Waiting).await;
    }
    let _ana = Peer::of(dir, 1, ([127, 0, 0, 1], 0).into(), Some(house)).await;
    assert_eq!(ben.ends(begun.id).await.phase, Phase::Done);
    ben.swarm.cancel(&HOUSE, never.id).await.unwrap();
    let ended = ben.swarm.transfer(&HOUSE, never.id).await.unwrap();
    assert_eq!(ended.phase, Phase::Cancelled);
    assert_eq!(ben.swarm.cancel(&HOUSE, never.id).await.unwrap_err(), Fault::Missing);
    sleep(Duration::from_millis(100)).await;
    assert!(ben.house.shelf.parts.lock().unwrap().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn those_that_nobody_serves_keep_no_place_from_others_and_are_cancelled_in_the_queue() {
    let [ana, ben] = Peer::group().await;
    let mut waiting = Vec::new();
    for number in 0..12 {
        let hash = ana.house.share("lost.bin", &noise(100_000, number)).await;
        ben.lists(&hash, 1).await;
        let to = format!("{number}.bin").parse().unwrap();
        waiting.push(ben.swarm.fetch(&HOUSE, &hash, Some(to)).await.unwrap().id);
        ana.house.shelf.forget("lost.bin");
    }
    let hash = ana.house.share("here.bin", b"here").await;
    ben.lists(&hash, 1).await;
    assert_eq!(ben.fetch(&hash, "here.bin").await.phase, Phase::Done);
    for id in waiting {
        let phase = ben.swarm.transfer(&HOUSE, id).await.unwrap().phase;
        if phase != Phase::Done {
            ben.swarm.cancel(&HOUSE, id).await.unwrap();
            assert_eq!(ben.swarm.transfer(&HOUSE, id).await.unwrap().phase, Phase::Cancelled);
        }
    }
    sleep(Duration::from_millis(100)).await;
    assert!(ben.house.shelf.parts.lock().unwrap().is_empty());
    assert_eq!(ben.house.list.open().await.unwrap(), []);
}

#[tokio::test(flavor = "multi_thread")]
async fn one_file_can_be_fetched_to_many_places() {
    let [ana, ben] = Peer::group().await;
    let bytes = noise(1 << 20, 1);
    let hash = ana.house.share("a.bin", &bytes).await;
    ben.lists(&hash, 1).await;
    let mut begun = Vec::new();
    for number in 0..6 {
        let to = format!("{number}.bin").parse().unwrap();
        begun.push(ben.swarm.fetch(&HOUSE, &hash, Some(to)).await.unwrap().id);
    }
    for (number, id) in begun.into_iter().enumerate() {
        assert_eq!(ben.ends(id).await.phase, Phase::Done);
        assert!(ben.house.shelf.read(&format!("{number}.bin")).unwrap() == bytes);
    }
}
