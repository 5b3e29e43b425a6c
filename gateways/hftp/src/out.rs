//! What waits to be sent.

use std::io;

use tokio::io::{AsyncWrite, AsyncWriteExt};

use crate::Code;

/// Above this many bytes nothing waits any longer.
const FULL: usize = 16 * 1024;

/// Collects small writes, so that the answers to a packet of requests leave in few packets.
#[derive(Debug)]
pub(crate) struct Out<S> {
    /// Where it goes.
    pub(crate) stream: S,
    waiting: Vec<u8>,
}

impl<S: AsyncWrite + Unpin> Out<S> {
    /// Nothing waits yet.
    pub(crate) const fn new(stream: S) -> Self {
        Self { stream, waiting: Vec::new() }
    }

    /// Adds bytes; returns when all but a few of them are on their way.
    pub(crate) async fn put(&mut self, bytes: &[u8]) -> io::Result<()> {
        if bytes.len() >= FULL {
            self.flush().await?;
            return self.stream.write_all(bytes).await;
        }
        self.waiting.extend_from_slice(bytes);
        if self.waiting.len() >= FULL { self.flush().await } else { Ok(()) }
    }

    /// Adds a status line.
    pub(crate) async fn status(&mut self, code: Code) -> io::Result<()> {
        self.put(code.line().as_bytes()).await
    }

    /// Adds a line.
    pub(crate) async fn line(&mut self, text: &str) -> io::Result<()> {
        self.put(text.as_bytes()).await?;
        self.put(b"\r\n").await
    }

    /// Sends all that waits. What the buffer held on to in a busy moment is given back.
    pub(crate) async fn flush(&mut self) -> io::Result<()> {
        if self.waiting.is_empty() {
            return Ok(());
        }
        let sent = self.stream.write_all(&self.waiting).await;
        self.waiting.clear();
        self.waiting.shrink_to(1024);
        sent
    }
}
