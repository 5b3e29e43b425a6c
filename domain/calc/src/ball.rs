//! Balls: numbers known up to a proven error. Arithmetic on them keeps the proof.
//!
//! A ball stands for every real within `radius` of `middle · 2^exponent`. `None` instead of a ball
//! means that the precision was not enough to bound the value; the caller tries again with more.
//! Exponents are `i64` on every target, so that native and WASM agree.

use dashu::base::{BitTest, Sign, SquareRoot, UnsignedAbs};
use dashu::integer::{IBig, UBig};
use dashu::rational::RBig;

pub(crate) mod constants;
mod elementary;
mod fixed;
mod magnitude;
#[cfg(test)]
mod tests;

pub(crate) use constants::Constants;
pub(crate) use magnitude::Magnitude;

/// Results beyond `2^±MAX_EXPONENT` are refused.
pub(crate) const MAX_EXPONENT: i64 = 1 << 30;

#[derive(Debug, Clone)]
pub(crate) struct Ball {
    pub(crate) middle: IBig,
    pub(crate) exponent: i64,
    pub(crate) radius: Magnitude,
}

impl Ball {
    pub(crate) fn integer(value: IBig) -> Self {
        Ball { middle: value, exponent: 0, radius: Magnitude::ZERO }
    }

    /// A rational to `precision` bits.
    pub(crate) fn rational(value: &RBig, precision: usize) -> Self {
        let (above, below) = (value.numerator(), value.denominator());
        if below.is_one() {
            return Ball::integer(above.clone()).rounded(precision);
        }
        let shift = (precision + below.bit_len() + 2).saturating_sub(above.bit_len());
        let middle = (above << shift) / IBig::from(below.clone());
        let exponent = -(shift as i64);
        Ball { middle, exponent, radius: Magnitude::new(1, exponent) }.rounded(precision)
    }

    /// The smallest `t` such that the middle is below `2^t` in size.
    pub(crate) fn top(&self) -> i64 {
        self.middle.bit_len() as i64 + self.exponent
    }

    /// An upper bound of the size of the middle.
    pub(crate) fn size(&self) -> Magnitude {
        Magnitude::of(&self.middle, self.exponent)
    }

    /// The sign of every real in the ball, unless it contains zero.
    pub(crate) fn sign(&self) -> Option<Sign> {
        if self.middle.is_zero() || !self.is_apart(0) {
            return None;
        }
        Some(self.middle.sign())
    }

    /// Whether the radius is less than the middle's size divided by `2^by`, roughly.
    fn is_apart(&self, by: i64) -> bool {
        self.radius.is_zero() || self.radius.top() + by < self.top()
    }

    /// Keeps at most `precision` bits and adds what is cut off to the radius.
    pub(crate) fn rounded(mut self, precision: usize) -> Self {
        let excess = self.middle.bit_len().saturating_sub(precision);
        if excess > 0 {
            self.middle >>= excess;
            self.exponent += excess as i64;
            self.radius = self.radius.add(Magnitude::new(1, self.exponent));
        }
        self
    }

    pub(crate) fn negated(self) -> Self {
        Ball { middle: -self.middle, ..self }
    }

    pub(crate) fn add(&self, other: &Ball, precision: usize) -> Self {
        let (high, low) =
            if self.exponent >= other.exponent { (self, other) } else { (other, self) };
        let radius = high.radius.add(low.radius);
        let distance = high.exponent - low.exponent;
        let reach = 2 * precision as i64 + high.middle.bit_len() as i64;
        if high.middle.is_zero() || distance <= reach.max(low.middle.bit_len() as i64) {
            let shift = if high.middle.is_zero() { 0 } else { distance as usize };
            let middle = (&high.middle << shift) + &low.middle;
            return Ball { middle, exponent: low.exponent, radius }.rounded(precision);
        }
        let radius = radius.add(low.size());
        Ball { middle: high.middle.clone(), exponent: high.exponent, radius }.rounded(precision)
    }

    pub(crate) fn subtract(&self, other: &Ball, precision: usize) -> Self {
        self.add(&other.clone().negated(), precision)
    }

