//! Exponentials and logarithms.

use std::cmp::Ordering;

use dashu::base::Signed;
use dashu::rational::RBig;

use super::Engine;
use super::powers::domain;
use super::rationals::AbsOf;
use crate::real::{Applied, Atom, Factors, Real, Term};
use crate::refused::{Kind, Needs};

/// Logarithms of integers with more prime factors are kept in one piece.
const MAX_PRIMES: usize = 4;
/// Exponentials of sums with more terms are kept in one piece.
const MAX_TERMS: usize = 8;

impl Engine {
    /// e^x.
    pub(crate) fn exp(&mut self, x: &Real) -> Result<Real, Kind> {
        let terms = x.terms();
        if terms.len() > MAX_TERMS {
            return self.applied(Applied::Exp, x.clone());
        }
        let mut product = Real::one();
        for Term { coefficient, factors } in terms {
            let factor = self.exp_of_term(coefficient, factors)?;
            product = self.multiply(&product, &factor)?;
        }
        Ok(product)
    }

    /// e^(c·f): e^c, b^c if f is ln b, else a power of e^f.
    fn exp_of_term(&mut self, coefficient: RBig, factors: Factors) -> Result<Real, Kind> {
        if factors.is_empty() {
            let e = self.intern(Atom::E)?;
            return Ok(Real::term(RBig::ONE, vec![(e, coefficient)]));
        }
        let unit = Real::term(RBig::ONE, factors);
        if let Some(inside) = self.argument_of(&unit, Applied::Ln) {
            return self.rational_power(&inside, &coefficient);
        }
        let id = self.intern(Atom::Applied(Applied::Exp, unit))?;
        Ok(Real::term(RBig::ONE, vec![(id, coefficient)]))
    }

    /// ln x.
    pub(crate) fn ln(&mut self, x: &Real, name: &str) -> Result<Real, Kind> {
        match self.sign(x)? {
            Ordering::Greater => self.ln_of_positive(x),
            _ => Err(domain(name, Needs::Positive)),
        }
    }

    pub(super) fn ln_of_positive(&mut self, x: &Real) -> Result<Real, Kind> {
        match x {
            Real::Rational(value) => self.ln_of_rational(value),
            Real::Sum(_) => match x.single().cloned() {
                Some(term) if self.positive(&term) => self.ln_of_product(&term),
                _ => self.applied(Applied::Ln, x.clone()),
            },
        }
    }

    fn positive(&self, term: &Term) -> bool {
        term.coefficient.is_positive()
            && term.factors.iter().all(|(id, _)| self.atoms.is_positive(*id))
    }

    fn ln_of_rational(&mut self, value: &RBig) -> Result<Real, Kind> {
        let above = self.factors_of(value.numerator().clone().abs_of())?;
        let below = self.factors_of(value.denominator().clone())?;
        if above.len().max(below.len()) > MAX_PRIMES {
            return self.applied(Applied::Ln, Real::Rational(value.clone()));
        }
        let above = above.into_iter().map(|(base, count)| (base, i64::from(count)));
        let below = below.into_iter().map(|(base, count)| (base, -i64::from(count)));
        let mut sum = Real::zero();
        for (base, count) in above.chain(below) {
            let ln = self.applied(Applied::Ln, Real::whole(base))?;
            let id = ln.as_atom();
            id.into_iter().for_each(|id| self.atoms.set_positive(id));
            let part = self.scale(&ln, &RBig::from(count))?;
            sum = self.add(&sum, &part)?;
        }
        Ok(sum)
    }

    /// The logarithm of a product is a sum.
    fn ln_of_product(&mut self, term: &Term) -> Result<Real, Kind> {
        let mut sum = self.ln_of_rational(&term.coefficient)?;
        for (id, power) in &term.factors {
            let ln = match self.atoms.get(*id).clone() {
                Atom::E => Real::one(),
                Atom::Integer(base) => self.ln_of_rational(&RBig::from(base))?,
                Atom::Applied(Applied::Exp, x) => x,
                Atom::Applied(Applied::Itself, x) => self.applied(Applied::Ln, x)?,
                _ => self.applied(Applied::Ln, Real::atom(*id))?,
            };
            let part = self.scale(&ln, power)?;
            sum = self.add(&sum, &part)?;
        }
        Ok(sum)
    }

    /// The logarithm to a base.
    pub(crate) fn log(&mut self, x: &Real, base: &Real, name: &str) -> Result<Real, Kind> {
        let above = self.ln(x, name)?;
        if self.sign(base)? != Ordering::Greater {
            return Err(domain(name, Needs::LogarithmBase));
        }
        let below = self.ln_of_positive(base)?;
        match self.divide(&above, &below) {
            Err(Kind::DivisionByZero) => Err(domain(name, Needs::LogarithmBase)),
            quotient => quotient,
        }
    }
}
