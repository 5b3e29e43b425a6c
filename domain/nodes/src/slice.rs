//! A part of a file as it is asked for over HTTP, with what proves it.

use std::ops::Range;

use crate::fetch::CHUNK;

/// The longest slice, in bytes: nobody keeps a thread of another house busy for long.
pub const MAX_SLICE: u64 = 16 * 1024 * 1024;

/// Bytes that are asked for at once: from a multiple of [`CHUNK`] to another, or to the end of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slice(Range<u64>);

/// A range that is no slice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "a slice goes from a multiple of 16384 to another, or to the end of the file, and has 1 to 16777216 bytes"
)]
pub struct BadSlice;

impl Slice {
    /// The slice of this range.
    ///
    /// # Errors
    /// [`BadSlice`] when it begins elsewhere, is empty or too long.
    pub fn new(range: Range<u64>) -> Result<Self, BadSlice> {
        let is_short = !range.is_empty() && range.end - range.start <= MAX_SLICE;
        (is_short && range.start.is_multiple_of(CHUNK)).then_some(Self(range)).ok_or(BadSlice)
    }

    /// Its bytes.
    #[must_use]
    pub fn range(&self) -> Range<u64> {
        self.0.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slice_begins_at_a_chunk_and_is_neither_empty_nor_long() {
        for range in [0..1, 0..MAX_SLICE, CHUNK..CHUNK + 7, u64::MAX - CHUNK + 1..u64::MAX] {
            assert_eq!(Slice::new(range.clone()).map(|it| it.range()), Ok(range));
        }
        let backwards = Range { start: CHUNK, end: 0 };
        for range in [0..0, 1..2, 0..MAX_SLICE + 1, 0..u64::MAX, backwards] {
            assert_eq!(Slice::new(range), Err(BadSlice));
        }
    }
}
