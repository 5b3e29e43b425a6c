//! Elementary functions of balls: the argument is brought into the range of [`fixed`], and the
//! argument's own error is carried through by a bound of the derivative.

use dashu::base::{BitTest, DivRemEuclid, Sign};
use dashu::integer::IBig;

use super::{Ball, Constants, MAX_EXPONENT, Magnitude, fixed};

impl Ball {
    /// The middle in units of `2^-bits`, off by less than one unit.
    fn fixed(&self, bits: usize) -> IBig {
        let shift = self.exponent + bits as i64;
        if shift >= 0 { &self.middle << shift as usize } else { &self.middle >> (-shift) as usize }
    }

    /// A ball around a fixed-point number.
    fn around(value: IBig, bits: usize, error: Magnitude) -> Self {
        let exponent = -(bits as i64);
        Ball { middle: value, exponent, radius: error.scale(exponent) }
    }

    /// e^x; `None` if x is not known to within 1/4 or too large.
    pub(crate) fn exp(&self, precision: usize, constants: &mut Constants) -> Option<Self> {
        if self.radius.top() > -2 || self.top() > MAX_EXPONENT.ilog2() as i64 {
            return None;
        }
        let bits = precision + fixed::guard(precision);
        // x = k ln 2 + r; ln 2 needs as many bits more as k has.
        let wide = bits + 40;
        let ln2 = constants.ln2(wide);
        let (k, rest) = self.fixed(wide).div_rem_euclid(&ln2);
        let value = fixed::exp(&(IBig::from(rest) >> 40), bits);
        let k = i64::try_from(k).ok()?;
        // The reduced argument is off by at most 1 + 2k·2^-40 + 1 units: 4, times e² at most.
        let result = Ball::around(value.value, bits, value.error.add(units(32))).scale(k);
        // |e^(x ± r) − e^x| ≤ e^x · 2r for r ≤ 1/4.
        let spread = result.size().add(result.radius).multiply(self.radius).scale(1);
        Some(Ball { radius: result.radius.add(spread), ..result }.rounded(precision))
    }

    /// ln x; `None` if the ball reaches near zero.
    pub(crate) fn ln(&self, precision: usize, constants: &mut Constants) -> Option<Self> {
        if self.middle.sign() == Sign::Negative || !self.is_apart(2) || self.middle.is_zero() {
            return None;
        }
        // x = f · 2^k with 3/4 ≤ f ≤ 3/2.
        let length = self.middle.bit_len();
        let above = length < 2 || !self.middle.bit(length - 2);
        let k = self.top() - i64::from(above);
        let f = Ball { exponent: self.exponent - k, ..self.clone() };
        let distance = f.subtract(&Ball::integer(IBig::ONE), length + 2);
        // Near 1 the logarithm is small: as many bits more.
        let near = if k == 0 { (-distance.top()).clamp(0, length as i64) } else { 0 };
        let bits = precision + near as usize + fixed::guard(precision + near as usize);
        let part = fixed::ln(&f.fixed(bits), bits);
        // The fixed argument is off by one unit, its logarithm by at most 4/3.
        let mut result = Ball::around(part.value, bits, part.error.add(units(2)));
        if k != 0 {
            let ln2 = constants.ln2(bits + 32);
            let whole = (ln2 * k) >> 32;
            result = result.add(&Ball::around(whole, bits, units(2)), bits);
        }
        // |ln(x ± r) − ln x| ≤ r / (x − r) ≤ 2r/x, and x ≥ 2^(top − 1).
        let spread = self.radius.scale(2 - self.top());
        Some(Ball { radius: result.radius.add(spread), ..result }.rounded(precision))
    }

