//! Arithmetic of rationals, each operation paid before it is done.

use dashu::base::{BitTest, Signed};
use dashu::integer::{IBig, UBig};
use dashu::rational::RBig;

use super::Engine;
use crate::budget::price;
use crate::real::bits;
use crate::refused::{Kind, Resource};

impl Engine {
    pub(super) fn add_rationals(&mut self, a: &RBig, b: &RBig) -> Result<RBig, Kind> {
        if a.is_int() && b.is_int() {
            let longest = bits(a).max(bits(b)) + 1;
            self.meter.reserve(longest)?;
            return Ok(RBig::from(a.numerator() + b.numerator()));
        }
        self.pay_rational(a, b)?;
        Ok(a + b)
    }

    pub(super) fn multiply_rationals(&mut self, a: &RBig, b: &RBig) -> Result<RBig, Kind> {
        if a.is_int() && b.is_int() {
            let (short, long) = (bits(a).min(bits(b)), bits(a).max(bits(b)));
            self.meter.reserve(short + long)?;
            let pieces = long / short.max(1) + 1;
            self.meter.charge(price::multiply(short).saturating_mul(pieces))?;
            return Ok(RBig::from(a.numerator() * b.numerator()));
        }
        self.pay_rational(a, b)?;
        Ok(a * b)
    }

    pub(super) fn divide_rationals(&mut self, a: &RBig, b: &RBig) -> Result<RBig, Kind> {
        if b.is_zero() {
            return Err(Kind::DivisionByZero);
        }
        self.pay_rational(a, b)?;
        Ok(a / b)
    }

    /// A whole power of a rational.
    pub(crate) fn power_of_rational(&mut self, base: &RBig, n: &IBig) -> Result<RBig, Kind> {
        if base.is_zero() && n.is_negative() {
            return Err(Kind::DivisionByZero);
        }
        if n.is_zero() || base.is_one() {
            return Ok(RBig::ONE);
        }
        if base.is_zero() || *base == -RBig::ONE {
            let even = n % 2 == 0;
            return Ok(if even { base * base } else { base.clone() });
        }
        let size = u64::try_from(n.clone().abs_of()).unwrap_or(u64::MAX);
        let length = bits_of_power(base, size);
        self.meter.reserve(length)?;
        self.meter.charge(price::multiply(length))?;
        let too_large = |_| Kind::Limit { what: Resource::Size };
        let size = isize::try_from(size).map_err(too_large)?;
        Ok(base.pow(if n.is_positive() { size } else { -size }))
    }
}

/// About how many bits a power has, never more than it has: of a short base, a sixteenth of its
/// sixteenth power's.
fn bits_of_power(base: &RBig, n: u64) -> u64 {
    let whole = bits(base);
    if whole > 64 {
        return whole.saturating_mul(n);
    }
    let above = base.numerator().pow(16).bit_len();
    let below = base.denominator().pow(16).bit_len();
    (above.max(below) as u64 - 1).saturating_mul(n) / 16 + 1
}

/// The size of an integer.
pub(crate) trait AbsOf {
    fn abs_of(self) -> UBig;
}

impl AbsOf for IBig {
    fn abs_of(self) -> UBig {
        self.into_parts().1
    }
}
