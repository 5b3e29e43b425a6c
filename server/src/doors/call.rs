//! A call of gRPC to the house's own door, with every byte of its connection.

use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Instant;

use bytes::Bytes;
use http::{HeaderMap, Request, header};
use http_body_util::{BodyExt, Full};
use hyper_util::rt::{TokioExecutor, TokioIo};
use maloca_app::doors::wire::{End, Exchange, Talk};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::timeout;

use super::frames::frames;
use super::show::{MOST, show};
use super::talk::{PATIENCE, connect};

/// A unary call: its path, its message, and how the answer's message is told.
pub struct Call {
    /// `/package.Service/Method`
    pub path: &'static str,
    /// The request, encoded.
    pub message: Vec<u8>,
    /// The answer in words, `None` when it cannot be decoded.
    pub read: fn(&[u8]) -> Option<String>,
}

/// Makes a call and tells what went through.
///
/// # Errors
/// When the connection cannot be made.
pub async fn call(door: SocketAddr, call: &Call) -> io::Result<Exchange> {
    let began = Instant::now();
    let tape = Tape::default();
    let stream = Recorded { stream: connect(door).await?, tape: tape.clone() };
    let answer = timeout(PATIENCE, answer(stream, door, call)).await;
    let end = if answer.is_ok() { End::Whole } else { End::Silent };
    let meaning = answer.ok().flatten();
    let (sent, received) = tape.both();
    Ok(Exchange {
        frames: [frames(&sent, true), frames(&received, false)].concat(),
        talk: Talk {
            sent: show(&sent),
            received: show(&received),
            end: if received.len() > MOST { End::Cut } else { end },
            micros: u64::try_from(began.elapsed().as_micros()).unwrap_or(u64::MAX),
        },
        meaning,
        modern: None,
    })
}

async fn answer(stream: Recorded, door: SocketAddr, call: &Call) -> Option<String> {
    let (mut sender, connection) =
        hyper::client::conn::http2::handshake(TokioExecutor::new(), TokioIo::new(stream))
            .await
            .ok()?;
    let connection = tokio::spawn(connection);
    let request = Request::post(format!("http://{door}{}", call.path))
        .header(header::CONTENT_TYPE, "application/grpc")
        .header(header::TE, "trailers")
        .body(Full::new(framed(&call.message)))
        .ok()?;
    let response = sender.send_request(request).await.ok()?;
    let head = response.headers().clone();
    let body = response.into_body().collect().await.ok()?;
    let trailers = body.trailers().cloned().unwrap_or(head);
    let said = body.to_bytes().get(5..).and_then(|message| (call.read)(message));
    drop(sender);
    // What the connection still says belongs to the exchange, and it ends with its last call.
    let _ = connection.await;
    Some(told(&trailers, said))
}

/// A message behind its length, not compressed (the gRPC protocol over HTTP/2).
fn framed(message: &[u8]) -> Bytes {
    let length = u32::try_from(message.len()).unwrap_or(u32::MAX).to_be_bytes();
    [&[0], length.as_slice(), message].concat().into()
}

fn told(trailers: &HeaderMap, said: Option<String>) -> String {
    let text = |name: &str| trailers.get(name).and_then(|value| value.to_str().ok());
    let status = format!("grpc-status: {}", text("grpc-status").unwrap_or("?"));
    let reason = text("grpc-message").map(|reason| {
        percent_encoding::percent_decode_str(reason).decode_utf8_lossy().into_owned()
    });
    [Some(status), reason, said].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// What went both ways, a little more than is shown.
#[derive(Clone, Default)]
struct Tape(Arc<Mutex<(Vec<u8>, Vec<u8>)>>);

impl Tape {
    fn add(&self, sent: &[u8], received: &[u8]) {
        let mut both = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let room =
            |kept: &Vec<u8>, new: &[u8]| new.len().min((MOST + 1).saturating_sub(kept.len()));
        let (sent_room, received_room) = (room(&both.0, sent), room(&both.1, received));
        both.0.extend_from_slice(&sent[..sent_room]);
        both.1.extend_from_slice(&received[..received_room]);
    }

    fn both(&self) -> (Vec<u8>, Vec<u8>) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

struct Recorded {
    stream: tokio::net::TcpStream,
    tape: Tape,
}

impl AsyncRead for Recorded {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        let read = Pin::new(&mut self.stream).poll_read(cx, buffer);
        self.tape.add(&[], &buffer.filled()[before..]);
        read
    }
}

impl AsyncWrite for Recorded {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write(cx, bytes);
        if let Poll::Ready(Ok(length)) = written {
            self.tape.add(&bytes[..length], &[]);
        }
        written
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}
