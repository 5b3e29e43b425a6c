//! Upper bounds of absolute errors.

use dashu::base::{BitTest, UnsignedAbs};
use dashu::integer::IBig;

/// Not less than an error: `mantissa · 2^exponent`, every operation rounded up. 32 bits are plenty for
/// a bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Magnitude {
    mantissa: u64,
    exponent: i64,
}

const BITS: u32 = 32;

impl Magnitude {
    /// No error.
    pub(crate) const ZERO: Magnitude = Magnitude { mantissa: 0, exponent: 0 };

    /// `mantissa · 2^exponent`, rounded up.
    pub(crate) fn new(mantissa: u64, exponent: i64) -> Self {
        let excess = (u64::BITS - mantissa.leading_zeros()).saturating_sub(BITS);
        if excess == 0 {
            return Magnitude { mantissa, exponent };
        }
        Magnitude { mantissa: (mantissa >> excess) + 1, exponent: exponent + i64::from(excess) }
    }

    /// An upper bound of `|value| · 2^exponent`.
    pub(crate) fn of(value: &IBig, exponent: i64) -> Self {
        let excess = value.bit_len().saturating_sub(BITS as usize);
        let top: IBig = value.unsigned_abs().into();
        match u64::try_from(top >> excess) {
            Ok(top) if excess == 0 => Magnitude::new(top, exponent),
            Ok(top) => Magnitude::new(top + 1, exponent + excess as i64),
            // Thirty-two bits always fit.
            Err(_) => Magnitude::new(u64::MAX, exponent + excess as i64),
        }
    }

    pub(crate) fn is_zero(self) -> bool {
        self.mantissa == 0
    }

    pub(crate) fn add(self, other: Magnitude) -> Self {
        let (large, small) = if self.top() >= other.top() { (self, other) } else { (other, self) };
        if small.is_zero() {
            return large;
        }
        // With 31 bits of room below, the smaller one keeps its weight or becomes one unit there.
        let room = i64::from(large.mantissa.leading_zeros()).saturating_sub(1);
        let exponent = (large.exponent - room).max(small.exponent.min(large.exponent));
        let wide = large.mantissa << (large.exponent - exponent);
        Magnitude::new(wide + small.at(exponent), exponent)
    }

    /// The mantissa in units of `2^exponent`, rounded up; `exponent` is not far below its own.
    fn at(self, exponent: i64) -> u64 {
        let shift = exponent - self.exponent;
        match shift {
            ..0 => self.mantissa << (-shift).min(63),
            0..64 => self.mantissa.div_ceil(1 << shift.min(63)),
            _ => 1,
        }
    }

    pub(crate) fn multiply(self, other: Magnitude) -> Self {
        if self.is_zero() || other.is_zero() {
            return Magnitude::ZERO;
        }
        Magnitude::new(self.mantissa * other.mantissa, self.exponent + other.exponent)
    }

    /// Multiplied by `2^exponent`.
    pub(crate) fn scale(self, exponent: i64) -> Self {
        Magnitude { mantissa: self.mantissa, exponent: self.exponent + exponent }
    }

    /// The power of two that is above it: it is less than `2^top`.
    pub(crate) fn top(self) -> i64 {
        if self.is_zero() {
            return i64::MIN / 2;
        }
        self.exponent + i64::from(u64::BITS - self.mantissa.leading_zeros())
    }

    /// In units of `2^exponent`, rounded up.
    pub(crate) fn units(self, exponent: i64) -> IBig {
        if self.is_zero() {
            return IBig::ZERO;
        }
        let shift = self.exponent - exponent;
        if shift >= 0 {
            return IBig::from(self.mantissa) << shift as usize;
        }
        IBig::from(self.at(exponent))
    }
}
