//! How much one evaluation may cost, and the meter that counts it.
//!
//! Work is counted, not timed: a clock would make answers differ between runs and does not exist in
//! WASM. The price list is in [`price`].

use crate::refused::{Kind, Resource};

pub(crate) mod price;

/// What one evaluation may use. Anything beyond ends in [`Kind::Limit`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Budget {
    /// Work, in steps of about one nanosecond on a machine of 2024.
    pub steps: u64,
    /// Bits of the longest exact number (numerator and denominator each).
    pub bits: u64,
    /// How deep brackets, signs and powers may nest.
    pub depth: usize,
    /// Digits of the longest whole number that is written out; longer ones are answered as proven
    /// leading digits with a power of ten.
    pub output: usize,
}

impl Default for Budget {
    /// The full budget: some hundreds of milliseconds at worst.
    fn default() -> Self {
        Budget { steps: 250_000_000, bits: 1 << 21, depth: 200, output: 100_000 }
    }
}

impl Budget {
    /// A budget so small that an async thread may spend it: 100–200 µs at worst. What it refuses with
    /// [`Kind::Limit`] deserves the full budget on a thread of its own.
    #[must_use]
    pub fn quick() -> Self {
        Budget { steps: 120_000, ..Budget::default() }
    }
}

/// Counts what is left of a budget.
#[derive(Debug)]
pub(crate) struct Meter {
    left: u64,
    budget: Budget,
}

impl Meter {
    pub(crate) fn new(budget: &Budget) -> Self {
        Meter { left: budget.steps, budget: *budget }
    }

    pub(crate) fn budget(&self) -> &Budget {
        &self.budget
    }

    /// Pays for work that is about to be done.
    pub(crate) fn charge(&mut self, steps: u64) -> Result<(), Kind> {
        match self.left.checked_sub(steps) {
            Some(left) => {
                self.left = left;
                Ok(())
            }
            None => {
                self.left = 0;
                Err(Kind::Limit { what: Resource::Work })
            }
        }
    }

    /// Refuses a number of `bits` bits before it is made, and pays for the memory it takes.
    pub(crate) fn reserve(&mut self, bits: u64) -> Result<(), Kind> {
        if bits > self.budget.bits {
            return Err(Kind::Limit { what: Resource::Size });
        }
        self.charge(price::copy(bits))
    }
}
