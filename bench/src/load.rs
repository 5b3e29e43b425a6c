//! Requests over many connections at once.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use bytes::Bytes;
use futures::future::try_join_all;
use http::{Request, Response, header};
use http_body_util::{BodyExt, Empty};
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;

use crate::house::House;

/// What a round of requests came to.
pub struct Round {
    /// Requests a second.
    pub rate: f64,
    /// Processor time of the server for each, in microseconds.
    pub cost: f64,
    /// The time that 99 of 100 were answered within.
    pub p99: Duration,
}

/// Sends the same request again and again over `connections` connections for a while.
///
/// # Errors
/// When a request is not answered with 200.
pub async fn run(house: &House, path: &str, connections: usize, time: Duration) -> Result<Round> {
    let before = house.processor()?;
    let began = Instant::now();
    let each = (0..connections).map(|_| repeat(house.web, path, began + time));
    let mut times: Vec<Duration> = try_join_all(each).await?.concat();
    let took = began.elapsed();
    let used = house.processor()?.saturating_sub(before);
    times.sort_unstable();
    let count = times.len().max(1);
    Ok(Round {
        rate: count as f64 / took.as_secs_f64(),
        cost: used.as_secs_f64() * 1e6 / count as f64,
        p99: times.get(count * 99 / 100).copied().unwrap_or_default(),
    })
}

async fn repeat(address: SocketAddr, path: &str, until: Instant) -> Result<Vec<Duration>> {
    let mut connection = connect(address).await?;
    let mut times = Vec::new();
    while Instant::now() < until {
        let began = Instant::now();
        let answer = get(&mut connection, address, path, &[("accept", "text/html")]).await?;
        anyhow::ensure!(answer.status() == 200, "{path}: {}", answer.status());
        times.push(began.elapsed());
    }
    Ok(times)
}

/// A connection of HTTP/1.1.
///
/// # Errors
/// When the house does not answer.
pub async fn connect(address: SocketAddr) -> Result<SendRequest<Empty<Bytes>>> {
    let stream = TcpStream::connect(address).await?;
    stream.set_nodelay(true)?;
    let (sender, connection) = handshake(TokioIo::new(stream)).await?;
    tokio::spawn(async move {
        // Its end is seen by the sender.
        let _ = connection.await;
    });
    Ok(sender)
}

/// One answer, whole.
///
/// # Errors
/// When it does not come.
pub async fn get(
    connection: &mut SendRequest<Empty<Bytes>>,
    address: SocketAddr,
    path: &str,
    headers: &[(&str, &str)],
) -> Result<Response<Bytes>> {
    let request = Request::get(path).header(header::HOST, address.to_string());
    let request =
        headers.iter().fold(request, |request, (name, value)| request.header(*name, *value));
    connection.ready().await?;
    let answer =
        connection.send_request(request.body(Empty::new())?).await.context(path.to_owned())?;
    let (parts, body) = answer.into_parts();
    Ok(Response::from_parts(parts, body.collect().await?.to_bytes()))
}
