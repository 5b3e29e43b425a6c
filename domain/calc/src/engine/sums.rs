//! Sums of terms.

use std::cmp::Ordering;

use dashu::base::Abs;
use dashu::rational::RBig;

use super::Engine;
use super::products::small_whole;
use crate::real::{Applied, Atom, AtomId, Real, Term};
use crate::refused::Kind;

/// Sums of more terms are kept in one piece.
const MAX_TERMS: usize = 24;

impl Engine {
    pub(crate) fn add(&mut self, a: &Real, b: &Real) -> Result<Real, Kind> {
        if let (Real::Rational(a), Real::Rational(b)) = (a, b) {
            return Ok(Real::Rational(self.add_rationals(a, b)?));
        }
        let sum = self.merge(a.terms(), b.terms())?;
        let sum = self.with_fewer_sines(sum)?;
        if sum.len() > MAX_TERMS { self.in_one_piece(&sum) } else { Ok(sum) }
    }

    /// Writes sin² as 1 − cos² where that makes the sum shorter.
    fn with_fewer_sines(&mut self, sum: Real) -> Result<Real, Kind> {
        let terms = sum.terms();
        if terms.len() < 2 || !terms.iter().any(|term| self.squared_sine(term).is_some()) {
            return Ok(sum);
        }
        let mut rewritten = Real::zero();
        for term in terms {
            let part = self.without_squared_sine(term)?;
            rewritten = self.merge(rewritten.terms(), part.terms())?;
        }
        let shorter = rewritten.len() < sum.len() || rewritten.as_rational().is_some();
        Ok(if shorter { rewritten } else { sum })
    }

    /// Which factor is a power of a sine, from 2 to 8, and of what.
    fn squared_sine(&self, term: &Term) -> Option<(usize, u32, Real)> {
        term.factors.iter().enumerate().find_map(|(i, (id, power))| match self.atoms.get(*id) {
            Atom::Applied(Applied::Sin, x) => {
                small_whole(power).filter(|power| *power > 1).map(|power| (i, power, x.clone()))
            }
            _ => None,
        })
    }

    fn without_squared_sine(&mut self, mut term: Term) -> Result<Real, Kind> {
        let Some((i, power, x)) = self.squared_sine(&term) else {
            return Ok(Real::from_sorted(vec![term]));
        };
        let (sine, _) = term.factors.remove(i);
        let odd = (power % 2 == 1).then_some((sine, RBig::ONE));
        term.factors.extend(odd);
        let cosine = self.intern(Atom::Applied(Applied::Cos, x))?;
        let square = Real::term(-RBig::ONE, vec![(cosine, RBig::from(2))]);
        let square = self.merge(Real::one().terms(), square.terms())?;
        let even = self.repeated(&square, power / 2)?;
        let rest = self.product(term.coefficient, term.factors)?;
        self.multiply(&rest, &even)
    }

    fn merge(&mut self, a: Vec<Term>, b: Vec<Term>) -> Result<Real, Kind> {
        self.meter.charge(60 * (a.len() + b.len()) as u64)?;
        let mut sum = Vec::with_capacity(a.len() + b.len());
        let (mut a, mut b) = (a.into_iter().peekable(), b.into_iter().peekable());
        loop {
            let order = match (a.peek(), b.peek()) {
                (Some(x), Some(y)) => x.factors.cmp(&y.factors),
                (Some(_), None) => Ordering::Less,
                (None, Some(_)) => Ordering::Greater,
                (None, None) => return Ok(Real::from_sorted(sum)),
            };
            match order {
                Ordering::Less => sum.extend(a.next()),
                Ordering::Greater => sum.extend(b.next()),
                Ordering::Equal => {
                    let (Some(x), Some(y)) = (a.next(), b.next()) else { continue };
                    let coefficient = self.add_rationals(&x.coefficient, &y.coefficient)?;
                    if !coefficient.is_zero() {
                        sum.push(Term { coefficient, factors: x.factors });
                    }
                }
            }
        }
    }

    pub(crate) fn negate(&mut self, x: &Real) -> Result<Real, Kind> {
        match x {
            Real::Rational(value) => {
                self.meter.reserve(x.bits())?;
                Ok(Real::Rational(-value))
            }
            Real::Sum(_) => self.scale(x, &-RBig::ONE),
        }
    }

    pub(crate) fn subtract(&mut self, a: &Real, b: &Real) -> Result<Real, Kind> {
        let minus = self.negate(b)?;
        self.add(a, &minus)
    }

    /// A rational multiple.
    pub(crate) fn scale(&mut self, x: &Real, by: &RBig) -> Result<Real, Kind> {
        if by.is_zero() {
            return Ok(Real::zero());
        }
        match x {
            Real::Rational(value) => Ok(Real::Rational(self.multiply_rationals(value, by)?)),
            Real::Sum(terms) => {
                let mut scaled = Vec::with_capacity(terms.len());
                for Term { coefficient, factors } in terms.iter() {
                    let coefficient = self.multiply_rationals(coefficient, by)?;
                    scaled.push(Term { coefficient, factors: factors.clone() });
                }
                Ok(Real::from_sorted(scaled))
            }
        }
    }

    /// The value as a positive multiple of an atom, so that multiples of one sum share it.
    pub(super) fn as_piece(&mut self, x: &Real) -> Result<(RBig, AtomId), Kind> {
        let (leading, unit) = self.normalised(x)?;
        Ok((leading, self.intern(Atom::Applied(Applied::Itself, unit))?))
    }

    /// The size of the first coefficient, and the value divided by it.
    pub(super) fn normalised(&mut self, x: &Real) -> Result<(RBig, Real), Kind> {
        let leading = match x {
            Real::Rational(value) => value.clone().abs(),
            Real::Sum(terms) => terms[0].coefficient.clone().abs(),
        };
        let inverse = self.divide_rationals(&RBig::ONE, &leading)?;
        Ok((leading, self.scale(x, &inverse)?))
    }

    pub(super) fn in_one_piece(&mut self, x: &Real) -> Result<Real, Kind> {
        let (leading, piece) = self.as_piece(x)?;
        Ok(Real::term(leading, vec![(piece, RBig::ONE)]))
    }

    /// The rational `c` with `a = c·b`, if both are the same sum up to a factor.
    pub(super) fn ratio(&mut self, a: &Real, b: &Real) -> Result<Option<RBig>, Kind> {
        let (Real::Sum(x), Real::Sum(y)) = (a, b) else { return Ok(None) };
        let alike =
            x.len() == y.len() && x.iter().zip(y.iter()).all(|(x, y)| x.factors == y.factors);
        if !alike {
            return Ok(None);
        }
        let ratio = self.divide_rationals(&x[0].coefficient, &y[0].coefficient)?;
        let scaled = self.scale(b, &ratio)?;
        Ok((scaled == *a).then_some(ratio))
    }
}
