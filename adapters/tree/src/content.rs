//! Reading an open file.
//!
//! What the page cache holds is read at once (`RWF_NOWAIT`), without a change of threads; what has
//! to come from the disk is read in the blocking pool. Between two chunks nothing is held but the
//! open file, however slow the reader.

use std::io::{self, IoSliceMut};
use std::ops::Range;
use std::os::fd::OwnedFd;
use std::sync::Arc;

use bytes::Bytes;
use futures::stream;
use maloca_files::{Chunks, Content, Meta};
use rustix::buffer::spare_capacity;
use rustix::fs::{Advice, fadvise};
use rustix::io::{Errno, ReadWriteFlags, pread, preadv2};

/// How much is read at once.
const CHUNK: u64 = 128 * 1024;

/// From this length on the kernel is told that the file is read from front to end.
const LONG: u64 = 1024 * 1024;

/// A file held open: its content stays readable whatever happens to its name.
pub(crate) struct OpenFile {
    fd: OwnedFd,
    meta: Meta,
}

impl OpenFile {
    pub(crate) const fn new(fd: OwnedFd, meta: Meta) -> Self {
        Self { fd, meta }
    }

    /// The first bytes of a range, as many as can be had without waiting for the disk; `None` when
    /// none can.
    fn at_hand(&self, range: &Range<u64>) -> Option<io::Result<Bytes>> {
        let mut buffer = vec![0; length(range)];
        let slices = &mut [IoSliceMut::new(&mut buffer)];
        match preadv2(&self.fd, slices, range.start, ReadWriteFlags::NOWAIT) {
            Ok(0) => Some(Err(shrunk())),
            Ok(read) => {
                buffer.truncate(read);
                Some(Ok(buffer.into()))
            }
            Err(Errno::AGAIN | Errno::OPNOTSUPP | Errno::NOSYS | Errno::INVAL | Errno::INTR) => {
                None
            }
            Err(error) => Some(Err(error.into())),
        }
    }

    /// The first chunk of a range; waits for the disk.
    fn fetch(&self, range: &Range<u64>) -> io::Result<Bytes> {
        let wanted = length(range);
        let mut buffer = Vec::with_capacity(wanted);
        while buffer.len() < wanted {
            let at = range.start + buffer.len() as u64;
            match pread(&self.fd, spare_capacity(&mut buffer), at) {
                Ok(0) if buffer.is_empty() => return Err(shrunk()),
                Ok(0) => break,
                Ok(_) | Err(Errno::INTR) => {}
                Err(error) => return Err(error.into()),
            }
        }
        // The allocator may have given more room than asked for.
        buffer.truncate(wanted);
        Ok(buffer.into())
    }
}

impl Content for OpenFile {
    fn meta(&self) -> &Meta {
        &self.meta
    }

    fn read(self: Arc<Self>, range: Range<u64>) -> Chunks {
        if range.is_empty() {
            return Box::pin(stream::empty());
        }
        let first = self.at_hand(&range);
        if let Some(Ok(bytes)) = &first
            && bytes.len() as u64 == range.end - range.start
        {
            return Box::pin(stream::iter(first));
        }
        if range.end - range.start >= LONG {
            // Advice only; a file system that takes none is read all the same.
            let _ = fadvise(&self.fd, range.start, None, Advice::Sequential);
        }
        Box::pin(stream::try_unfold((self, range, first), next))
    }
}

/// What is left to send, and a chunk that was read already.
type Rest = (Arc<OpenFile>, Range<u64>, Option<io::Result<Bytes>>);

async fn next((file, range, ready): Rest) -> io::Result<Option<(Bytes, Rest)>> {
    if range.is_empty() {
        return Ok(None);
    }
    let bytes = match ready.or_else(|| file.at_hand(&range)) {
        Some(bytes) => bytes?,
        None => {
            let (file, range) = (Arc::clone(&file), range.clone());
            tokio::task::spawn_blocking(move || file.fetch(&range))
                .await
                .map_err(io::Error::other)??
        }
    };
    let left = range.start + bytes.len() as u64..range.end;
    Ok(Some((bytes, (file, left, None))))
}

fn length(range: &Range<u64>) -> usize {
    usize::try_from((range.end - range.start).min(CHUNK)).unwrap_or(0)
}

fn shrunk() -> io::Error {
    io::Error::new(io::ErrorKind::UnexpectedEof, "the file became shorter while it was read")
}
