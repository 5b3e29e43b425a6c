//! What is asked of a member over plain HTTP: slices of files at its web door, when there is no connection
//! with it, and whether its relay is there. Nobody is believed, not even to be that member: bytes prove
//! themselves.

use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use futures::{Stream, TryStreamExt};
use http_body_util::{BodyDataStream, BodyExt, Empty, Limited};
use hyper::body::Incoming;
use hyper::client::conn::http1;
use hyper::header::HOST;
use hyper::{Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use maloca_nodes::NodeId;
use maloca_nodes::fetch::Failure;
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_util::io::StreamReader;
use tokio_util::task::AbortOnDropHandle;

use crate::coming::{Coming, Want};

/// How long it may take until an answer begins.
const PATIENCE: Duration = Duration::from_secs(5);
/// How much of an answer waits to be read, and the most of its head, in bytes.
const BUFFER: usize = 64 * 1024;
/// How long a relay may take to say whose it is.
const KNOCKING: Duration = Duration::from_secs(2);
/// The longest name of a node as it stands there, in bytes.
const MAX_NAME: usize = 256;

/// An answer whose connection ends with it.
struct Body(BodyDataStream<Incoming>, #[expect(dead_code, reason = "kept")] AbortOnDropHandle<()>);

/// Asks for bytes. Wherever an answer points elsewhere, nobody follows.
pub(crate) async fn get(door: SocketAddr, want: &Want) -> Result<Coming, Failure> {
    let Want { hash, range, .. } = want;
    let (from, to) = (range.start, range.end);
    let target = format!("/api/v1/network/slices/{hash}?from={from}&to={to}");
    let asking = timeout(PATIENCE, ask(door, target));
    let (answer, connection) = asking.await.map_err(gone)?.map_err(gone)?;
    match answer.status() {
        StatusCode::OK => {
            let body = Body(BodyDataStream::new(answer.into_body()), connection);
            Ok(Coming::new(want, StreamReader::new(body)))
        }
        StatusCode::NOT_FOUND => Err(Failure::Lacking),
        _ => Err(Failure::Gone),
    }
}

/// Who says that it answers there, if anybody does.
pub(crate) async fn whose(relay: SocketAddr) -> Option<NodeId> {
    let asking = async {
        let (answer, _connection) = ask(relay, "/ping".to_owned()).await.ok()?;
        let body = Limited::new(answer.into_body(), MAX_NAME).collect().await.ok()?;
        std::str::from_utf8(&body.to_bytes()).ok()?.trim().parse().ok()
    };
    timeout(KNOCKING, asking).await.ok()?
}

async fn ask(
    door: SocketAddr,
    target: String,
) -> io::Result<(Response<Incoming>, AbortOnDropHandle<()>)> {
    let stream = TokioIo::new(TcpStream::connect(door).await?);
    let mut client = http1::Builder::new();
    let opening = client.max_buf_size(BUFFER).handshake(stream);
    let (mut sender, connection) = opening.await.map_err(io::Error::other)?;
    let connection = tokio::spawn(async move { drop(connection.await) });
    let connection = AbortOnDropHandle::new(connection);
    let request = Request::get(target).header(HOST, door.to_string()).body(Empty::<Bytes>::new());
    let answer = sender.send_request(request.map_err(io::Error::other)?).await;
    Ok((answer.map_err(io::Error::other)?, connection))
}

fn gone<E>(_: E) -> Failure {
    Failure::Gone
}

impl Stream for Body {
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.try_poll_next_unpin(context).map_err(io::Error::other)
    }
}
