//! Bytes of a file.

use std::io::{self, BufWriter, Write};
use std::ops::Range;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use iroh::endpoint::SendStream;
use maloca_files::Hash;
use maloca_files::vault::Piece;
use maloca_nodes::wire::Reply;
use tokio::sync::mpsc;
use tokio::time::timeout;

use super::{Desk, LACKING};
use crate::bao;
use crate::frame::{self, Broken};
use crate::shared::Shared;

/// How many bytes are handed to the connection at once.
const BLOCK: usize = 64 * 1024;
/// How many such blocks may wait.
const AHEAD: usize = 4;
/// How long the other side may take for one of them.
const PATIENCE: Duration = Duration::from_secs(30);

/// How long a get waits for its turn: the other side gives up after two seconds of silence.
const QUEUE: Duration = Duration::from_millis(1_500);

/// Serves a get, when not too many are served already.
pub(super) async fn give(
    shared: &Arc<Shared>,
    desk: &Desk,
    hash: &Hash,
    range: Range<u64>,
    send: &mut SendStream,
) -> Result<(), Broken> {
    let turns = async { tokio::try_join!(desk.gets.acquire(), shared.gets.acquire()) };
    let Ok(Ok(_turns)) = timeout(QUEUE, turns).await else {
        return frame::write(send, &Reply::Busy).await;
    };
    let piece = find(shared, desk, hash, &range).await;
    let Some(piece) = piece else { return frame::write(send, &Reply::Lacking).await };
    frame::write(send, &Reply::Given { size: piece.size }).await?;
    pour(piece, range, send).await.inspect_err(|_| shared.pieces.drop(hash))
}

/// The file, when these bytes of it are here.
async fn find(shared: &Shared, desk: &Desk, hash: &Hash, range: &Range<u64>) -> Option<Piece> {
    if let Some((piece, held)) = shared.arrivals.partial(hash) {
        return (bao::is_askable(range, piece.size) && held.covers(range)).then_some(piece);
    }
    let _turn = desk.lookups.acquire().await.ok()?;
    shared.own(hash).await.filter(|piece| bao::is_askable(range, piece.size))
}

async fn pour(piece: Piece, range: Range<u64>, send: &mut SendStream) -> Result<(), Broken> {
    let (pipe, mut blocks) = mpsc::channel(AHEAD);
    let encoding = tokio::task::spawn_blocking(move || {
        let mut out = BufWriter::with_capacity(BLOCK, Pipe(pipe));
        bao::encode(&piece, &range, &mut out).map_err(io::Error::from)?;
        out.flush()
    });
    while let Some(block) = blocks.recv().await {
        timeout(PATIENCE, send.write_chunk(block)).await?.map_err(Broken::ended)?;
    }
    match encoding.await.map_err(Broken::ended)? {
        Ok(()) => send.finish().map_err(Broken::ended),
        Err(error) => {
            let _ = send.reset(LACKING.into());
            Err(Broken::ended(error))
        }
    }
}

/// From a thread that waits for the disk to a task that waits for the network.
struct Pipe(mpsc::Sender<Bytes>);

impl Write for Pipe {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let block = Bytes::copy_from_slice(bytes);
        self.0.blocking_send(block).map_err(|_| io::ErrorKind::BrokenPipe)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
