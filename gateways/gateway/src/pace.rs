//! Connections that must get on: a peer that neither sends nor takes for too long is put out.

use std::io::{self, IoSlice};
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Instant, Sleep, sleep};

use crate::Tally;

/// The least that must move while somebody waits for the peer.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    /// How long the peer has for it.
    pub window: Duration,
    /// How many bytes; with 1, any byte is enough for another window.
    pub bytes: usize,
}

/// A stream whose reads and writes fail with [`io::ErrorKind::TimedOut`] when the peer falls behind
/// its [`Pace`], and whose bytes are counted. Time in which nobody waits for the peer is not its
/// fault and does not count.
#[derive(Debug)]
pub struct Paced<S> {
    stream: S,
    reading: Watch,
    writing: Watch,
    tally: Tally,
}

impl<S> Paced<S> {
    /// Watches a stream.
    pub const fn new(stream: S, reading: Pace, writing: Pace, tally: Tally) -> Self {
        Self { stream, reading: Watch::new(reading), writing: Watch::new(writing), tally }
    }

    /// What a write came to, with the writer's patience in place of "not yet".
    fn wrote(
        &mut self,
        written: Poll<io::Result<usize>>,
        cx: &mut Context<'_>,
    ) -> Poll<io::Result<usize>> {
        match written {
            Poll::Pending => self.writing.wait(cx),
            Poll::Ready(Ok(bytes)) => {
                self.writing.moved(bytes);
                self.tally.sent(bytes);
                written
            }
            Poll::Ready(Err(_)) => written,
        }
    }
}

/// How one direction gets on.
#[derive(Debug)]
struct Watch {
    pace: Pace,
    moved: usize,
    /// Made at the first wait and kept; it counts while `armed`.
    timer: Option<Pin<Box<Sleep>>>,
    armed: bool,
}

impl Watch {
    const fn new(pace: Pace) -> Self {
        Self { pace, moved: 0, timer: None, armed: false }
    }

    const fn moved(&mut self, bytes: usize) {
        self.moved += bytes;
        if self.moved >= self.pace.bytes {
            self.moved = 0;
            self.armed = false;
        }
    }

    /// The answer to "not yet": pending while the window lasts, then the failure.
    fn wait<T>(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<T>> {
        let window = self.pace.window;
        let timer = self.timer.get_or_insert_with(|| Box::pin(sleep(window)));
        if !self.armed {
            timer.as_mut().reset(Instant::now() + window);
            self.armed = true;
        }
        ready!(timer.as_mut().poll(cx));
        Poll::Ready(Err(io::ErrorKind::TimedOut.into()))
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Paced<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        match Pin::new(&mut self.stream).poll_read(cx, buffer) {
            Poll::Pending => self.reading.wait(cx),
            done => {
                let bytes = buffer.filled().len() - before;
                self.reading.moved(bytes);
                self.tally.received(bytes);
                done
            }
        }
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Paced<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write(cx, bytes);
        self.wrote(written, cx)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        pieces: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write_vectored(cx, pieces);
        self.wrote(written, cx)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt, AsyncWriteExt, duplex};

    use super::*;

    const SOON: Pace = Pace { window: Duration::from_secs(10), bytes: 4 };

    #[tokio::test(start_paused = true)]
    async fn a_silent_peer_is_put_out() {
        let (stream, _silent) = duplex(64);
        let mut paced = Paced::new(stream, SOON, SOON, Tally::new("test"));
        let error = paced.read_u8().await.unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::TimedOut);
    }

    #[tokio::test(start_paused = true)]
    async fn a_peer_that_takes_less_than_the_pace_is_put_out_and_one_that_keeps_it_is_not() {
        for (sip, served) in [(1, false), (4, true)] {
            let (stream, mut peer) = duplex(1);
            let mut paced = Paced::new(stream, SOON, SOON, Tally::new("test"));
            tokio::spawn(async move {
                let mut bytes = [0; 4];
                while peer.read_exact(&mut bytes[..sip]).await.is_ok() {
                    tokio::time::sleep(Duration::from_secs(9)).await;
                }
            });
            assert_eq!(paced.write_all(&[0; 40]).await.is_ok(), served, "{sip}");
        }
    }

    #[tokio::test]
    async fn bytes_are_counted_both_ways() {
        let (stream, mut peer) = duplex(64);
        let tally = Tally::new("test");
        let mut paced = Paced::new(stream, SOON, SOON, tally.clone());
        peer.write_all(b"abc").await.unwrap();
        paced.read_exact(&mut [0; 3]).await.unwrap();
        paced.write_all(b"de").await.unwrap();
        assert_eq!((tally.bytes_received(), tally.bytes_sent()), (3, 2));
    }
}
