//! Members that ask too much, and those who are none any more.

use std::ops::Range;
use std::time::Duration;

use maloca_files::Hash;
use maloca_nodes::Nodes;
use maloca_nodes::fetch::ranges::Ranges;
use maloca_nodes::network::Phase;
use maloca_nodes::wire::{Ask, Holding, MEMBERS, Reply};
use tokio::task::JoinSet;
use tokio::time::timeout;

use crate::files::noise;
use crate::hostile::{Hostile, read, write};
use crate::peer::{HOUSE, Peer};
use crate::strangers::{client, connect};

#[tokio::test(flavor = "multi_thread")]
async fn floods_of_questions_are_bounded_and_others_are_served() {
    let [ana, ben] = Peer::group().await;
    let eve = Hostile::join(&ana, 9).await;
    let bytes = noise(8 << 20, 1);
    let hash = ana.house.share("a.bin", &bytes).await;
    ben.lists(&hash, 1).await;
    let mut open = Vec::new();
    // Streams that are never read: 256 are all that one gets.
    for number in 0_u32.. {
        let opening = timeout(Duration::from_millis(500), eve.connection.open_bi()).await;
        let Ok(Ok((mut send, receive))) = opening else { break };
        let ask = match number % 3 {
            0 => Ask::Holding { hash: Hash([number as u8; 32]) },
            1 => Ask::Holding { hash },
            _ => Ask::Get { hash, range: 0..bytes.len() as u64 },
        };
        write(&mut send, &ask).await;
        open.push((send, receive));
    }
    assert_eq!(open.len(), 256);
    let done = timeout(Duration::from_secs(10), ben.fetch(&hash, "a.bin")).await.unwrap();
    assert_eq!(done.phase, Phase::Done);
}

#[tokio::test(flavor = "multi_thread")]
async fn one_member_is_served_sixteen_gets_at_once() {
    let [ana, _ben] = Peer::group().await;
    let eve = Hostile::join(&ana, 9).await;
    let hash = ana.house.share("a.bin", &noise(32 << 20, 1)).await;
    let mut gets = JoinSet::new();
    for _ in 0..40 {
        let (mut send, mut receive) = eve.connection.open_bi().await.unwrap();
        write(&mut send, &Ask::Get { hash, range: 0..32 << 20 }).await;
        gets.spawn(async move { (read::<Reply>(&mut receive).await, receive) });
    }
    let answers = gets.join_all().await;
    let busy = answers.iter().filter(|(reply, _)| *reply == Reply::Busy).count();
    assert_eq!(busy, 24);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_here_or_not_asked_rightly_is_not_given() {
    let [ana, _ben] = Peer::group().await;
    let eve = Hostile::join(&ana, 9).await;
    let hash = ana.house.share("a.bin", &noise(100_000, 1)).await;
    let unknown = Hash([7; 32]);
    let ranges = [
        0..1,
        5..16_384,
        0..100_001,
        Range { start: 16_384, end: 0 },
        0..0,
        0..u64::MAX,
        u64::MAX - 1..u64::MAX,
    ];
    let bad = ranges.into_iter().map(|range| Ask::Get { hash, range });
    for ask in bad.chain([Ask::Get { hash: unknown, range: 0..16_384 }]) {
        let (mut send, mut receive) = eve.connection.open_bi().await.unwrap();
        write(&mut send, &ask).await;
        assert_eq!(read::<Reply>(&mut receive).await, Reply::Lacking, "{ask:?}");
    }
    let (mut send, mut receive) = eve.connection.open_bi().await.unwrap();
    write(&mut send, &Ask::Holding { hash: unknown }).await;
    assert_eq!(read::<Option<Holding>>(&mut receive).await, None);
    let bytes = noise(20_000, 2);
    let told = read::<Option<Holding>>(&mut receive);
    let shares = async {
        let hash = ana.house.share("b.bin", &bytes).await;
        let (mut send, mut receive) = eve.connection.open_bi().await.unwrap();
        write(&mut send, &Ask::Holding { hash }).await;
        read::<Option<Holding>>(&mut receive).await
    };
    let whole = shares.await.unwrap();
    assert_eq!(whole, Holding::new(20_000, &Ranges::whole(20_000)));
    // Nothing has changed about the other one.
    assert!(timeout(Duration::from_millis(600), told).await.is_err());
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_no_member_gets_no_byte_of_a_file_whose_hash_it_knows() {
    let [ana, _ben] = Peer::group().await;
    let hash = ana.house.share("a.bin", &noise(100_000, 1)).await;
    let range = 0..100_000;
    let eve = client(8).await;
    let stranger = connect(&eve, &ana, MEMBERS).await;
    let revoked = Hostile::join(&ana, 9).await;
    let (mut send, mut receive) = revoked.connection.open_bi().await.unwrap();
    write(&mut send, &Ask::Get { hash, range: range.clone() }).await;
    assert_eq!(read::<Reply>(&mut receive).await, Reply::Given { size: 100_000 });
    ana.swarm.revoke(&HOUSE, &revoked.id).await.unwrap();
    timeout(Duration::from_secs(5), revoked.connection.closed()).await.unwrap();
    let again = connect(&revoked.endpoint, &ana, MEMBERS).await;
    for connection in [stranger, again] {
        if let Ok((mut send, mut receive)) = connection.open_bi().await {
            write(&mut send, &Ask::Get { hash, range: range.clone() }).await;
            assert!(receive.read_to_end(1 << 20).await.is_err());
        }
    }
}
