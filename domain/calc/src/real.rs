//! Real numbers in a form that keeps what is known exactly: a rational, or a sum of rational multiples
//! of products of powers of *atoms* (π, e, integers under a root, values of functions).
//!
//! `√2·√3 − √6`, `ln 8 / ln 2` or `sin²x + cos²x` therefore collapse to rationals without looking at a
//! digit. Whatever does not collapse is evaluated with proven error bounds (see [`crate::ball`]).
//! Atoms live in an arena and refer to each other by number, so nothing here recurses when dropped.
//! Complex values will be a pair of these; units a vector of exponents beside one.

use std::sync::Arc;

use dashu::base::{BitTest, Sign};
use dashu::integer::IBig;
use dashu::rational::RBig;

pub(crate) mod atom;

pub(crate) use atom::{Applied, Atom, AtomId, Atoms};

/// A real number.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Real {
    Rational(RBig),
    /// Never empty, never only a rational; sorted by factors, no factors twice, no coefficient zero.
    Sum(Arc<[Term]>),
}

/// A rational multiple of a product.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Term {
    pub(crate) coefficient: RBig,
    pub(crate) factors: Factors,
}

/// Powers of atoms, sorted by atom, no exponent zero; empty for 1.
pub(crate) type Factors = Vec<(AtomId, RBig)>;

impl Real {
    pub(crate) fn zero() -> Self {
        Real::Rational(RBig::ZERO)
    }

    pub(crate) fn one() -> Self {
        Real::Rational(RBig::ONE)
    }

    /// A whole number.
    pub(crate) fn whole(value: impl Into<IBig>) -> Self {
        Real::Rational(RBig::from(value.into()))
    }

    /// `above / below`; `below` is not zero.
    pub(crate) fn fraction(above: i32, below: u8) -> Self {
        Real::Rational(RBig::from_parts(above.into(), below.into()))
    }

    /// An atom itself.
    pub(crate) fn atom(id: AtomId) -> Self {
        Real::term(RBig::ONE, vec![(id, RBig::ONE)])
    }

    /// One term; `coefficient` may be zero and `factors` empty.
    pub(crate) fn term(coefficient: RBig, factors: Factors) -> Self {
        if factors.is_empty() || coefficient.is_zero() {
            return Real::Rational(coefficient);
        }
        Real::Sum([Term { coefficient, factors }].into())
    }

    /// Terms that are sorted and merged already.
    pub(crate) fn from_sorted(terms: Vec<Term>) -> Self {
        match terms.as_slice() {
            [] => Real::zero(),
            [only] if only.factors.is_empty() => Real::Rational(only.coefficient.clone()),
            _ => Real::Sum(terms.into()),
        }
    }

    /// The exact value if it is rational.
    pub(crate) fn as_rational(&self) -> Option<&RBig> {
        match self {
            Real::Rational(value) => Some(value),
            Real::Sum(_) => None,
        }
    }

    /// The terms; a rational other than zero has one without factors.
    pub(crate) fn terms(&self) -> Vec<Term> {
        match self {
            Real::Rational(value) if value.is_zero() => Vec::new(),
            Real::Rational(value) => {
                vec![Term { coefficient: value.clone(), factors: Vec::new() }]
            }
            Real::Sum(terms) => terms.to_vec(),
        }
    }

    /// How many terms there are.
    pub(crate) fn len(&self) -> usize {
        match self {
            Real::Rational(_) => 1,
            Real::Sum(terms) => terms.len(),
        }
    }

    /// The only term of a sum of one.
    pub(crate) fn single(&self) -> Option<&Term> {
        match self {
            Real::Sum(terms) => match &**terms {
                [only] => Some(only),
                _ => None,
            },
            Real::Rational(_) => None,
        }
    }

    /// The atom, if the value is exactly one.
    pub(crate) fn as_atom(&self) -> Option<AtomId> {
        let term = self.single()?;
        match term.factors.as_slice() {
            [(id, power)] if power.is_one() && term.coefficient.is_one() => Some(*id),
            _ => None,
        }
    }

    /// Whether the first coefficient is negative: one of x and −x.
    pub(crate) fn leads_negative(&self) -> bool {
        let leading = match self {
            Real::Rational(value) => value,
            Real::Sum(terms) => &terms[0].coefficient,
        };
        leading.sign() == Sign::Negative
    }

    /// The atoms that the value is made of directly.
    pub(crate) fn atoms(&self) -> impl Iterator<Item = AtomId> {
        let terms = match self {
            Real::Rational(_) => &[],
            Real::Sum(terms) => &**terms,
        };
        terms.iter().flat_map(|term| term.factors.iter().map(|(id, _)| *id))
    }

    /// The same value with the atoms' new numbers, which are in the same order as the old ones.
    pub(crate) fn renumbered(&self, numbers: &[Option<AtomId>]) -> Self {
        let Real::Sum(terms) = self else { return self.clone() };
        let renumber = |(id, power): &(AtomId, RBig)| {
            (numbers.get(id.index()).copied().flatten().unwrap_or(*id), power.clone())
        };
        let renumbered = terms.iter().map(|term| Term {
            coefficient: term.coefficient.clone(),
            factors: term.factors.iter().map(renumber).collect(),
        });
        Real::Sum(renumbered.collect())
    }

    /// Bits of the longest coefficient.
    pub(crate) fn bits(&self) -> u64 {
        match self {
            Real::Rational(value) => bits(value),
            Real::Sum(terms) => terms.iter().map(|term| bits(&term.coefficient)).max().unwrap_or(0),
        }
    }
}

/// Bits of the longer of numerator and denominator.
pub(crate) fn bits(value: &RBig) -> u64 {
    value.numerator().bit_len().max(value.denominator().bit_len()) as u64
}
