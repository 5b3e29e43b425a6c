//! Reading a whole file for its hash and its outboard.

use std::fs::File;
use std::io::{self, BufReader, Read};
use std::num::NonZeroU64;
use std::os::unix::fs::FileExt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use bao_tree::io::outboard::PreOrderOutboard;
use bao_tree::io::sync::{OutboardMut, WriteAt};
use bao_tree::{BaoTree, BlockSize};
use maloca_files::Hash;
use rustix::fs::{Advice, fadvise};

/// Groups of 16 KiB, as the port says.
const GROUP: BlockSize = BlockSize::from_chunk_log(4);

/// How much is read at once; between two readings it may be told to end.
const CHUNK: usize = 1024 * 1024;

/// From this length on a file does not stay in the page cache for having been read here: it would
/// drive out what visitors ask for.
const LARGE: u64 = 64 * 1024 * 1024;

/// The shape of the outboard of a file.
pub(crate) fn shape(size: u64) -> BaoTree {
    BaoTree::new(size, GROUP)
}

/// Counts what is read in the background, and ends it.
#[derive(Clone, Default)]
pub(crate) struct Reading {
    bytes: Arc<AtomicU64>,
    over: Arc<AtomicBool>,
}

/// Ends a reading when it is dropped.
pub(crate) struct Leash(Arc<AtomicBool>);

impl Drop for Leash {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

impl Reading {
    /// How many bytes were read so far.
    pub(crate) fn bytes(&self) -> u64 {
        self.bytes.load(Ordering::Relaxed)
    }

    /// The same count for a reading that ends with the leash.
    pub(crate) fn leashed(&self) -> (Self, Leash) {
        let over = Arc::new(AtomicBool::new(false));
        (Self { bytes: Arc::clone(&self.bytes), over: Arc::clone(&over) }, Leash(over))
    }

    /// Reads a file of a known length and writes its outboard, which a file of at most one group
    /// has not.
    ///
    /// # Errors
    /// As the disk's; `UnexpectedEof` when the file became shorter.
    pub(crate) fn hash(&self, file: &File, size: u64, outboard: Option<&File>) -> io::Result<Hash> {
        let tree = shape(size);
        if size >= LARGE {
            // Advice only.
            let _ = fadvise(file, 0, None, Advice::Sequential);
        }
        let front = BufReader::with_capacity(CHUNK, Front { file, at: 0, size, reading: self });
        let target = PreOrderOutboard { root: [0; 32].into(), tree, data: Target(outboard) };
        bao(front, tree, target)
    }
}

fn bao(front: impl Read, tree: BaoTree, target: impl OutboardMut) -> io::Result<Hash> {
    bao_tree::io::sync::outboard(front, tree, target).map(|root| Hash(root.into()))
}

/// Where an outboard is written, if anywhere.
struct Target<'a>(Option<&'a File>);

impl WriteAt for Target<'_> {
    fn write_at(&mut self, at: u64, bytes: &[u8]) -> io::Result<usize> {
        self.0.map_or(Ok(bytes.len()), |file| FileExt::write_at(file, bytes, at))
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A file from front to end, whatever else reads it.
struct Front<'a> {
    file: &'a File,
    at: u64,
    size: u64,
    reading: &'a Reading,
}

impl Read for Front<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.reading.over.load(Ordering::Relaxed) {
            return Err(io::Error::other("nobody waits for this hash any more"));
        }
        let read = FileExt::read_at(self.file, buffer, self.at)?;
        self.reading.bytes.fetch_add(read as u64, Ordering::Relaxed);
        if self.size >= LARGE {
            let _ = fadvise(self.file, self.at, NonZeroU64::new(read as u64), Advice::DontNeed);
        }
        self.at += read as u64;
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    #[test]
    fn the_hash_is_blake3_and_the_outboard_has_its_length_for_every_size() {
        for size in [0, 1, 1024, 16_384, 16_385, 32_768, 100_000, 3_000_001] {
            let bytes: Vec<u8> = (0..size).map(|at: u32| (at % 251) as u8).collect();
            let (mut file, outboard) =
                (tempfile::tempfile().unwrap(), tempfile::tempfile().unwrap());
            file.write_all(&bytes).unwrap();
            let size = u64::from(size);
            let hash = Reading::default().hash(&file, size, Some(&outboard)).unwrap();
            assert_eq!(hash.0, *blake3::hash(&bytes).as_bytes());
            assert_eq!(outboard.metadata().unwrap().len(), shape(size).outboard_size());
        }
    }

    #[test]
    fn a_reading_ends_with_its_leash_and_with_a_file_that_became_shorter() {
        let file = tempfile::tempfile().unwrap();
        file.set_len(100_000).unwrap();
        let (reading, leash) = Reading::default().leashed();
        let short = reading.hash(&file, 100_001, None).unwrap_err();
        assert_eq!(short.kind(), io::ErrorKind::UnexpectedEof);
        drop(leash);
        assert_eq!(reading.hash(&file, 100_000, None).unwrap_err().kind(), io::ErrorKind::Other);
        assert_eq!(reading.bytes(), 100_000);
    }
}
