//! Writing a file: beside, whole, then under its name.
//!
//! While a batch of bytes is on its way to the disk in the blocking pool, the next one is received;
//! the sender waits when both are full. No thread is held while a slow sender thinks.

use std::io::ErrorKind;

use bytes::Bytes;
use futures::StreamExt;
use futures::stream::Fuse;
use maloca_files::{Chunks, Refused};
use tokio::task::{JoinHandle, spawn_blocking};

use crate::fault::{Failure, unavailable};
pub(crate) use beside::{Beside, Published, SHARED, there};
pub(crate) use locks::Locks;
pub(crate) use quota::Quota;
pub(crate) use upload::Upload;

mod beside;
mod locks;
mod quota;
mod upload;

/// How many bytes are written at once.
const BATCH: usize = 512 * 1024;

/// How many chunks are written at once, however small they are.
const PIECES: usize = 1024;

/// Fills a file that is being made. When this is dropped half way, nothing is left of the file.
pub(crate) async fn receive(
    make: impl FnOnce() -> Result<Upload, Failure> + Send + 'static,
    content: Chunks,
) -> Result<Upload, Failure> {
    let mut upload = done(spawn_blocking(make)).await?;
    // A short batch ends the file, and a stream must not be asked again after its end.
    let mut content = content.fuse();
    let mut batch = gather(&mut content).await?;
    while !batch.is_empty() {
        let work = spawn_blocking(move || upload.write(&batch).map(|()| upload));
        let next = gather(&mut content).await;
        upload = done(work).await?;
        batch = next?;
    }
    Ok(upload)
}

/// The next bytes, none at the end.
async fn gather(content: &mut Fuse<Chunks>) -> Result<Vec<Bytes>, Refused> {
    let (mut batch, mut size) = (Vec::new(), 0);
    while size < BATCH && batch.len() < PIECES {
        match content.next().await {
            Some(Ok(chunk)) if chunk.is_empty() => {}
            Some(Ok(chunk)) => {
                size += chunk.len();
                batch.push(chunk);
            }
            // How a door says that more comes than it lets in.
            Some(Err(error)) if error.kind() == ErrorKind::FileTooLarge => {
                return Err(Refused::TooLarge);
            }
            Some(Err(_)) => return Err(Refused::CutOff),
            None => break,
        }
    }
    Ok(batch)
}

async fn done<T>(work: JoinHandle<Result<T, Failure>>) -> Result<T, Failure> {
    work.await.map_err(|error| unavailable("a job of the disk", error))?
}

/// Does something that may wait for the disk, without holding up anybody else.
pub(crate) async fn blocking<T: Send + 'static>(
    job: impl FnOnce() -> Result<T, Failure> + Send + 'static,
) -> Result<T, Failure> {
    done(spawn_blocking(job)).await
}
