//! Products and quotients.

use std::cmp::Ordering;

use dashu::base::Signed;
use dashu::integer::IBig;
use dashu::rational::RBig;

use super::Engine;
use crate::real::{Applied, Atom, AtomId, Factors, Real, Term};
use crate::refused::Kind;

/// Products of sums with more pairs of terms are kept in one piece.
const MAX_PAIRS: usize = 64;
/// How deep kept values are multiplied out within each other.
const MAX_EXPANSIONS: usize = 8;

impl Engine {
    pub(crate) fn multiply(&mut self, a: &Real, b: &Real) -> Result<Real, Kind> {
        match (a, b) {
            (Real::Rational(a), b) => self.scale(b, a),
            (a, Real::Rational(b)) => self.scale(a, b),
            (Real::Sum(x), Real::Sum(y)) => {
                if let Some(product) = self.cancelling(a, b)? {
                    return Ok(product);
                }
                if x.len() * y.len() > MAX_PAIRS {
                    let (a, b) = (self.in_one_piece(a)?, self.in_one_piece(b)?);
                    return self.multiply(&a, &b);
                }
                self.expand(x, y)
            }
        }
    }

    fn expand(&mut self, x: &[Term], y: &[Term]) -> Result<Real, Kind> {
        let mut sum = Real::zero();
        for a in x {
            for b in y {
                let coefficient = self.multiply_rationals(&a.coefficient, &b.coefficient)?;
                let factors = a.factors.iter().chain(&b.factors).cloned().collect();
                let product = self.product(coefficient, factors)?;
                sum = self.add(&sum, &product)?;
            }
        }
        Ok(sum)
    }

    /// A sum times a term that already holds a power of that sum: the powers add up.
    fn cancelling(&mut self, a: &Real, b: &Real) -> Result<Option<Real>, Kind> {
        let (sum, term) = match (a.single(), b.single()) {
            (None, Some(term)) => (a, term),
            (Some(term), None) => (b, term),
            _ => return Ok(None),
        };
        let (leading, unit) = self.normalised(sum)?;
        let known = self.atoms.known(&Atom::Applied(Applied::Itself, unit));
        let Some(piece) = known.filter(|id| term.factors.iter().any(|(other, _)| other == id))
        else {
            return Ok(None);
        };
        let coefficient = self.multiply_rationals(&leading, &term.coefficient)?;
        let mut factors = term.factors.clone();
        factors.push((piece, RBig::ONE));
        self.product(coefficient, factors).map(Some)
    }

    /// Brings a product into its normal form: factors merged, whole powers of integers multiplied
    /// out, kept sums expanded where their power has become whole.
    pub(super) fn product(&mut self, coefficient: RBig, factors: Factors) -> Result<Real, Kind> {
        self.meter.charge(80 + 80 * factors.len() as u64)?;
        let mut coefficient = coefficient;
        let mut kept = Factors::new();
        for (id, power) in merged(factors) {
            match self.atoms.get(id).clone() {
                Atom::Integer(base) => {
                    let whole = power.floor();
                    let base = RBig::from(base);
                    let outside = self.power_of_rational(&base, &whole)?;
                    coefficient = self.multiply_rationals(&coefficient, &outside)?;
                    let rest = power - whole;
                    kept.extend((!rest.is_zero()).then_some((id, rest)));
                }
                _ => kept.push((id, power)),
            }
        }
        self.expanded(coefficient, kept)
    }

    /// Replaces the first factor that can be written with simpler ones.
    fn expanded(&mut self, coefficient: RBig, mut factors: Factors) -> Result<Real, Kind> {
        if self.expanding >= MAX_EXPANSIONS {
            return Ok(Real::term(coefficient, factors));
        }
        for i in 0..factors.len() {
            let (id, power) = &factors[i];
            let Some(value) = self.simpler(*id, &power.clone())? else { continue };
            factors.remove(i);
            self.expanding += 1;
            let rest = self.product(coefficient, factors);
            let product = rest.and_then(|rest| self.multiply(&rest, &value));
            self.expanding -= 1;
            return product;
        }
        Ok(Real::term(coefficient, factors))
    }

    /// A whole power of a kept sum, multiplied out.
    fn simpler(&mut self, id: AtomId, power: &RBig) -> Result<Option<Real>, Kind> {
        let Some(power) = small_whole(power) else { return Ok(None) };
        match self.atoms.get(id).clone() {
            Atom::Applied(Applied::Itself, sum) if fits(&sum, power) => {
                self.repeated(&sum, power).map(Some)
            }
            _ => Ok(None),
        }
    }

