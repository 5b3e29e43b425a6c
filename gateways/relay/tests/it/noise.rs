//! Any bytes at the relay: who sends them gets an answer or the end, and members notice nothing.

use std::net::SocketAddr;
use std::time::Duration;

use fastrand::Rng;
use futures::{SinkExt, StreamExt};
use iroh_relay::http::ProtocolVersion;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_tungstenite::client_async;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;

use crate::house::{Sender, id, open_for};

/// Longer than the relay waits for anything.
const HANG: Duration = Duration::from_secs(30);
/// How many strangers come one after the other, each with both kinds of noise.
const ROUNDS: u64 = 100;

fn noise(dice: &mut Rng, most: usize) -> Vec<u8> {
    (0..dice.usize(..most)).map(|_| dice.u8(..)).collect()
}

/// Noise where a request is expected; returns when the relay has closed.
async fn no_request(at: SocketAddr, dice: &mut Rng) {
    let mut stream = TcpStream::connect(at).await.unwrap();
    let _ = stream.write_all(&noise(dice, 20_000)).await;
    let _ = stream.shutdown().await;
    let mut answer = Vec::new();
    let _ = timeout(HANG, stream.read_to_end(&mut answer)).await.unwrap();
}

/// Noise where a node proves who it is; returns when the relay has closed.
async fn no_proof(at: SocketAddr, dice: &mut Rng) {
    let mut request = format!("ws://{at}/relay").into_client_request().unwrap();
    let version = ProtocolVersion::default().to_header_value();
    request.headers_mut().insert("sec-websocket-protocol", version);
    let stream = TcpStream::connect(at).await.unwrap();
    let (mut socket, _) = client_async(request, stream).await.unwrap();
    for _ in 0..dice.usize(1..4) {
        let most = if dice.bool() { 200 } else { 100_000 };
        let frame = noise(dice, most);
        // One frame after its kind, as often as not.
        let kind = dice.bool().then(|| dice.u8(..16));
        let _ =
            socket.send(Message::binary(kind.into_iter().chain(frame).collect::<Vec<_>>())).await;
    }
    let _ = socket.close(None).await;
    while let Some(Ok(_)) = timeout(HANG, socket.next()).await.unwrap() {}
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_strangers_send_members_go_on_and_nobody_is_let_in() {
    let (relay, _) = open_for(&[1, 2]).await;
    let mut ana = Sender::connect(relay.at, 1).await.unwrap();
    let mut ben = Sender::connect(relay.at, 2).await.unwrap();
    let mut dice = Rng::with_seed(7);
    for round in 0..ROUNDS {
        no_request(relay.at, &mut dice).await;
        no_proof(relay.at, &mut dice).await;
        let packet = round.to_be_bytes();
        ana.send(2, &packet).await;
        assert_eq!(ben.next().await.unwrap(), (id(1), packet.to_vec().into()), "round {round}");
    }
    while relay.tally.open() > 2 {
        tokio::task::yield_now().await;
    }
    assert_eq!(relay.tally.requests() - relay.tally.errors(), 2);
}
