//! What members ask one another, about catalogues and files.

use std::ops::Range;

use maloca_files::Hash;
use maloca_files::path::MAX_PATH;
use serde::{Deserialize, Serialize};

use crate::catalogue::{LogId, MAX_LINES};
use crate::fetch::CHUNK;
use crate::fetch::ranges::Ranges;

/// The longest [`Ask`], in bytes.
pub const MAX_ASK: usize = 512;
/// The longest [`Reply`], in bytes.
pub const MAX_REPLY: usize = 64;
/// The most ranges of a [`Holding`].
pub const MAX_RANGES: usize = 256;
/// The longest [`Holding`], in bytes.
pub const MAX_HOLDING: usize = 128 + MAX_RANGES * 64;
/// The longest page of a log, in bytes: of every name each byte may need an escape.
pub const MAX_PAGE: usize = 1_024 + MAX_LINES * (2 * MAX_PATH + 256);

/// What one member asks another, as the first frame of a stream that it opens for this alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ask {
    /// The lines of a log after the first `after`. The answer is one frame: a
    /// [`Page`](crate::catalogue::Page), or null.
    Page {
        /// Which log.
        log: LogId,
        /// How many lines are known.
        after: u64,
    },
    /// What the other holds of a file. The answers are frames, each a [`Holding`] or null: one at once,
    /// and another whenever that has changed, until the stream is stopped.
    Holding {
        /// Which file.
        hash: Hash,
    },
    /// Bytes of a file. The answer is a [`Reply`]; after [`Reply::Given`] the response follows as the
    /// crate bao-tree encodes it: the hashes that prove the range, and its bytes.
    Get {
        /// Which file.
        hash: Hash,
        /// Which bytes: from a multiple of [`CHUNK`] to another, or to the end.
        range: Range<u64>,
    },
}

/// The first frame of the answer to [`Ask::Get`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reply {
    /// The bytes follow.
    Given {
        /// The length of the whole file.
        size: u64,
    },
    /// These bytes are not here.
    Lacking,
    /// Too many ask at once.
    Busy,
}

/// What a node has of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holding {
    /// The length of the whole file in bytes.
    pub size: u64,
    /// The bytes that are here: the [`MAX_RANGES`] largest pieces.
    pub ranges: Vec<Range<u64>>,
}

impl Holding {
    /// These bytes of a file of this size.
    #[must_use]
    pub fn new(size: u64, held: &Ranges) -> Self {
        let mut ranges: Vec<_> = held.iter().cloned().collect();
        ranges.sort_by_key(|range| std::cmp::Reverse(range.end - range.start));
        ranges.truncate(MAX_RANGES);
        Self { size, ranges }
    }

    /// The bytes that can be asked for: whole chunks within the file.
    #[must_use]
    pub fn held(&self) -> Ranges {
        let ranges = self.ranges.iter().take(MAX_RANGES);
        ranges.filter_map(|range| self.whole_chunks(range)).collect()
    }

    fn whole_chunks(&self, range: &Range<u64>) -> Option<Range<u64>> {
        let start = range.start.checked_next_multiple_of(CHUNK)?;
        let end = if range.end >= self.size { self.size } else { range.end / CHUNK * CHUNK };
        Some(start..end)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::NodeId;
    use crate::catalogue::{Change, Head, Line, Page};
    use crate::wire::{decode, encode};

    proptest! {
        #[test]
        fn any_bytes_are_a_frame_or_an_error(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
            let _ = (decode::<Ask>(&bytes), decode::<Reply>(&bytes));
            let _ = (decode::<Option<Page>>(&bytes), decode::<Option<Holding>>(&bytes));
        }

        #[test]
        fn whatever_somebody_says_to_hold_is_made_of_whole_chunks_of_the_file(
            size in any::<u64>(),
            ranges in prop::collection::vec(any::<Range<u64>>(), 0..300),
        ) {
            for range in (Holding { size, ranges }).held().iter() {
                prop_assert!(range.start % CHUNK == 0 && range.end <= size);
                prop_assert!(range.end % CHUNK == 0 || range.end == size);
            }
        }
    }

    #[test]
    fn the_longest_frames_fit() {
        let (hash, log) = (Hash([7; 32]), LogId { node: NodeId([9; 32]), began: u64::MAX });
        let range = u64::MAX - 1..u64::MAX;
        assert!(encode(&Ask::Page { log, after: u64::MAX }).len() <= MAX_ASK);
        assert!(encode(&Ask::Get { hash, range: range.clone() }).len() <= MAX_ASK);
        assert!(encode(&Reply::Given { size: u64::MAX }).len() <= MAX_REPLY);
        let holding = Holding { size: u64::MAX, ranges: vec![range; MAX_RANGES] };
        assert!(encode(&holding).len() <= MAX_HOLDING);
        let name = "\"".repeat(MAX_PATH / 13 - 1);
        let path = vec![name; 12].join("/").parse().unwrap();
        let change = Change::Shared { hash, size: u64::MAX, modified: i64::MIN };
        let line = Line { path, change };
        let signature = crate::NodeKey::from_bytes(&[7; 32]).sign(b"");
        let head = Head { log, seq: u64::MAX, chain: hash, signature };
        let page = Page { lines: vec![line; MAX_LINES], head };
        let length = encode(&page).len();
        assert!((MAX_PAGE / 2..=MAX_PAGE).contains(&length), "{length}");
    }
}
