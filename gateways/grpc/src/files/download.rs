//! Bytes on their way out. They are read when the caller has taken those before.

use std::io;
use std::ops::Range;
use std::sync::Arc;

use bytes::Bytes;
use futures::{Stream, StreamExt, stream};
use maloca_fault::Fault;
use maloca_files::{Content, Path, Refused};
use tonic::Status;

use super::wire;
use crate::contract::v1::download_response::Part;
use crate::contract::v1::{DownloadRequest, DownloadResponse};
use crate::status::status;

/// The most bytes of one message.
const CHUNK: usize = 64 * 1024;

/// The file as it was opened, then the bytes asked for.
pub(super) fn parts(
    path: &Path,
    content: Arc<dyn Content>,
    asked: &DownloadRequest,
) -> Result<impl Stream<Item = Result<DownloadResponse, Status>> + Send + use<>, Status> {
    let meta = content.meta();
    if !asked.etag.is_empty() && asked.etag != meta.version.0 {
        return Err(status(Fault::Refused(Refused::Conflict)));
    }
    let range = range(asked, meta.size)?;
    let entry = stream::iter([Ok(part(Part::Entry(wire::entry(path, meta))))]);
    let bytes = content.read(range).flat_map(|chunk| stream::iter(pieces(chunk)));
    Ok(entry.chain(bytes))
}

fn range(asked: &DownloadRequest, size: u64) -> Result<Range<u64>, Status> {
    if asked.offset > size {
        let text = format!("the file has {size} bytes; begin at one of them");
        return Err(Status::out_of_range(text));
    }
    let length = asked.length.unwrap_or(u64::MAX);
    Ok(asked.offset..asked.offset.saturating_add(length).min(size))
}

/// A chunk of any size as messages of a bounded size. They share its memory.
fn pieces(chunk: io::Result<Bytes>) -> Vec<Result<DownloadResponse, Status>> {
    let mut rest = match chunk {
        Ok(chunk) => chunk,
        Err(error) => return vec![Err(torn(&error))],
    };
    let mut pieces = Vec::with_capacity(rest.len().div_ceil(CHUNK));
    while !rest.is_empty() {
        let piece = rest.split_to(rest.len().min(CHUNK));
        pieces.push(Ok(part(Part::Data(piece))));
    }
    pieces
}

const fn part(part: Part) -> DownloadResponse {
    DownloadResponse { part: Some(part) }
}

fn torn(error: &io::Error) -> Status {
    tracing::warn!(%error, "a file could not be read to its end");
    Status::aborted("the file changed while it was read; fetch it again")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(offset: u64, length: Option<u64>) -> DownloadRequest {
        DownloadRequest { offset, length, ..DownloadRequest::default() }
    }

    #[test]
    fn a_part_ends_where_the_file_ends() {
        assert_eq!(range(&asked(0, None), 10).unwrap(), 0..10);
        assert_eq!(range(&asked(4, Some(3)), 10).unwrap(), 4..7);
        assert_eq!(range(&asked(4, Some(u64::MAX)), 10).unwrap(), 4..10);
        assert_eq!(range(&asked(10, None), 10).unwrap(), 10..10);
        assert_eq!(range(&asked(11, None), 10).unwrap_err().code(), tonic::Code::OutOfRange);
    }

    #[test]
    fn a_large_chunk_becomes_messages_of_a_bounded_size() {
        let pieces = pieces(Ok(Bytes::from(vec![0; 2 * CHUNK + 1])));
        let sizes = pieces.into_iter().map(|piece| match piece.unwrap().part {
            Some(Part::Data(data)) => data.len(),
            other => panic!("{other:?}"),
        });
        assert_eq!(sizes.collect::<Vec<_>>(), [CHUNK, CHUNK, 1]);
    }
}
