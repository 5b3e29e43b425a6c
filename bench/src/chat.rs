//! Processor time for each delivered message.

use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use futures::future::try_join_all;
use futures::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};
use ulid::Ulid;

use crate::house::House;

type Socket = WebSocketStream<MaybeTlsStream<TcpStream>>;

/// How many followers each message reaches.
const FOLLOWERS: usize = 100;
/// How many messages are sent in a round.
const MESSAGES: usize = 200;
/// How long a delivery may take before the measurement is given up.
const HANG: Duration = Duration::from_secs(30);

/// Prints deliveries a second and what each cost.
///
/// # Errors
/// When a message does not reach everybody.
pub async fn measure(program: &Path, rounds: usize) -> Result<()> {
    println!("\nchat: {MESSAGES} messages, one after another, to {FOLLOWERS} followers");
    let house = House::open(program).await?;
    let mut sockets = try_join_all((0..FOLLOWERS).map(|_| follow(&house))).await?;
    for round in 0..rounds {
        let before = house.processor()?;
        let began = Instant::now();
        let first = round * MESSAGES;
        let (reader, writers) = sockets.split_last_mut().context("no followers")?;
        let others = try_join_all(writers.iter_mut().map(|socket| receive(socket, MESSAGES)));
        let (sent, received) = tokio::join!(send(reader, first), others);
        sent.and(received)?;
        let deliveries = (MESSAGES * FOLLOWERS) as f64;
        let used = house.processor()?.saturating_sub(before);
        println!(
            "  {:>9.0} deliveries/s {:>8.2} µs CPU each",
            deliveries / began.elapsed().as_secs_f64(),
            used.as_secs_f64() * 1e6 / deliveries
        );
    }
    Ok(())
}

async fn follow(house: &House) -> Result<Socket> {
    let (mut socket, _) = connect_async(format!("ws://{}/ws", house.web)).await?;
    socket.send(frame(&json!({ "op": "sub", "room": "general" }))).await?;
    Ok(socket)
}

/// Posts messages, each after the one before was acknowledged.
async fn send(socket: &mut Socket, first: usize) -> Result<()> {
    for number in first..first + MESSAGES {
        let id = Ulid::from_parts(number as u64 + 1, number as u128 + 1).to_string();
        let text = format!("message number {number} of a lively conversation");
        let post = json!({ "op": "post", "room": "general", "id": id, "text": text });
        socket.send(frame(&post)).await?;
        wait_for(socket, "ack").await?;
    }
    Ok(())
}

async fn receive(socket: &mut Socket, count: usize) -> Result<()> {
    for _ in 0..count {
        wait_for(socket, "event").await?;
    }
    Ok(())
}

async fn wait_for(socket: &mut Socket, op: &str) -> Result<()> {
    loop {
        let next = tokio::time::timeout(HANG, socket.next()).await.context("no delivery")?;
        match next.context("the house closed a socket")?? {
            Message::Text(text) => {
                let seen: Value = serde_json::from_str(&text)?;
                match seen["op"].as_str() {
                    Some("error") => bail!("{text}"),
                    Some(seen) if seen == op => return Ok(()),
                    _ => {}
                }
            }
            Message::Close(close) => bail!("closed: {close:?}"),
            _ => {}
        }
    }
}

fn frame(value: &Value) -> Message {
    Message::Text(value.to_string().into())
}
