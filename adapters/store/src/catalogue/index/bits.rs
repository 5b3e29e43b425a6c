//! Places in a block.

use super::super::place::BLOCK;

const WORDS: usize = BLOCK / 64;
const BYTES: usize = BLOCK / 8;

/// A set of places in a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Bits(Box<[u64; WORDS]>);

impl Default for Bits {
    fn default() -> Self {
        Self(Box::new([0; WORDS]))
    }
}

impl Bits {
    /// Few places are stored as numbers of two bytes, many as one bit for each place there is.
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        let count: u32 = self.0.iter().map(|word| word.count_ones()).sum();
        if count as usize * 2 < BYTES {
            self.places().flat_map(u16::to_be_bytes).collect()
        } else {
            self.0.iter().flat_map(|word| word.to_be_bytes()).collect()
        }
    }

    /// What [`Self::to_bytes`] made.
    pub(crate) fn from_bytes(bytes: &[u8]) -> Self {
        let mut bits = Self::default();
        if bytes.len() < BYTES {
            bytes.as_chunks().0.iter().for_each(|place| bits.set(u16::from_be_bytes(*place)));
        } else {
            let words = bits.0.iter_mut().zip(bytes.as_chunks().0);
            words.for_each(|(word, bytes)| *word = u64::from_be_bytes(*bytes));
        }
        bits
    }

    pub(crate) fn set(&mut self, place: u16) {
        self.0[usize::from(place) % BLOCK / 64] |= 1 << (place % 64);
    }

    pub(crate) fn clear(&mut self, place: u16) {
        self.0[usize::from(place) % BLOCK / 64] &= !(1 << (place % 64));
    }

    /// Keeps what is in the other too.
    pub(crate) fn keep(&mut self, other: &Self) {
        self.0.iter_mut().zip(other.0.iter()).for_each(|(mine, other)| *mine &= other);
    }

    /// Takes out what is in the other too, and gives it back.
    pub(crate) fn split(&mut self, other: &Self) -> Self {
        let mut both = self.clone();
        both.keep(other);
        self.0.iter_mut().zip(both.0.iter()).for_each(|(mine, both)| *mine &= !both);
        both
    }

    /// All places, the last first.
    pub(crate) fn places_down(&self) -> impl Iterator<Item = u16> + '_ {
        let words = self.0.iter().zip((0..BLOCK as u16).step_by(64)).rev();
        words.flat_map(|(word, first)| ones(word.reverse_bits()).map(move |bit| first + 63 - bit))
    }

    /// All places, ascending.
    pub(crate) fn places(&self) -> impl Iterator<Item = u16> + '_ {
        let words = self.0.iter().zip((0_u16..).step_by(64));
        words.flat_map(|(word, first)| ones(*word).map(move |bit| first + bit))
    }
}

fn ones(word: u64) -> impl Iterator<Item = u16> {
    let rest = |word: &u64| Some(word & word.wrapping_sub(1)).filter(|rest| *rest != 0);
    let words = std::iter::successors(Some(word).filter(|word| *word != 0), rest);
    words.map(|word| word.trailing_zeros() as u16)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::collection::btree_set;
    use proptest::prelude::*;

    use super::*;

    fn bits(places: &BTreeSet<u16>) -> Bits {
        let mut bits = Bits::default();
        places.iter().for_each(|place| bits.set(*place));
        bits
    }

    proptest! {
        #[test]
        fn places_are_the_same_after_storing(places in btree_set(0..BLOCK as u16, 0..3_000)) {
            let bits = bits(&places);
            prop_assert!(bits.places().eq(places.iter().copied()));
            prop_assert!(bits.places_down().eq(places.iter().rev().copied()));
            prop_assert!(bits.to_bytes().len() <= BYTES);
            prop_assert_eq!(Bits::from_bytes(&bits.to_bytes()), bits);
        }

        #[test]
        fn splitting_gives_each_place_to_one(
            mine in btree_set(0..300_u16, 0..100),
            other in btree_set(0..300_u16, 0..100),
        ) {
            let mut rest = bits(&mine);
            let both = rest.split(&bits(&other));
            prop_assert!(both.places().eq(mine.intersection(&other).copied()));
            prop_assert!(rest.places().eq(mine.difference(&other).copied()));
        }

        #[test]
        fn any_bytes_are_some_places(bytes in proptest::collection::vec(any::<u8>(), 0..3_000)) {
            Bits::from_bytes(&bytes).places().count();
        }
    }
}
