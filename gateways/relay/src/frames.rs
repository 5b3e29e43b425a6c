//! The frames on a WebSocket, at the pace that everybody has.

use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use futures::{Sink, SinkExt, Stream, StreamExt};
use hyper::upgrade::Upgraded;
use hyper_util::rt::TokioIo;
use iroh_relay::ExportKeyingMaterial;
use iroh_relay::protos::streams::StreamError;
use iroh_relay::server::streams::Bucket;
use tokio::time::{Sleep, sleep_until};
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::{Role, WebSocketConfig};
use tokio_util::sync::{CancellationToken, DropGuard};

/// The longest frame, in bytes: what the protocol allows a packet, and its head.
const MAX_FRAME: usize = 64 * 1024 + 1024;
/// How much of a connection waits to be read, and to be sent before it is, in bytes.
const BUFFER: usize = 16 * 1024;
/// The most that waits to be sent, in bytes.
const MAX_BUFFER: usize = 2 * MAX_FRAME;
/// How many bytes a second one connection sends on: 32 Mbit/s.
const RATE: i64 = 4 * 1024 * 1024;
/// How many at once after a pause.
const BURST: i64 = 1024 * 1024;
/// How often it gets its share of the rate.
const REFILL: Duration = Duration::from_millis(50);

/// The frames of one connection.
pub(crate) struct Frames {
    socket: WebSocketStream<TokioIo<Upgraded>>,
    bucket: Bucket,
    /// A frame that came too early.
    early: Option<(Pin<Box<Sleep>>, Bytes)>,
    /// Tells that the connection is over, when nobody holds it any more.
    _ends: DropGuard,
}

impl Frames {
    /// The frames on a connection, and what is cancelled when they end. `None` if the rate is none.
    pub(crate) async fn new(upgraded: Upgraded) -> Option<(Self, CancellationToken)> {
        let config = WebSocketConfig::default()
            .max_message_size(Some(MAX_FRAME))
            .max_frame_size(Some(MAX_FRAME))
            .read_buffer_size(BUFFER)
            .write_buffer_size(BUFFER)
            .max_write_buffer_size(MAX_BUFFER);
        let io = TokioIo::new(upgraded);
        let socket = WebSocketStream::from_raw_socket(io, Role::Server, Some(config)).await;
        let (bucket, ended) = (Bucket::new(BURST, RATE, REFILL).ok()?, CancellationToken::new());
        let ends = ended.clone().drop_guard();
        Some((Self { socket, bucket, early: None, _ends: ends }, ended))
    }
}

impl Stream for Frames {
    type Item = Result<Bytes, StreamError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            if let Some((pause, _)) = &mut self.early {
                ready!(pause.as_mut().poll(context));
                return Poll::Ready(self.early.take().map(|(_, frame)| Ok(frame)));
            }
            let frame = match ready!(self.socket.poll_next_unpin(context)) {
                Some(Ok(Message::Binary(frame))) => frame,
                None | Some(Ok(Message::Close(_))) => return Poll::Ready(None),
                Some(Ok(_)) => continue,
                Some(Err(error)) => return Poll::Ready(Some(Err(StreamError::from_std(error)))),
            };
            match self.bucket.consume(frame.len()) {
                Ok(()) => return Poll::Ready(Some(Ok(frame))),
                Err(until) => self.early = Some((Box::pin(sleep_until(until)), frame)),
            }
        }
    }
}

impl Sink<Bytes> for Frames {
    type Error = StreamError;

    fn poll_ready(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Result<(), StreamError>> {
        self.socket.poll_ready_unpin(context).map_err(StreamError::from_std)
    }

    fn start_send(mut self: Pin<&mut Self>, frame: Bytes) -> Result<(), StreamError> {
        self.socket.start_send_unpin(Message::Binary(frame)).map_err(StreamError::from_std)
    }

    fn poll_flush(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Result<(), StreamError>> {
        self.socket.poll_flush_unpin(context).map_err(StreamError::from_std)
    }

    fn poll_close(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Result<(), StreamError>> {
        self.socket.poll_close_unpin(context).map_err(StreamError::from_std)
    }
}

/// There is no TLS whose keys could prove anything: clients sign a challenge.
impl ExportKeyingMaterial for Frames {
    fn export_keying_material<T: AsMut<[u8]>>(
        &self,
        _: T,
        _: &[u8],
        _: Option<&[u8]>,
    ) -> Option<T> {
        None
    }
}
