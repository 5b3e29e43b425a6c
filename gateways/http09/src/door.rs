//! The server, as the accept loop knows it.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use maloca_files::Files;
use maloca_gateway::{Life, Limits, Listen, Pace, Paced, Site, Tally, linger};
use maloca_people::Caller;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::time::timeout;

use crate::head::{self, Head};
use crate::shelf::Shelf;
use crate::trouble::Trouble;
use crate::{bare, full};

/// How many clients are served at once by default, as in the lab. The next waits in the kernel's
/// queue, in order.
pub const LIMITS: Limits = Limits { connections: 10 };

/// How long a client may take for the head of its request before it loses its place.
pub const HEAD_TIME: Duration = Duration::from_secs(10);

/// How long a client may send nothing of what it still has to send.
const SENDING: Pace = Pace { window: HEAD_TIME, bytes: 1 };

/// Who reads slower than this holds one of few places for nothing. A browser that is put out while
/// a video stands still asks again from where it stopped.
const TAKING: Pace = Pace { window: Duration::from_secs(30), bytes: 16 * 1024 };

/// The HTTP/0.9 door onto the whole tree.
pub struct Http09 {
    shelf: Shelf,
    tally: Tally,
}

impl Http09 {
    /// Serves the tree with the rights of `who`, a guest, to those who ask for a name of `site`.
    pub fn new(files: Arc<dyn Files>, who: Caller, site: Site, tally: Tally) -> Self {
        Self { shelf: Shelf::new(files, who, site), tally }
    }

    /// Answers one request and ends the connection.
    async fn talk(&self, stream: impl AsyncRead + AsyncWrite + Send + Unpin) {
        let mut stream = Paced::new(stream, SENDING, TAKING, self.tally.clone());
        // Who says nothing in time, or goes before the end, is owed no answer.
        let Ok(Ok(Some(head))) = timeout(HEAD_TIME, head::read(&mut stream)).await else { return };
        let answered = match head {
            // hyper keeps the connection to itself and ends it.
            Head::Full(head) => {
                return self.tally.answer(full::serve(head, stream, &self.shelf).await);
            }
            Head::Bare(line) => bare::answer(&line, &self.shelf, &mut stream).await,
            Head::TooLong => full::refuse(Trouble::TooLong, &mut stream).await,
            Head::Version => full::refuse(Trouble::Version, &mut stream).await,
        };
        self.tally.answer(matches!(answered, Ok(true)));
        // A broken answer is not made to look finished.
        if answered.is_ok() {
            linger(&mut stream).await;
        }
    }
}

#[async_trait]
impl Listen for Http09 {
    fn door(&self) -> &'static str {
        "http09"
    }

    async fn serve(&self, stream: TcpStream, _: SocketAddr, life: Life) {
        tokio::select! {
            () = life.ended() => {}
            () = self.talk(stream) => {}
        }
    }
}

#[cfg(test)]
mod tests;
