//! The digits of a real: a ball of a given precision, computed atom by atom.

use dashu::base::BitTest;
use dashu::integer::IBig;
use dashu::rational::RBig;

use super::Engine;
use crate::ball::{Ball, MAX_EXPONENT};
use crate::budget::price;
use crate::real::{Applied, Atom, AtomId, Real, Term};
use crate::refused::{Kind, Resource};

/// Balls of atoms at one precision. An inner `None` stands for a value that this precision cannot
/// bound.
#[derive(Debug, Clone, Default)]
pub(crate) struct Memo {
    precision: usize,
    balls: Vec<Option<Option<Ball>>>,
}

/// Roots up to this one are taken directly, others by logarithm.
const MAX_ROOT: u32 = 8;

impl Engine {
    /// A ball around the value; `None` if the precision is not enough to bound it.
    pub(crate) fn approximate(&mut self, x: &Real, precision: usize) -> Result<Option<Ball>, Kind> {
        if self.memo.precision != precision {
            self.memo = Memo { precision, balls: Vec::new() };
        }
        self.memo.balls.resize(self.atoms.len(), None);
        self.prepare(x)?;
        self.ball_of(x)
    }

    /// Evaluates the atoms of a value, parts before wholes, without recursion.
    fn prepare(&mut self, x: &Real) -> Result<(), Kind> {
        let factors = x.terms().into_iter().flat_map(|term| term.factors);
        let mut waiting: Vec<AtomId> = factors.map(|(id, _)| id).collect();
        while let Some(id) = waiting.last().copied() {
            self.meter.charge(20)?;
            if self.memo.balls[id.index()].is_some() {
                waiting.pop();
                continue;
            }
            let parts = self.atoms.parts(id);
            let missing = parts.into_iter().filter(|id| self.memo.balls[id.index()].is_none());
            let before = waiting.len();
            waiting.extend(missing);
            if waiting.len() == before {
                let ball = self.ball_of_atom(id)?;
                self.memo.balls[id.index()] = Some(ball);
                waiting.pop();
            }
        }
        Ok(())
    }

    fn ball_of(&mut self, x: &Real) -> Result<Option<Ball>, Kind> {
        let precision = self.memo.precision;
        let mut sum: Option<Ball> = None;
        for term in x.terms() {
            let Some(ball) = self.ball_of_term(&term)? else { return Ok(None) };
            sum = Some(match sum {
                Some(sum) => sum.add(&ball, precision),
                None => ball,
            });
        }
        Ok(Some(sum.unwrap_or_else(|| Ball::integer(IBig::ZERO))))
    }

    fn ball_of_term(&mut self, term: &Term) -> Result<Option<Ball>, Kind> {
        let precision = self.memo.precision;
        let mut product = self.ball_of_rational(&term.coefficient)?;
        for (id, power) in &term.factors {
            let Some(factor) = self.ball_of_power(*id, power)? else { return Ok(None) };
            self.meter.charge(price::multiply(precision as u64) + 100)?;
            product = product.multiply(&factor, precision);
        }
        self.check_range(Some(product))
    }

    fn ball_of_rational(&mut self, value: &RBig) -> Result<Ball, Kind> {
        self.rational_to(value, self.memo.precision)
    }

    fn rational_to(&mut self, value: &RBig, precision: usize) -> Result<Ball, Kind> {
        let bits = crate::real::bits(value).saturating_add(precision as u64);
        let cost = if value.is_int() { price::copy(bits) } else { price::divide(bits) };
        self.meter.charge(cost)?;
        Ok(Ball::rational(value, precision))
    }

    /// Refuses values beyond what exponents can hold.
    fn check_range(&self, ball: Option<Ball>) -> Result<Option<Ball>, Kind> {
        match ball {
            Some(ball) if !ball.middle.is_zero() && ball.top().abs() > MAX_EXPONENT => {
                Err(Kind::Limit { what: Resource::Size })
            }
            ball => Ok(ball),
        }
    }

    /// A power of an atom, by the shortest way.
    fn ball_of_power(&mut self, id: AtomId, power: &RBig) -> Result<Option<Ball>, Kind> {
        let atom = self.atoms.get(id).clone();
        let precision = self.memo.precision;
        match atom {
            Atom::E => {
                let exponent = self.ball_of_exact(power)?;
                self.exp_ball(&exponent)
            }
            Atom::Applied(Applied::Exp, x) => {
                let Some(inside) = self.ball_of(&x)? else { return Ok(None) };
                let exponent = inside.multiply(&self.ball_of_rational(power)?, precision);
                self.exp_ball(&exponent)
            }
            Atom::Integer(base) if small_root(power).is_some() => {
                let n = small_root(power).unwrap_or(1) as usize;
                self.meter.charge(price::divide((n * precision) as u64).saturating_mul(20))?;
                let base_bits = base.bit_len() as u64;
                self.meter.charge(price::divide(base_bits).saturating_mul(20))?;
                let root = Ball::integer_root(&base, n, precision);
                self.whole_power_ball(&root, power.numerator())
            }
            _ => match self.memo.balls[id.index()].clone().flatten() {
                Some(ball) => self.general_power(&ball, power),
                None => Ok(None),
            },
        }
    }

