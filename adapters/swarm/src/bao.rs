//! Files as BLAKE3 trees: what proves a range, and what is proved.

use std::io::{self, Write};
use std::ops::Range;
use std::sync::Arc;

use bao_tree::io::EncodeError;
use bao_tree::io::outboard::PreOrderOutboard;
use bao_tree::io::sync::{OutboardMut, ReadAt, WriteAt, encode_ranges_validated, valid_ranges};
use bao_tree::io::{BaoContentItem, round_up_to_chunks};
use bao_tree::{BaoTree, BlockSize, ByteRanges, ChunkRanges, blake3};
use maloca_files::Hash;
use maloca_files::vault::{Bytes, Piece};
use maloca_nodes::fetch::CHUNK;
use maloca_nodes::fetch::ranges::Ranges;

/// Groups of 16 chunks of 1 KiB: [`CHUNK`].
const BLOCK: BlockSize = BlockSize::from_chunk_log(4);

/// The longest file, in bytes; beyond it the arithmetic of trees ends.
pub(crate) const LONGEST: u64 = 1 << 56;

/// A file without bytes needs no proof.
pub(crate) fn is_empty(hash: &Hash) -> bool {
    *hash == Hash(*blake3::hash(b"").as_bytes())
}

/// The last group of a file: it proves how long the file is.
pub(crate) fn last(size: u64) -> Range<u64> {
    size.saturating_sub(1) / CHUNK * CHUNK..size
}

/// Whether a range can be asked for: it is made of whole groups, and within the file.
pub(crate) fn is_askable(range: &Range<u64>, size: u64) -> bool {
    let ends_well = range.end == size || range.end.is_multiple_of(CHUNK);
    range.start < range.end && range.end <= size && range.start.is_multiple_of(CHUNK) && ends_well
}

pub(crate) fn tree(size: u64) -> BaoTree {
    BaoTree::new(size, BLOCK)
}

pub(crate) fn root(hash: &Hash) -> blake3::Hash {
    blake3::Hash::from(hash.0)
}

pub(crate) fn chunks(range: &Range<u64>) -> ChunkRanges {
    round_up_to_chunks(&ByteRanges::from(range.clone()))
}

/// Writes what proves a range, and its bytes; it stops before the first ones that do not fit.
pub(crate) fn encode(piece: &Piece, range: &Range<u64>, to: impl Write) -> Result<(), EncodeError> {
    encode_ranges_validated(At::of(&piece.data), outboard(piece), &chunks(range), to)
}

/// Which bytes are here and fit the hash. It reads all of them.
pub(crate) fn held(piece: &Piece) -> io::Result<Ranges> {
    let all = ChunkRanges::all();
    let valid = valid_ranges(outboard(piece), At::of(&piece.data), &all).into_iter();
    let bytes = valid.map(|range| range.map(|it| it.start.to_bytes()..it.end.to_bytes()));
    bytes.collect::<io::Result<Ranges>>().map(|ranges| ranges.within(piece.size))
}

/// Writes what was proved.
pub(crate) fn write(piece: &Piece, items: &[BaoContentItem]) -> io::Result<()> {
    let mut outboard = outboard(piece);
    items.iter().try_for_each(|item| match item {
        BaoContentItem::Parent(parent) => outboard.save(parent.node, &parent.pair),
        BaoContentItem::Leaf(leaf) => piece.data.write_at(leaf.offset, &leaf.data),
    })
}

/// Copies a file with its proofs; whether they fit is found out by [`held`].
pub(crate) fn copy(from: &Piece, to: &Piece) -> io::Result<()> {
    pour(&*from.data, &*to.data)?;
    pour(&*from.outboard, &*to.outboard)
}

fn pour(from: &dyn Bytes, to: &dyn Bytes) -> io::Result<()> {
    let (mut at, mut buffer) = (0, vec![0; 256 * 1024]);
    loop {
        let count = from.read_at(at, &mut buffer)?;
        if count == 0 {
            return Ok(());
        }
        to.write_at(at, &buffer[..count])?;
        at += count as u64;
    }
}

fn outboard(piece: &Piece) -> PreOrderOutboard<At> {
    let data = At::of(&piece.outboard);
    PreOrderOutboard { root: root(&piece.hash), tree: tree(piece.size), data }
}

/// Bytes of a vault as bao-tree reads and writes them.
struct At(Arc<dyn Bytes>);

impl At {
    fn of(bytes: &Arc<dyn Bytes>) -> Self {
        Self(Arc::clone(bytes))
    }
}

impl ReadAt for At {
    fn read_at(&self, at: u64, buffer: &mut [u8]) -> io::Result<usize> {
        self.0.read_at(at, buffer)
    }
}

impl WriteAt for At {
    fn write_at(&mut self, at: u64, bytes: &[u8]) -> io::Result<usize> {
        self.0.write_at(at, bytes).map(|()| bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.sync()
    }
}
