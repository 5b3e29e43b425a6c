//! Sets of bytes of a file.

use std::ops::Range;

use rangemap::RangeSet;

/// Bytes of a file as ranges that neither overlap nor touch.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ranges(RangeSet<u64>);

impl Ranges {
    /// No byte.
    #[must_use]
    pub fn none() -> Self {
        Self::default()
    }

    /// The first `size` bytes.
    #[must_use]
    pub fn whole(size: u64) -> Self {
        Self::from(0..size)
    }

    /// How many bytes.
    #[must_use]
    pub fn len(&self) -> u64 {
        self.iter().map(|range| range.end - range.start).sum()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The ranges, ascending.
    pub fn iter(&self) -> impl Iterator<Item = &Range<u64>> {
        self.0.iter()
    }

    /// Adds the bytes of `range` and counts those that were in already.
    pub fn insert(&mut self, range: Range<u64>) -> u64 {
        if range.is_empty() {
            return 0;
        }
        let known = self.common(range.clone()).map(|it| it.end - it.start).sum();
        self.0.insert(range);
        known
    }

    /// The bytes of `range` that are in.
    pub fn common(&self, range: Range<u64>) -> impl Iterator<Item = Range<u64>> {
        let (start, end) = (range.start, range.end);
        let met = (!range.is_empty()).then(|| self.0.overlapping(range)).into_iter().flatten();
        met.map(move |it| it.start.max(start)..it.end.min(end))
    }

    /// Takes the bytes of `range` out.
    pub fn remove(&mut self, range: Range<u64>) {
        if !range.is_empty() {
            self.0.remove(range);
        }
    }

    /// Whether all bytes of `range` are in.
    #[must_use]
    pub fn covers(&self, range: &Range<u64>) -> bool {
        range.is_empty() || self.0.gaps(range).next().is_none()
    }

    /// Those of the first `size` bytes.
    #[must_use]
    pub fn within(mut self, size: u64) -> Self {
        self.remove(size..u64::MAX);
        self
    }

    /// The bytes that are in this set but not in `other`.
    #[must_use]
    pub fn without(mut self, other: &Self) -> Self {
        other.iter().for_each(|range| self.remove(range.clone()));
        self
    }
}

impl From<Range<u64>> for Ranges {
    fn from(range: Range<u64>) -> Self {
        std::iter::once(range).collect()
    }
}

impl FromIterator<Range<u64>> for Ranges {
    fn from_iter<I: IntoIterator<Item = Range<u64>>>(ranges: I) -> Self {
        Self(ranges.into_iter().filter(|range| !range.is_empty()).collect())
    }
}