    fn general_power(&mut self, ball: &Ball, power: &RBig) -> Result<Option<Ball>, Kind> {
        let precision = self.memo.precision;
        if power.is_int() {
            return self.whole_power_ball(ball, power.numerator());
        }
        if *power.denominator() == 2_u8.into() {
            self.meter.charge(price::divide(precision as u64 * 2) + 200)?;
            let Some(root) = ball.sqrt(precision) else { return Ok(None) };
            return self.whole_power_ball(&root, power.numerator());
        }
        self.pay_elementary(precision)?;
        let Some(ln) = ball.ln(precision, &mut self.constants) else { return Ok(None) };
        let exponent = ln.multiply(&self.ball_of_rational(power)?, precision);
        self.exp_ball(&exponent)
    }

    fn whole_power_ball(&mut self, ball: &Ball, n: &IBig) -> Result<Option<Ball>, Kind> {
        let Ok(small) = i32::try_from(n) else {
            return Err(Kind::Limit { what: Resource::Size });
        };
        if small == 1 {
            return Ok(Some(ball.clone()));
        }
        let precision = self.memo.precision;
        let steps = u64::from(small.unsigned_abs().ilog2()) * 2 + 4;
        self.meter.charge((price::multiply(precision as u64) + 100).saturating_mul(steps))?;
        // The exponent of the result stays far inside i64: 2^31 times at most 2^30.
        self.check_range(ball.power(i64::from(small), precision))
    }

    fn exp_ball(&mut self, x: &Ball) -> Result<Option<Ball>, Kind> {
        if x.top() > i64::from(MAX_EXPONENT.ilog2()) {
            return Err(Kind::Limit { what: Resource::Size });
        }
        self.pay_elementary(self.memo.precision)?;
        Ok(x.exp(self.memo.precision, &mut self.constants))
    }

    /// An exact rational with as many bits more as it has before the point.
    fn ball_of_exact(&mut self, value: &RBig) -> Result<Ball, Kind> {
        let before = value.numerator().bit_len().saturating_sub(value.denominator().bit_len()) + 1;
        self.meter.reserve(before as u64)?;
        let precision = self.memo.precision + before;
        self.rational_to(value, precision)
    }

    /// A logarithm of a number near 1 is as small as the number is near: as many bits more.
    fn ball_of_argument(&mut self, function: Applied, value: &RBig) -> Result<Ball, Kind> {
        if function != Applied::Ln {
            return self.ball_of_exact(value);
        }
        let below: IBig = value.denominator().clone().into();
        let distance = (value.numerator() - &below).bit_len();
        let near = below.bit_len().saturating_sub(distance);
        self.pay_elementary(self.memo.precision + near)?;
        self.rational_to(value, self.memo.precision + near)
    }

    fn ball_of_atom(&mut self, id: AtomId) -> Result<Option<Ball>, Kind> {
        let precision = self.memo.precision;
        match self.atoms.get(id).clone() {
            Atom::Pi => {
                self.pay_elementary(precision)?;
                Ok(Some(Ball::pi(precision, &mut self.constants)))
            }
            // Their powers are evaluated where they stand.
            Atom::E | Atom::Applied(Applied::Exp, _) => Ok(Some(Ball::integer(IBig::ONE))),
            Atom::Integer(n) => Ok(Some(Ball::rational(&RBig::from(n), precision))),
            Atom::Applied(function, x) => {
                let argument = match &x {
                    Real::Rational(value) => Some(self.ball_of_argument(function, value)?),
                    Real::Sum(_) => self.ball_of(&x)?,
                };
                let Some(argument) = argument else { return Ok(None) };
                let ball = self.apply(function, &argument)?;
                self.check_range(ball)
            }
        }
    }

    fn apply(&mut self, function: Applied, x: &Ball) -> Result<Option<Ball>, Kind> {
        let precision = self.memo.precision;
        if function == Applied::Itself {
            return Ok(Some(x.clone()));
        }
        let before =
            if matches!(function, Applied::Sin | Applied::Cos) { x.top().max(0) } else { 0 };
        self.meter.reserve(before as u64)?;
        self.pay_elementary(precision)?;
        if before > 0 {
            self.pay_constant(precision + before as usize)?;
        }
        let constants = &mut self.constants;
        Ok(match function {
            Applied::Itself => Some(x.clone()),
            Applied::Exp => x.exp(precision, constants),
            Applied::Ln => x.ln(precision, constants),
            Applied::Sin => Some(x.sin_cos(precision, constants).0),
            Applied::Cos => Some(x.sin_cos(precision, constants).1),
            Applied::Asin => x.asin(precision, constants),
            Applied::Atan => x.atan(precision, constants),
        })
    }

    /// An elementary function takes about 3√p multiplications, square roots among them.
    fn pay_elementary(&mut self, precision: usize) -> Result<(), Kind> {
        let p = precision as u64 + 40;
        let operations = 6 * p.isqrt() + 20;
        self.meter.charge((price::multiply(p) + 40).saturating_mul(operations))?;
        self.pay_constant(precision)
    }

    /// The series of π takes about p/4 divisions by small numbers.
    fn pay_constant(&mut self, bits: usize) -> Result<(), Kind> {
        let bits = bits as u64;
        self.meter.charge((bits / 3 + 10).saturating_mul(bits / 32 + 30))
    }
}

/// The denominator of a power a/b with small a and b.
fn small_root(power: &RBig) -> Option<u32> {
    let root = u32::try_from(power.denominator()).ok().filter(|n| (2..=MAX_ROOT).contains(n))?;
    (power.numerator().bit_len() <= 16).then_some(root)
}
