//! What an evaluation works with: the meter, the atoms, and what is known of their digits.

use dashu::rational::RBig;

use crate::ball::Constants;
use crate::budget::{Meter, price};
use crate::real::{Applied, Atom, AtomId, Atoms, Real, bits};
use crate::refused::Kind;

mod angles;
mod approximate;
mod logarithms;
mod powers;
mod products;
mod rationals;
mod rounding;
mod sums;

pub(crate) use approximate::Memo;

/// Exact and proven arithmetic under a meter.
#[derive(Debug)]
pub(crate) struct Engine {
    pub(crate) meter: Meter,
    pub(crate) atoms: Atoms,
    constants: Constants,
    memo: Memo,
    /// How many expansions of kept values are under way.
    expanding: usize,
}

impl Engine {
    pub(crate) fn new(meter: Meter, atoms: Atoms) -> Self {
        let (constants, memo) = Default::default();
        Engine { meter, atoms, constants, memo, expanding: 0 }
    }

    /// The value of an atom, kept once.
    pub(crate) fn intern(&mut self, atom: Atom) -> Result<AtomId, Kind> {
        self.meter.charge(150)?;
        Ok(self.atoms.intern(atom))
    }

    /// π.
    pub(crate) fn pi(&mut self) -> Result<Real, Kind> {
        Ok(Real::atom(self.intern(Atom::Pi)?))
    }

    /// The value of a function as one atom.
    pub(crate) fn applied(&mut self, function: Applied, argument: Real) -> Result<Real, Kind> {
        self.meter.charge(price::copy(argument.bits()))?;
        Ok(Real::atom(self.intern(Atom::Applied(function, argument))?))
    }

    /// The argument, if the value is this function of it.
    pub(crate) fn argument_of(&self, value: &Real, function: Applied) -> Option<Real> {
        match self.atoms.get(value.as_atom()?) {
            Atom::Applied(of, argument) if *of == function => Some(argument.clone()),
            _ => None,
        }
    }

    /// A rational multiple of π.
    pub(crate) fn turn(&mut self, multiple: RBig) -> Result<Real, Kind> {
        let pi = self.intern(Atom::Pi)?;
        Ok(Real::term(multiple, vec![(pi, RBig::ONE)]))
    }

    /// Pays for an operation on two rationals and refuses a result that may be too long.
    fn pay_rational(&mut self, a: &RBig, b: &RBig) -> Result<(), Kind> {
        let (a, b) = (bits(a), bits(b));
        if a.max(b) <= 64 {
            return self.meter.charge(120);
        }
        self.meter.reserve(a + b)?;
        self.meter.charge(price::rational(a.max(b)))
    }
}
