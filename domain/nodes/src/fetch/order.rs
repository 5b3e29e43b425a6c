//! Which bytes come first: those that a reader waits for; else those that the fewest have.
//!
//! Receivers that begin with what nobody else has yet soon have something for one another, and their
//! common source sends each byte about once. What is equally rare is taken in runs from random places, so
//! that two receivers seldom ask for the same and files do not fall into crumbs.

use std::collections::BTreeMap;
use std::ops::Range;

use fastrand::Rng;

use super::CHUNK;
use super::ranges::Ranges;

/// In which order bytes are asked for.
#[derive(Clone, Debug)]
pub(super) struct Order {
    reader: Option<u64>,
    dice: Rng,
}

impl Order {
    /// Nobody reads yet; equal seeds choose equally.
    pub(super) fn new(seed: u64) -> Self {
        Self { reader: None, dice: Rng::with_seed(seed) }
    }

    /// Somebody reads at byte `at`.
    pub(super) fn seek(&mut self, at: u64) {
        self.reader = Some(at);
    }

    /// The next of the `free` bytes for a source that was asked for bytes up to `before` last, as a range
    /// to take the beginning of. `others` is what each of the other sources holds.
    pub(super) fn next<'a>(
        &mut self,
        free: &Ranges,
        before: Option<u64>,
        others: impl Iterator<Item = &'a Ranges>,
    ) -> Option<Range<u64>> {
        if let Some(at) = self.reader {
            let after = free.iter().find(|range| range.end > at);
            let first = after.map(|range| range.start.max(at / CHUNK * CHUNK)..range.end);
            return first.or_else(|| free.iter().next().cloned());
        }
        let rare = rarest(free, others);
        let at = before.filter(|at| rare.covers(&(*at..*at + 1))).or_else(|| self.any(&rare))?;
        rare.common(at..u64::MAX).next()
    }

    /// The beginning of a chunk, any one of these bytes as likely as any other.
    fn any(&mut self, bytes: &Ranges) -> Option<u64> {
        let mut skip = (!bytes.is_empty()).then(|| self.dice.u64(..bytes.len()))?;
        for range in bytes.iter() {
            let length = range.end - range.start;
            if skip < length {
                return Some(((range.start + skip) / CHUNK * CHUNK).max(range.start));
            }
            skip -= length;
        }
        None
    }
}

/// Those of the `free` bytes that the fewest of `holdings` have.
fn rarest<'a>(free: &Ranges, holdings: impl Iterator<Item = &'a Ranges>) -> Ranges {
    let mut steps = BTreeMap::from([(0, 0), (u64::MAX, 0)]);
    for range in holdings.flat_map(Ranges::iter) {
        *steps.entry(range.start).or_insert(0) += 1;
        *steps.entry(range.end).or_insert(0) -= 1;
    }
    let (mut rare, mut fewest, mut holders) = (Ranges::none(), i64::MAX, 0);
    for ((start, step), end) in steps.iter().zip(steps.keys().skip(1)) {
        holders += step;
        let mut these = free.common(*start..*end).peekable();
        if holders > fewest || these.peek().is_none() {
            continue;
        }
        if holders < fewest {
            (rare, fewest) = (Ranges::none(), holders);
        }
        for range in these {
            rare.insert(range);
        }
    }
    rare
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn ranges() -> impl Strategy<Value = Ranges> {
        let range = (0..64u64, 1..16u64).prop_map(|(start, length)| start..start + length);
        prop::collection::vec(range, 0..6).prop_map(|ranges| ranges.into_iter().collect())
    }

    proptest! {
        #[test]
        fn no_byte_that_is_free_has_fewer_holders_than_the_rarest(
            free in ranges(),
            holdings in prop::collection::vec(ranges(), 0..6),
        ) {
            let rare = rarest(&free, holdings.iter());
            let has = |bytes: &Ranges, at: u64| bytes.covers(&(at..at + 1));
            let holders = |at: &u64| holdings.iter().filter(|it| has(it, *at)).count();
            let fewest = (0..80).filter(|at| has(&free, *at)).map(|at| holders(&at)).min();
            for at in 0..80 {
                let is_rare = has(&free, at) && Some(holders(&at)) == fewest;
                prop_assert_eq!(has(&rare, at), is_rare, "byte {}", at);
            }
        }
    }

    #[test]
    fn a_run_goes_on_where_it_was_and_another_begins_at_a_chunk() {
        let free = Ranges::from(0..100 * CHUNK);
        let mut order = Order::new(7);
        let mut next = |before| order.next(&free, before, std::iter::empty());
        assert_eq!(next(Some(5 * CHUNK)), Some(5 * CHUNK..100 * CHUNK));
        let places: Vec<_> = (0..20).filter_map(|_| next(Some(100 * CHUNK))).collect();
        assert!(places.iter().all(|range| range.start % CHUNK == 0 && range.end == 100 * CHUNK));
        assert!(places.iter().any(|range| *range != places[0]), "{places:?}");
    }
}
