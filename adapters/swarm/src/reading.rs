//! A file of the group for reading, while it comes.

use std::io;
use std::ops::Range;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use futures::stream;
use maloca_fault::Fault;
use maloca_files::vault::Piece;
use maloca_files::{Chunks, Content, Kind, Meta, Version};
use maloca_nodes::fetch::ranges::Ranges;
use maloca_nodes::network::Refused;
use time::OffsetDateTime;
use tokio::sync::watch;
use tokio::task::spawn_blocking;
use tokio::time::{sleep, timeout};

use crate::arrivals::{Arrival, Progress};

/// The most that is read at once, in bytes.
const BLOCK: u64 = 256 * 1024;
/// How long a reader waits for the next byte.
const PATIENCE: Duration = Duration::from_secs(60);
/// How long what came is kept after the last reader has gone: another one may begin where it left.
const LINGER: Duration = Duration::from_secs(60);

/// The bytes of one file.
pub(crate) struct Reading {
    piece: Piece,
    meta: Meta,
    /// How it comes, when it is not here.
    arrival: Option<Arc<Arrival>>,
}

impl Reading {
    /// A file of this node.
    pub(crate) fn own(piece: Piece, modified: OffsetDateTime) -> Arc<Self> {
        Arc::new(Self { meta: meta(&piece, modified), piece, arrival: None })
    }

    /// A file that comes, once it is proved how long it is.
    pub(crate) async fn open(
        arrival: Arc<Arrival>,
        modified: OffsetDateTime,
    ) -> Result<Arc<Self>, Fault<Refused>> {
        let mut progress = arrival.progress();
        let known = |it: &Progress| it.piece.is_some() || it.failed.is_some();
        let known = progress.wait_for(known).await.map_err(|_| Refused::Nobody)?.clone();
        match (known.piece, known.failed) {
            (Some(piece), None) => {
                Ok(Arc::new(Self { meta: meta(&piece, modified), piece, arrival: Some(arrival) }))
            }
            (_, failed) => Err(failed.map_or(Fault::Missing, |fault| fault.map(Refused::Files))),
        }
    }

    /// The next bytes of a range, when they are here.
    async fn next(&self, range: Range<u64>) -> io::Result<Bytes> {
        let range = match &self.arrival {
            Some(arrival) => self.arrived(arrival, range).await?,
            None => range,
        };
        let (data, most) = (Arc::clone(&self.piece.data), (range.end - range.start).min(BLOCK));
        let reading = move || {
            let mut bytes = vec![0; usize::try_from(most).unwrap_or(0)];
            let count = data.read_at(range.start, &mut bytes)?;
            bytes.truncate(count);
            if bytes.is_empty() { Err(io::ErrorKind::UnexpectedEof.into()) } else { Ok(bytes) }
        };
        spawn_blocking(reading).await.map_err(io::Error::other)?.map(Bytes::from)
    }

    /// As much of the beginning of a range as is here, waited for.
    async fn arrived(&self, arrival: &Arrival, range: Range<u64>) -> io::Result<Range<u64>> {
        let mut progress = arrival.progress();
        if let Some(here) = beginning(&progress.borrow().held, &range) {
            return Ok(here);
        }
        arrival.seek(range.start);
        timeout(PATIENCE, wait(&mut progress, &range)).await?
    }
}

async fn wait(
    progress: &mut watch::Receiver<Progress>,
    range: &Range<u64>,
) -> io::Result<Range<u64>> {
    loop {
        {
            let now = progress.borrow_and_update();
            if let Some(here) = beginning(&now.held, range) {
                return Ok(here);
            }
            if let Some(fault) = &now.failed {
                return Err(io::Error::other(fault.to_string()));
            }
        }
        progress.changed().await.map_err(io::Error::other)?;
    }
}

fn beginning(held: &Ranges, range: &Range<u64>) -> Option<Range<u64>> {
    let here = held.iter().find(|here| here.contains(&range.start))?;
    Some(range.start..range.end.min(here.end))
}

impl Content for Reading {
    fn meta(&self) -> &Meta {
        &self.meta
    }

    fn read(self: Arc<Self>, range: Range<u64>) -> Chunks {
        Box::pin(stream::try_unfold((self, range), |(reading, range)| async move {
            if range.is_empty() {
                return Ok(None);
            }
            let bytes = reading.next(range.clone()).await?;
            let rest = range.start + bytes.len() as u64..range.end;
            Ok(Some((bytes, (reading, rest))))
        }))
    }
}

impl Drop for Reading {
    fn drop(&mut self) {
        let Some(arrival) = self.arrival.take() else { return };
        if arrival.progress().borrow().failed.is_some() {
            return;
        }
        if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            runtime.spawn(async move {
                sleep(LINGER).await;
                drop(arrival);
            });
        }
    }
}

/// What is in a file names its version: it never changes.
fn meta(piece: &Piece, modified: OffsetDateTime) -> Meta {
    let version = Version(piece.hash.to_string());
    Meta { kind: Kind::File, size: piece.size, modified, version }
}
