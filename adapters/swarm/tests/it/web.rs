//! Members that UDP does not reach, and their web doors: honest ones, and all others.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use futures::TryStreamExt;
use futures::future::join_all;
use maloca_fault::Fault;
use maloca_files::Hash;
use maloca_nodes::network::{Pace, Phase, Refused};
use maloca_nodes::slice::{MAX_SLICE, Slice};
use maloca_nodes::{Card, Network};
use maloca_people::Caller;
use maloca_swarm::Swarm;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::{Instant, sleep};

use crate::files::noise;
use crate::hostile::Hostile;
use crate::peer::{HOUSE, Peer};

/// What a web door does with what it is asked for.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Door {
    /// What it should.
    Honest,
    /// A bit is wrong in all but the last bytes of a file.
    Lies,
    /// All is wrong.
    Noise,
    /// It says nothing after the head, but for the last bytes of a file.
    Stalls,
    /// It never ends, though it begins well.
    Endless,
    /// It points to a door that is honest.
    Elsewhere(SocketAddr),
}

/// A web door before the files of a node, and how often it was asked.
async fn open(swarm: Swarm, size: u64, door: Door) -> (SocketAddr, Arc<AtomicU64>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let (at, asked) = (listener.local_addr().unwrap(), Arc::new(AtomicU64::new(0)));
    let count = Arc::clone(&asked);
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            count.fetch_add(1, Ordering::Relaxed);
            tokio::spawn(serve(swarm.clone(), size, stream, door));
        }
    });
    (at, asked)
}

async fn serve(swarm: Swarm, size: u64, mut stream: TcpStream, door: Door) {
    let target = target(&mut stream).await;
    let (hash, query) = target.split_once("?from=").unwrap();
    let (from, to) = query.split_once("&to=").unwrap();
    let slice = Slice::new(from.parse().unwrap()..to.parse().unwrap()).unwrap();
    let is_last = slice.range().end == size && slice.range().end - slice.range().start <= 16_384;
    let bytes = slice_of(&swarm, &hash.parse().unwrap(), slice).await;
    let status = match door {
        Door::Elsewhere(at) => {
            format!("302 Found\r\nlocation: http://{at}/api/v1/network/slices/{target}")
        }
        _ => "200 OK".to_owned(),
    };
    let head = format!("HTTP/1.1 {status}\r\nconnection: close\r\n\r\n");
    if stream.write_all(head.as_bytes()).await.is_ok() {
        let _ = tell(stream, bytes, is_last, door).await;
    }
}

/// What is asked for, after the path that all slices have.
async fn target(stream: &mut TcpStream) -> String {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(stream.read_u8().await.unwrap());
    }
    let head = String::from_utf8(head).unwrap();
    assert!(!head.to_lowercase().contains("cookie"), "{head}");
    let line = head.lines().next().unwrap();
    let target = line.strip_prefix("GET /api/v1/network/slices/").unwrap();
    target.strip_suffix(" HTTP/1.1").unwrap().to_owned()
}

async fn slice_of(swarm: &Swarm, hash: &Hash, slice: Slice) -> Vec<u8> {
    let blocks = swarm.slice(&HOUSE, hash, slice).await.unwrap();
    blocks.try_collect::<Vec<_>>().await.unwrap().concat()
}

async fn tell(
    mut stream: TcpStream,
    mut bytes: Vec<u8>,
    is_last: bool,
    door: Door,
) -> std::io::Result<()> {
    let end = bytes.len() - 1;
    match door {
        Door::Lies if !is_last => bytes[end] ^= 1,
        Door::Noise => bytes.fill(7),
        Door::Stalls if !is_last => sleep(Duration::from_secs(60)).await,
        _ => {}
    }
    stream.write_all(&bytes).await?;
    if door == Door::Endless {
        loop {
            stream.write_all(&[7; 4096]).await?;
        }
    }
    Ok(())
}

