//! A body that becomes a file: as long as the disk takes it, as slow as the sender is, but not silent.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use axum::body::{Body, BodyDataStream};
use axum::http::{HeaderMap, header};
use bytes::Bytes;
use futures::{Stream, StreamExt};
use maloca_files::Chunks;
use tokio::time::{Instant, Sleep, sleep, timeout};

/// How long a sender may stay silent.
pub const PATIENCE: Duration = Duration::from_secs(60);
/// How long, and for how many bytes, one who was refused is listened to.
const FAREWELL: (Duration, usize) = (Duration::from_secs(5), 32 * 1024 * 1024);

/// The chunks of a request's body. They end with an error when the sender goes away or falls silent.
pub fn chunks(body: Body, headers: &HeaderMap) -> Chunks {
    Box::pin(Arriving::new(body, headers, PATIENCE))
}

struct Arriving {
    /// `None` after the end.
    body: Option<BodyDataStream>,
    patience: Duration,
    silence: Pin<Box<Sleep>>,
    /// Whether the sender sends already. One who asked first (`Expect: 100-continue`) waits until
    /// somebody reads.
    began: bool,
}

impl Arriving {
    fn new(body: Body, headers: &HeaderMap, patience: Duration) -> Self {
        let (body, silence) = (Some(body.into_data_stream()), Box::pin(sleep(patience)));
        Self { body, patience, silence, began: !headers.contains_key(header::EXPECT) }
    }
}

impl Stream for Arriving {
    type Item = io::Result<Bytes>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        this.began = true;
        let Some(body) = &mut this.body else { return Poll::Ready(None) };
        match body.poll_next_unpin(context) {
            Poll::Ready(Some(Ok(chunk))) => {
                this.silence.as_mut().reset(Instant::now() + this.patience);
                Poll::Ready(Some(Ok(chunk)))
            }
            Poll::Ready(end) => {
                this.body = None;
                Poll::Ready(end.map(|last| last.map_err(io::Error::other)))
            }
            Poll::Pending => {
                ready!(this.silence.as_mut().poll(context));
                this.body = None;
                Poll::Ready(Some(Err(io::ErrorKind::TimedOut.into())))
            }
        }
    }
}

impl Drop for Arriving {
    /// Refused half way: a sender that is cut off may never see why, because the system throws the
    /// answer away with the connection. So it is listened to a little longer.
    fn drop(&mut self) {
        if let Some(body) = self.body.take().filter(|_| self.began) {
            tokio::spawn(timeout(FAREWELL.0, listen(body)));
        }
    }
}

async fn listen(mut body: BodyDataStream) {
    let mut left = FAREWELL.1;
    while let Some(Ok(chunk)) = body.next().await {
        match left.checked_sub(chunk.len()) {
            Some(less) => left = less,
            None => return,
        }
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;
    use futures::stream;

    use super::*;

    #[tokio::test]
    async fn a_sender_that_falls_silent_is_given_up() {
        let silent = Body::from_stream(stream::pending::<io::Result<Bytes>>());
        let mut chunks = Arriving::new(silent, &HeaderMap::new(), Duration::from_millis(5));
        let error = chunks.next().await.unwrap().unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::TimedOut);
        assert!(chunks.next().await.is_none());
    }

    #[tokio::test]
    async fn one_who_was_refused_is_listened_to_for_a_while_only() {
        let (sender, mut receiver) = tokio::sync::mpsc::unbounded_channel();
        let body = stream::repeat_with(move || {
            let _ = sender.send(());
            Ok::<_, io::Error>(Bytes::from_static(&[0; 1024 * 1024]))
        });
        drop(chunks(Body::from_stream(body), &HeaderMap::new()));
        let mut heard = 0;
        while receiver.recv().await.is_some() {
            heard += 1;
        }
        assert_eq!(heard, 33);
    }

    #[tokio::test]
    async fn one_who_asked_first_is_not_made_to_send() {
        let (sender, mut receiver) = tokio::sync::mpsc::unbounded_channel();
        let body = stream::poll_fn(move |_| {
            let _ = sender.send(());
            Poll::Ready(None::<io::Result<Bytes>>)
        });
        let expects = [(header::EXPECT, HeaderValue::from_static("100-continue"))];
        drop(chunks(Body::from_stream(body), &HeaderMap::from_iter(expects)));
        tokio::task::yield_now().await;
        assert!(receiver.try_recv().is_err());
    }
}