    /// A positive whole power by repeated multiplication.
    pub(super) fn repeated(&mut self, x: &Real, power: u32) -> Result<Real, Kind> {
        let mut result = x.clone();
        for _ in 1..power {
            result = self.multiply(&result, x)?;
        }
        Ok(if power == 0 { Real::one() } else { result })
    }

    pub(crate) fn divide(&mut self, a: &Real, b: &Real) -> Result<Real, Kind> {
        if let (Real::Rational(a), Real::Rational(b)) = (a, b) {
            return Ok(Real::Rational(self.divide_rationals(a, b)?));
        }
        if let Some(ratio) = self.ratio(a, b)? {
            self.require_nonzero(b)?;
            return Ok(Real::Rational(ratio));
        }
        let inverse = self.invert(b)?;
        self.multiply(a, &inverse)
    }

    /// 1/x.
    pub(crate) fn invert(&mut self, x: &Real) -> Result<Real, Kind> {
        self.require_nonzero(x)?;
        match x {
            Real::Rational(value) => Ok(Real::Rational(self.divide_rationals(&RBig::ONE, value)?)),
            Real::Sum(terms) if terms.len() == 1 => {
                let inverse = self.divide_rationals(&RBig::ONE, &terms[0].coefficient)?;
                let factors = terms[0].factors.iter().map(|(id, p)| (*id, -p)).collect();
                self.product(inverse, factors)
            }
            Real::Sum(terms) => match self.by_conjugate(terms)? {
                Some(inverse) => Ok(inverse),
                None => {
                    let (leading, piece) = self.as_piece(x)?;
                    let inverse = self.divide_rationals(&RBig::ONE, &leading)?;
                    Ok(Real::term(inverse, vec![(piece, -RBig::ONE)]))
                }
            },
        }
    }

    /// 1/(a + b) = (a − b)/(a² − b²) where the divisor is rational, as with square roots.
    fn by_conjugate(&mut self, terms: &[Term]) -> Result<Option<Real>, Kind> {
        let [a, b] = terms else { return Ok(None) };
        let (a, b) = (Real::from_sorted(vec![a.clone()]), Real::from_sorted(vec![b.clone()]));
        let (a2, b2) = (self.multiply(&a, &a)?, self.multiply(&b, &b)?);
        let divisor = self.subtract(&a2, &b2)?;
        match divisor.as_rational() {
            Some(divisor) if !divisor.is_zero() => {
                let inverse = self.divide_rationals(&RBig::ONE, divisor)?;
                let conjugate = self.subtract(&a, &b)?;
                self.scale(&conjugate, &inverse).map(Some)
            }
            _ => Ok(None),
        }
    }

    fn require_nonzero(&mut self, x: &Real) -> Result<(), Kind> {
        let positive = |term: &Term, engine: &Engine| {
            term.factors.iter().all(|(id, _)| engine.atoms.is_positive(*id))
        };
        let proven = x.single().is_some_and(|term| positive(term, self));
        if proven || self.sign(x)? != Ordering::Equal { Ok(()) } else { Err(Kind::DivisionByZero) }
    }
}

/// Sorted by atom, exponents of one atom added up, none zero.
fn merged(mut factors: Factors) -> Factors {
    factors.sort_by_key(|(id, _)| *id);
    let mut merged = Factors::with_capacity(factors.len());
    for (id, power) in factors {
        match merged.last_mut() {
            Some((last, sum)) if *last == id => *sum += power,
            _ => merged.push((id, power)),
        }
    }
    merged.retain(|(_, power)| !power.is_zero());
    merged
}

/// A whole exponent from 1 to 8.
pub(super) fn small_whole(power: &RBig) -> Option<u32> {
    let small = power.is_int() && power.is_positive() && *power.numerator() <= IBig::from(8);
    if small { u32::try_from(power.numerator()).ok() } else { None }
}

/// Whether multiplying out stays small. A long sum that was put in one piece stays so.
fn fits(sum: &Real, power: u32) -> bool {
    let most = if power == 1 { 8 } else { MAX_PAIRS };
    sum.len().checked_pow(power).is_some_and(|terms| terms <= most)
}