/// A member that told its web door and then fell silent on UDP.
async fn member(ben: &Peer, number: u8, door: SocketAddr) -> Hostile {
    let card = Card::new("silent", "1", vec![([127, 0, 0, 1], 9).into()]);
    let member = Hostile::with(ben, number, card.with_web(vec![door])).await;
    let told = |it: &maloca_nodes::Node| it.id == member.id && it.name == "silent";
    ben.until(|group| group.peers.iter().any(told)).await;
    member.endpoint.close().await;
    ben.until(|group| group.peers.iter().all(|peer| peer.id != member.id || peer.link.is_none()))
        .await;
    member
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_comes_from_the_web_door_of_a_holder_that_udp_does_not_reach() {
    let (ana, ben) = (Peer::new(1).await, Peer::new(2).await);
    for (number, size) in [(8, 1), (9, MAX_SLICE as usize + 40_000)] {
        let bytes = noise(size, 5);
        let hash = ana.house.share("a.bin", &bytes).await;
        let (door, _) = open(ana.swarm.clone(), size as u64, Door::Honest).await;
        let eve = member(&ben, number, door).await;
        ben.house.logs.believe(eve.id, "a.bin", hash, size as u64);
        let done = ben.fetch(&hash, &format!("{number}.bin")).await;
        assert_eq!(done.phase, Phase::Done, "{done:#?}");
        assert!(ben.house.shelf.read(&format!("{number}.bin")).unwrap() == bytes);
        let sources: Vec<_> = done.sources.iter().map(|one| one.node).collect();
        // What proves the length of a short file is all of it.
        assert_eq!(sources, if size > 1 { vec![eve.id] } else { Vec::new() });
    }
}

/// Fetches from a holder with such a door alone, then from an honest one, too; how the first one ended,
/// and how often it was asked before.
async fn against(ana: &Peer, wrong: Door, honest: SocketAddr) -> (Option<Pace>, u64) {
    let (ben, bytes) = (Peer::new(2).await, noise(3 << 20, 7));
    let size = bytes.len() as u64;
    let (door, asked) = open(ana.swarm.clone(), size, wrong).await;
    let hash = ana.house.shelf.put(&"a.bin".parse().unwrap(), &bytes);
    let eve = member(&ben, 9, door).await;
    ben.house.logs.believe(eve.id, "a.bin", hash, size);
    let begun = ben.swarm.fetch(&HOUSE, &hash, None).await.unwrap();
    sleep(Duration::from_secs(6)).await;
    assert_eq!(ben.house.shelf.read("a.bin"), None, "{wrong:?}");
    let count = asked.load(Ordering::Relaxed);
    let cleo = member(&ben, 8, honest).await;
    ben.house.logs.believe(cleo.id, "b.bin", hash, size);
    let done = ben.ends(begun.id).await;
    assert_eq!(done.phase, Phase::Done, "{wrong:?}");
    assert!(ben.house.shelf.read("a.bin").unwrap() == bytes, "{wrong:?}");
    (done.sources.iter().find(|one| one.node == eve.id).map(|one| one.pace), count)
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_a_web_door_does_no_wrong_byte_comes_and_an_honest_one_is_enough() {
    let (ana, bytes) = (Peer::new(1).await, noise(3 << 20, 7));
    let (_, size) = (ana.house.share("a.bin", &bytes).await, bytes.len() as u64);
    let (honest, _) = open(ana.swarm.clone(), size, Door::Honest).await;
    let doors = [Door::Lies, Door::Noise, Door::Stalls, Door::Elsewhere(honest)];
    let ended = join_all(doors.map(|wrong| against(&ana, wrong, honest))).await;
    for (wrong, (pace, asked)) in doors.into_iter().zip(ended) {
        assert!((1..=10).contains(&asked), "{wrong:?}: {asked}");
        assert_eq!(pace == Some(Pace::Banned), wrong == Door::Lies, "{wrong:?} {pace:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_reads_on_when_a_web_door_does_not_end() {
    let (ana, ben, bytes) = (Peer::new(1).await, Peer::new(2).await, noise(1 << 20, 7));
    let (hash, size) = (ana.house.share("a.bin", &bytes).await, bytes.len() as u64);
    let (door, _) = open(ana.swarm.clone(), size, Door::Endless).await;
    let eve = member(&ben, 9, door).await;
    ben.house.logs.believe(eve.id, "a.bin", hash, size);
    assert_eq!(ben.fetch(&hash, "a.bin").await.phase, Phase::Done);
    assert!(ben.house.shelf.read("a.bin").unwrap() == bytes);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_connected_is_not_asked_at_its_web_door() {
    let [ana, ben] = Peer::group().await;
    let bytes = noise(100_000, 7);
    let hash = ana.house.share("a.bin", &bytes).await;
    let (door, asked) = open(ana.swarm.clone(), bytes.len() as u64, Door::Honest).await;
    let card = Card::new("eve", "1", vec![]).with_web(vec![door]);
    let eve = Hostile::with(&ben, 9, card).await;
    let lost = noise(100_000, 8);
    let gone = ana.house.shelf.put(&"lost.bin".parse().unwrap(), &lost);
    ben.house.logs.believe(eve.id, "lost.bin", gone, lost.len() as u64);
    let begun = ben.swarm.fetch(&HOUSE, &gone, None).await.unwrap();
    sleep(Duration::from_secs(6)).await;
    assert_eq!(ben.swarm.transfer(&HOUSE, begun.id).await.unwrap().phase, Phase::Waiting);
    assert_eq!(asked.load(Ordering::Relaxed), 0);
    ben.lists(&hash, 1).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn slices_are_for_those_who_may_read_and_of_files_that_are_here() {
    let ana = Peer::new(1).await;
    let hash = ana.house.share("a.bin", &noise(40_000, 7)).await;
    let slice = |range| Slice::new(range).unwrap();
    let ask = async |who: &Caller, hash: Hash, range| {
        ana.swarm.slice(who, &hash, slice(range)).await.map(drop)
    };
    assert_eq!(ask(&HOUSE, hash, 16_384..40_000).await, Ok(()));
    for range in [0..40_001, 0..39_999, 49_152..65_536] {
        assert_eq!(ask(&HOUSE, hash, range.clone()).await, Err(Fault::Missing), "{range:?}");
    }
    assert_eq!(ask(&HOUSE, Hash([7; 32]), 0..16_384).await, Err(Fault::Missing));
}

#[tokio::test(flavor = "multi_thread")]
async fn only_so_many_slices_are_served_at_once() {
    let ana = Peer::new(1).await;
    let hash = ana.house.share("a.bin", &noise(2 << 20, 7)).await;
    let slice = async || ana.swarm.slice(&HOUSE, &hash, Slice::new(0..2 << 20).unwrap()).await;
    let mut held = Vec::new();
    let refused = loop {
        match slice().await {
            Ok(blocks) => held.push(blocks),
            Err(refused) => break refused,
        }
        assert!(held.len() <= 100, "so many at once");
    };
    assert_eq!(refused, Refused::TooMany.into());
    held.clear();
    let began = Instant::now();
    while slice().await.is_err() {
        assert!(began.elapsed() < Duration::from_secs(10), "no turn ends");
        sleep(Duration::from_millis(5)).await;
    }
}
