//! Decisions about reals: sign, order, whole part. Each is proven or refused.

use std::cmp::Ordering;

use dashu::base::Sign;
use dashu::integer::IBig;
use dashu::rational::RBig;

use super::Engine;
use crate::ball::Ball;
use crate::real::Real;
use crate::refused::{Kind, Resource};

/// Precision of the first look at a value, in bits.
const FIRST: usize = 64;
/// No value is looked at with more bits than this.
pub(crate) const LAST: usize = 1 << 14;

impl Engine {
    /// How the value compares with zero.
    pub(crate) fn sign(&mut self, x: &Real) -> Result<Ordering, Kind> {
        if let Some(value) = x.as_rational() {
            return Ok(value.cmp(&RBig::ZERO));
        }
        let sign = self.looking_closer(x, FIRST, |_, ball| Ok(ball.sign()))?;
        Ok(if sign == Sign::Positive { Ordering::Greater } else { Ordering::Less })
    }

    pub(crate) fn compare(&mut self, a: &Real, b: &Real) -> Result<Ordering, Kind> {
        let difference = self.subtract(a, b)?;
        self.sign(&difference)
    }

    /// The largest whole number that is not above x.
    pub(crate) fn floor(&mut self, x: &Real) -> Result<IBig, Kind> {
        if let Some(value) = x.as_rational() {
            return Ok(value.floor());
        }
        self.looking_closer(x, FIRST, |engine, ball| {
            engine.meter.reserve(ball.top().max(0) as u64)?;
            Ok(ball.floor(false))
        })
    }

    /// Evaluates with doubled precision until `decide` finds an answer.
    pub(crate) fn looking_closer<T>(
        &mut self,
        x: &Real,
        first: usize,
        decide: impl Fn(&mut Engine, &Ball) -> Result<Option<T>, Kind>,
    ) -> Result<T, Kind> {
        let mut precision = first;
        while precision <= LAST {
            if let Some(ball) = self.approximate(x, precision)?
                && let Some(answer) = decide(self, &ball)?
            {
                return Ok(answer);
            }
            precision *= 2;
        }
        Err(Kind::Limit { what: Resource::Precision })
    }
}
