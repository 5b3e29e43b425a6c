//! A range of a file of this node with what proves it, block by block.

use std::io::{self, BufWriter, Write};
use std::ops::Range;
use std::time::Duration;

use bytes::Bytes;
use maloca_files::vault::Piece;
use tokio::runtime::Handle;
use tokio::sync::mpsc;
use tokio::task::{JoinHandle, spawn_blocking};
use tokio::time::timeout;

use crate::bao;

/// How many bytes are handed on at once.
const BLOCK: usize = 64 * 1024;
/// How many such blocks may wait.
const AHEAD: usize = 4;
/// How long the other side may take for one of them.
pub(crate) const PATIENCE: Duration = Duration::from_secs(30);

/// It is read no faster than it is taken, and no further once this is dropped.
pub(crate) struct Encoding {
    blocks: mpsc::Receiver<Bytes>,
    work: Option<JoinHandle<io::Result<()>>>,
}

impl Encoding {
    /// The turn of whoever asked ends when all is read, or nobody takes it.
    pub(crate) fn begin(piece: Piece, range: Range<u64>, turn: impl Send + 'static) -> Self {
        let ((blocks, taken), runtime) = (mpsc::channel(AHEAD), Handle::current());
        let work = spawn_blocking(move || {
            let _turn = turn;
            let mut out = BufWriter::with_capacity(BLOCK, Pipe { blocks, runtime });
            bao::encode(&piece, &range, &mut out).map_err(io::Error::from)?;
            out.flush()
        });
        Self { blocks: taken, work: Some(work) }
    }

    /// The next block; nothing after the last one. It fails when the file is not any more what it was.
    pub(crate) async fn next(&mut self) -> io::Result<Option<Bytes>> {
        if let Some(block) = self.blocks.recv().await {
            return Ok(Some(block));
        }
        match self.work.take() {
            Some(work) => work.await.map_err(io::Error::other)?.map(|()| None),
            None => Ok(None),
        }
    }
}

/// From a thread that waits for the disk to a task that waits for the network.
struct Pipe {
    blocks: mpsc::Sender<Bytes>,
    runtime: Handle,
}

impl Write for Pipe {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let block = Bytes::copy_from_slice(bytes);
        let sending = async { timeout(PATIENCE, self.blocks.send(block)).await };
        let sent = self.runtime.block_on(sending)?;
        sent.map(|()| bytes.len()).map_err(|_| io::ErrorKind::BrokenPipe.into())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