    /// (sin x, cos x); the precision is absolute for large arguments, relative for small ones.
    pub(crate) fn sin_cos(&self, precision: usize, constants: &mut Constants) -> (Self, Self) {
        let top = self.top();
        if self.middle.is_zero() || top < -(precision as i64) {
            return self.sin_cos_of_tiny(precision);
        }
        let near = (-top).max(0) as usize;
        let bits = precision + near + fixed::guard(precision + near);
        let wide = bits + top.max(0) as usize + 8;
        let quarter = constants.pi(wide) >> 1;
        let (k, rest) = self.fixed(wide).div_rem_euclid(&quarter);
        let mut rest = IBig::from(rest) >> (wide - bits);
        // Fold [0, π/2) onto [0, π/4] where the series is good.
        let quarter = quarter >> (wide - bits);
        let folded = &rest * 2 > quarter;
        if folded {
            rest = quarter - rest;
        }
        let (sin, cos) = fixed::sin_cos(&rest, bits);
        let error = cos.error.add(units(8));
        let (sin, cos) = if folded { (cos.value, sin) } else { (sin, cos.value) };
        let turn = (k & IBig::from(3_u8)).try_into().unwrap_or(0_u8);
        let (sin, cos) = match turn {
            0 => (sin, cos),
            1 => (cos, -sin),
            2 => (-sin, -cos),
            _ => (-cos, sin),
        };
        let ball = |value| {
            let ball = Ball::around(value, bits, error);
            Ball { radius: ball.radius.add(self.radius), ..ball }.rounded(precision + near)
        };
        (ball(sin), ball(cos))
    }

    /// sin x = x ± |x|³, cos x = 1 ± x².
    fn sin_cos_of_tiny(&self, precision: usize) -> (Self, Self) {
        let size = self.size().add(self.radius);
        let square = size.multiply(size);
        let sin = Ball { radius: self.radius.add(square.multiply(size)), ..self.clone() };
        let cos = Ball { radius: square, ..Ball::integer(IBig::ONE) };
        (sin.rounded(precision), cos)
    }

    /// arctan x.
    pub(crate) fn atan(&self, precision: usize, constants: &mut Constants) -> Option<Self> {
        if self.middle.sign() == Sign::Negative {
            let positive = self.clone().negated();
            return positive.atan(precision, constants).map(Ball::negated);
        }
        if self.top() > 1 {
            // arctan x = π/2 − arctan 1/x
            let inverse = Ball::integer(IBig::ONE).divide(self, precision + 2)?;
            let bits = precision + 8;
            let half_turn = Ball::around(constants.pi(bits), bits, units(2)).scale(-1);
            return Some(half_turn.subtract(&inverse.atan(bits, constants)?, precision));
        }
        if self.middle.is_zero() || self.top() < -(precision as i64) {
            return Some(self.sin_cos_of_tiny(precision).0);
        }
        let bits = precision + (-self.top()).max(0) as usize;
        let bits = bits + fixed::guard(bits);
        let value = fixed::atan(&self.fixed(bits), bits);
        let result = Ball::around(value.value, bits, value.error.add(units(1)));
        // The derivative is at most 1.
        Some(Ball { radius: result.radius.add(self.radius), ..result }.rounded(precision))
    }

    /// arcsin x = 2 arctan(x / (1 + √(1 − x²))).
    pub(crate) fn asin(&self, precision: usize, constants: &mut Constants) -> Option<Self> {
        let one = Ball::integer(IBig::ONE);
        let bits = precision + 8;
        let root = one.subtract(&self.multiply(self, 2 * bits), 2 * bits).sqrt(bits)?;
        let tangent = self.divide(&one.add(&root, bits), bits)?;
        Some(tangent.atan(precision, constants)?.scale(1))
    }

    /// π to `precision` bits.
    pub(crate) fn pi(precision: usize, constants: &mut Constants) -> Self {
        let bits = precision + 2;
        Ball::around(constants.pi(bits), bits, units(2))
    }
}

/// An error of a few units in the last place.
fn units(count: u64) -> Magnitude {
    Magnitude::new(count, 0)
}