    pub(crate) fn multiply(&self, other: &Ball, precision: usize) -> Self {
        let radius = self
            .size()
            .multiply(other.radius)
            .add(other.size().multiply(self.radius))
            .add(self.radius.multiply(other.radius));
        let middle = &self.middle * &other.middle;
        Ball { middle, exponent: self.exponent + other.exponent, radius }.rounded(precision)
    }

    /// Multiplied by `2^exponent`, exactly.
    pub(crate) fn scale(mut self, exponent: i64) -> Self {
        self.exponent += exponent;
        self.radius = self.radius.scale(exponent);
        self
    }

    /// The quotient; `None` if the divisor may be zero.
    pub(crate) fn divide(&self, other: &Ball, precision: usize) -> Option<Self> {
        if other.middle.is_zero() || !other.is_apart(2) {
            return None;
        }
        let shift = (precision + other.middle.bit_len() + 2).saturating_sub(self.middle.bit_len());
        let middle = (&self.middle << shift) / &other.middle;
        let exponent = self.exponent - other.exponent - shift as i64;
        let quotient = Ball { middle, exponent, radius: Magnitude::new(1, exponent) };
        // |a/b − A/B| ≤ (r_a + |A/B| r_b) / (|B| − r_b), and |B| − r_b ≥ |B|/2 ≥ 2^(top − 2).
        let spread = self.radius.add(quotient.size().add(quotient.radius).multiply(other.radius));
        let radius = quotient.radius.add(spread.scale(2 - other.top()));
        Some(Ball { radius, ..quotient }.rounded(precision))
    }

    /// The square root; `None` if the ball reaches zero or below.
    pub(crate) fn sqrt(&self, precision: usize) -> Option<Self> {
        if self.middle.sign() == Sign::Negative || self.middle.is_zero() || !self.is_apart(0) {
            return None;
        }
        let mut shift = (2 * precision + 2).saturating_sub(self.middle.bit_len());
        shift += usize::from((self.exponent - shift as i64) % 2 != 0);
        let middle: UBig = ((&self.middle).unsigned_abs() << shift).sqrt();
        let exponent = (self.exponent - shift as i64) / 2;
        // |√x − √m| = |x − m| / (√x + √m) ≤ r / √m, and √m ≥ 2^((top − 1) / 2).
        let spread = self.radius.scale(-(self.top() - 1).div_euclid(2));
        let radius = spread.add(Magnitude::new(1, exponent));
        Some(Ball { middle: middle.into(), exponent, radius }.rounded(precision))
    }

    /// The `n`-th root of a positive integer.
    pub(crate) fn integer_root(value: &UBig, n: usize, precision: usize) -> Self {
        let wanted = n * (precision + 2);
        let shift = wanted.saturating_sub(value.bit_len()).div_ceil(n);
        let middle: IBig = (value << (shift * n)).nth_root(n).into();
        let exponent = -(shift as i64);
        Ball { middle, exponent, radius: Magnitude::new(1, exponent) }.rounded(precision)
    }

    /// A whole power; `None` if a negative power meets a ball that may be zero.
    pub(crate) fn power(&self, n: i64, precision: usize) -> Option<Self> {
        let mut result = Ball::integer(IBig::ONE);
        for bit in (0..u64::BITS - n.unsigned_abs().leading_zeros()).rev() {
            result = result.multiply(&result, precision);
            if n.unsigned_abs() >> bit & 1 == 1 {
                result = result.multiply(self, precision);
            }
        }
        if n < 0 { Ball::integer(IBig::ONE).divide(&result, precision) } else { Some(result) }
    }

    /// The whole number that every real in the ball rounds down to after adding a half if `half`.
    pub(crate) fn floor(&self, half: bool) -> Option<IBig> {
        if self.top() > MAX_EXPONENT {
            return None;
        }
        // In units of 2^grid, half a unit of one is a whole number of them.
        let grid = self.exponent.min(-1);
        let middle = &self.middle << (self.exponent - grid) as usize;
        let radius = self.radius.units(grid);
        let half = if half { IBig::ONE << (-grid - 1) as usize } else { IBig::ZERO };
        let low = (&middle - &radius + &half) >> (-grid) as usize;
        let high = (middle + radius + half) >> (-grid) as usize;
        (low == high).then_some(low)
    }
}
