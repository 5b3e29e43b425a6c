//! One round after another with an honest source and one that is not. Many more with `MALOCA_SOAK=1`.

use std::time::{Duration, Instant};

use maloca_nodes::Network;
use maloca_nodes::network::Phase;

use crate::files::noise;
use crate::hostile::{Hostile, Wrong};
use crate::peer::{HOUSE, Peer};

fn rounds() -> u64 {
    if std::env::var("MALOCA_SOAK").is_ok_and(|soak| soak == "1") { 1_000 } else { 12 }
}

/// What goes wrong in a round, and how large its file is: a few groups, so that both sources serve.
fn round(number: u64) -> (Wrong, usize) {
    let size = noise(8, number).iter().fold(0, |sum, byte| sum * 7 + usize::from(*byte));
    let wrong = match number % 6 {
        0 => Wrong::Data,
        1 => Wrong::Parents,
        2 => Wrong::Noise,
        3 => Wrong::Truncated,
        4 => Wrong::Stalled,
        _ => Wrong::Size(size as u64 / 2),
    };
    (wrong, 40_000 + size % 2_000_000)
}

#[tokio::test(flavor = "multi_thread")]
async fn soak_of_rounds_with_a_liar_in_each_ends_with_the_right_bytes() {
    let began = Instant::now();
    for number in 0..rounds() {
        let (wrong, size) = round(number);
        let [ana, ben] = Peer::group().await;
        let eve = Hostile::join(&ben, 9).await;
        let bytes = noise(size, number);
        let hash = eve.serve(&bytes, wrong);
        ben.house.logs.believe(eve.id, "a.bin", hash, size as u64);
        ana.house.share("a.bin", &bytes).await;
        let begun = ben.swarm.fetch(&HOUSE, &hash, None).await.unwrap();
        let done = ben.ends(begun.id).await;
        assert_eq!(done.phase, Phase::Done, "{number} {wrong:?} {done:#?}");
        assert!(ben.house.shelf.read("a.bin").unwrap() == bytes, "{number} {wrong:?}");
    }
    println!("{} rounds in {:?}", rounds(), began.elapsed());
    assert!(began.elapsed() < Duration::from_secs(60) * u32::try_from(rounds()).unwrap());
}
