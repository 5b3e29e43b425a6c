//! Connections whose bytes are counted, and nothing else is done to them.

use std::io::{self, IoSlice};
use std::pin::Pin;
use std::task::{Context, Poll};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

use crate::Tally;

/// A stream whose bytes are counted. Writes of several pieces stay one call to the kernel.
#[derive(Debug)]
pub struct Counted<S> {
    stream: S,
    tally: Tally,
}

impl<S> Counted<S> {
    /// Counts the bytes of a stream.
    pub const fn new(stream: S, tally: Tally) -> Self {
        Self { stream, tally }
    }

    fn sent(&self, written: Poll<io::Result<usize>>) -> Poll<io::Result<usize>> {
        if let Poll::Ready(Ok(bytes)) = written {
            self.tally.sent(bytes);
        }
        written
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Counted<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        let read = Pin::new(&mut self.stream).poll_read(cx, buffer);
        self.tally.received(buffer.filled().len() - before);
        read
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Counted<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write(cx, bytes);
        self.sent(written)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        pieces: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write_vectored(cx, pieces);
        self.sent(written)
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

    #[tokio::test]
    async fn bytes_are_counted_both_ways_in_one_piece_and_in_several() {
        let (stream, mut peer) = duplex(64);
        let tally = Tally::new("test");
        let mut counted = Counted::new(stream, tally.clone());
        peer.write_all(b"abc").await.unwrap();
        counted.read_exact(&mut [0; 3]).await.unwrap();
        counted.write_all(b"de").await.unwrap();
        let pieces = [IoSlice::new(b"f"), IoSlice::new(b"gh")];
        let more = counted.write_vectored(&pieces).await.unwrap() as u64;
        assert_eq!((tally.bytes_received(), tally.bytes_sent()), (3, 2 + more));
    }
}
