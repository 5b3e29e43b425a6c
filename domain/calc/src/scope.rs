//! Variables that live from one expression to the next.

use std::collections::BTreeMap;

use crate::budget::price;
use crate::engine::Engine;
use crate::real::{Atoms, Real};
use crate::refused::{Kind, Resource};

/// How many variables are kept.
const MAX_VARIABLES: usize = 64;
/// Bits of all variables together.
const MAX_BITS: u64 = 1 << 22;
/// Atoms that the variables may be made of.
const MAX_ATOMS: usize = 4096;

/// Variables and `ans`, the last result; bounded in number and size.
#[derive(Debug, Clone, Default)]
pub struct Scope {
    values: BTreeMap<String, Real>,
    pub(crate) atoms: Atoms,
}

impl Scope {
    /// The names that have a value.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.values.keys().map(String::as_str)
    }

    /// Forgets everything.
    pub fn clear(&mut self) {
        *self = Scope::default();
    }

    /// Keeps the last result under `ans`; one that is too large is not kept.
    pub(crate) fn remember(&mut self, value: Real, engine: &mut Engine) -> Result<(), Kind> {
        match self.set("ans", value, engine) {
            Err(Kind::Limit { what: Resource::Variables }) => {
                self.values.remove("ans");
                Ok(())
            }
            kept => kept,
        }
    }

    /// Takes the atoms back after an evaluation and drops those that no variable uses.
    pub(crate) fn take_back(&mut self, atoms: Atoms) {
        self.atoms = atoms;
        if self.atoms.len() > MAX_ATOMS / 4 {
            let renumbered = self.atoms.keep_only(self.values.values());
            for value in self.values.values_mut() {
                *value = value.renumbered(&renumbered);
            }
        }
    }

    pub(crate) fn get(&self, name: &str) -> Option<&Real> {
        self.values.get(name)
    }

    /// Stores a value, unless that would make the scope too large.
    pub(crate) fn set(&mut self, name: &str, value: Real, engine: &mut Engine) -> Result<(), Kind> {
        let known = self.values.contains_key(name);
        let others = self.values.iter().filter(|(other, _)| *other != name);
        let bits: u64 = others.map(|(_, other)| size(other)).sum();
        let full = !known && self.values.len() >= MAX_VARIABLES;
        if full || bits + size(&value) > MAX_BITS || engine.atoms.len() > MAX_ATOMS {
            return Err(Kind::Limit { what: Resource::Variables });
        }
        engine.meter.charge(price::copy(size(&value)))?;
        self.values.insert(name.to_owned(), value);
        Ok(())
    }
}

/// Bits of all coefficients.
fn size(value: &Real) -> u64 {
    value.bits().saturating_mul(value.len() as u64)
}
