//! Who may send by the relay, and how much.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::sleep;

use crate::house::{Sender, id, open_for};

#[tokio::test]
async fn a_packet_of_a_member_comes_to_the_one_it_is_for() {
    let (relay, _) = open_for(&[1, 2, 3]).await;
    let mut ana = Sender::connect(relay.at, 1).await.unwrap();
    let mut ben = Sender::connect(relay.at, 2).await.unwrap();
    let mut cleo = Sender::connect(relay.at, 3).await.unwrap();
    ana.send(2, b"for ben").await;
    ana.send(3, b"for cleo").await;
    assert_eq!(ben.next().await.unwrap(), (id(1), "for ben".into()));
    assert_eq!(cleo.next().await.unwrap(), (id(1), "for cleo".into()));
    assert_eq!((relay.tally.open(), relay.tally.requests(), relay.tally.errors()), (3, 3, 0));
    assert!(relay.tally.bytes_received() > 0 && relay.tally.bytes_sent() > 0);
}

#[tokio::test]
async fn a_stranger_is_turned_away() {
    let (relay, _) = open_for(&[1]).await;
    let refused = Sender::connect(relay.at, 2).await.unwrap_err();
    assert!(format!("{refused:#}").contains("does not belong to the group"), "{refused:#}");
    assert_eq!(relay.tally.errors(), 1);
}

#[tokio::test]
async fn who_is_put_out_is_cut_off_and_comes_back_in_vain() {
    let (relay, members) = open_for(&[1, 2]).await;
    let mut ana = Sender::connect(relay.at, 1).await.unwrap();
    let mut ben = Sender::connect(relay.at, 2).await.unwrap();
    members.0.send_if_modified(|members| members.remove(&id(2)));
    assert_eq!(ben.next().await, None);
    assert!(Sender::connect(relay.at, 2).await.is_err());
    ana.send(1, b"still here").await;
    assert_eq!(ana.next().await.unwrap().1, "still here");
}

#[tokio::test]
async fn one_node_does_not_take_the_places_of_all() {
    let (relay, _) = open_for(&[1, 2]).await;
    let mut taken = Vec::new();
    for _ in 0..4 {
        taken.push(Sender::connect(relay.at, 1).await.unwrap());
    }
    let refused = Sender::connect(relay.at, 1).await.unwrap_err();
    assert!(format!("{refused:#}").contains("too many connections"), "{refused:#}");
    assert!(Sender::connect(relay.at, 2).await.is_ok());
    drop(taken);
    while Sender::connect(relay.at, 1).await.is_err() {
        sleep(Duration::from_millis(10)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_sends_faster_than_everybody_may() {
    let (relay, _) = open_for(&[1, 2]).await;
    let mut ana = Sender::connect(relay.at, 1).await.unwrap();
    let mut ben = Sender::connect(relay.at, 2).await.unwrap();
    let began = Instant::now();
    let sending = tokio::spawn(async move {
        for _ in 0..100 {
            ana.send(2, &[7; 60_000]).await;
        }
        ana
    });
    for _ in 0..100 {
        assert_eq!(ben.next().await.unwrap().1.len(), 60_000);
    }
    // 6 MB at 4 MiB/s, of which 1 MiB goes at once.
    assert!(began.elapsed() > Duration::from_secs(1), "{:?}", began.elapsed());
    drop(sending.await.unwrap());
}

#[tokio::test]
async fn the_end_of_the_house_ends_all_connections() {
    let (relay, _) = open_for(&[1]).await;
    let mut ana = Sender::connect(relay.at, 1).await.unwrap();
    let _silent = TcpStream::connect(relay.at).await.unwrap();
    assert!(relay.life.end(Duration::from_secs(5)).await);
    assert_eq!(ana.next().await, None);
    assert_eq!(relay.tally.open(), 0);
}

#[tokio::test]
async fn who_asks_whether_it_is_there_is_told_whose_it_is_and_others_nothing() {
    let (relay, _) = open_for(&[]).await;
    let found = ask(relay.at, "GET /ping HTTP/1.1\r\nhost: x\r\n\r\n").await;
    assert!(found.starts_with("HTTP/1.1 200 ") && found.contains(&id(0).to_string()), "{found}");
    let missing = ask(relay.at, "GET / HTTP/1.1\r\nhost: x\r\n\r\n").await;
    assert!(missing.starts_with("HTTP/1.1 404 "), "{missing}");
    for wrong in ["", "upgrade: websocket\r\nsec-websocket-protocol: chat\r\n"] {
        let request =
            format!("GET /relay HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\n{wrong}\r\n");
        let refused = ask(relay.at, &request).await;
        assert!(refused.starts_with("HTTP/1.1 400 "), "{refused}");
    }
    ask(relay.at, "\0\0\0\0\r\n\r\n").await;
}

async fn ask(at: SocketAddr, request: &str) -> String {
    let mut stream = TcpStream::connect(at).await.unwrap();
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    let _ = stream.read_to_string(&mut answer).await;
    answer
}
