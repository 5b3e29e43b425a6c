//! Atoms: what sums and products are made of, and the arena that keeps each once.

use std::collections::HashMap;

use dashu::integer::UBig;

use super::Real;

/// The number of an atom in its arena. An atom refers to smaller numbers only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct AtomId(u32);

/// A real number that is not taken apart further.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Atom {
    Pi,
    /// e, whose rational powers are the values of exp.
    E,
    /// An integer above 1, of which powers with exponents between 0 and 1 are kept.
    Integer(UBig),
    /// A function of a value.
    Applied(Applied, Real),
}

/// Functions whose values are atoms; the others are written with these.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Applied {
    /// The value itself, kept in one piece.
    Itself,
    Exp,
    Ln,
    Sin,
    Cos,
    Asin,
    Atan,
}

/// Keeps each atom once, so that equal values are equal numbers.
#[derive(Debug, Clone, Default)]
pub(crate) struct Atoms {
    list: Vec<(Atom, bool)>,
    index: HashMap<Atom, AtomId>,
}

impl AtomId {
    pub(crate) fn index(self) -> usize {
        self.0 as usize
    }
}

impl Atoms {
    /// The number of an atom, new or known.
    pub(crate) fn intern(&mut self, atom: Atom) -> AtomId {
        if let Some(id) = self.index.get(&atom) {
            return *id;
        }
        let id = AtomId(self.list.len() as u32);
        let positive =
            matches!(atom, Atom::Pi | Atom::E | Atom::Integer(_) | Atom::Applied(Applied::Exp, _));
        self.list.push((atom.clone(), positive));
        self.index.insert(atom, id);
        id
    }

    /// The number of an atom that is known already.
    pub(crate) fn known(&self, atom: &Atom) -> Option<AtomId> {
        self.index.get(atom).copied()
    }

    pub(crate) fn get(&self, id: AtomId) -> &Atom {
        &self.list[id.index()].0
    }

    /// Whether the atom is proven to be above zero.
    pub(crate) fn is_positive(&self, id: AtomId) -> bool {
        self.list[id.index()].1
    }

    /// Remembers a proof that the atom is above zero.
    pub(crate) fn set_positive(&mut self, id: AtomId) {
        self.list[id.index()].1 = true;
    }

    pub(crate) fn len(&self) -> usize {
        self.list.len()
    }

    /// The atoms that `id` is made of directly.
    pub(crate) fn parts(&self, id: AtomId) -> Vec<AtomId> {
        match self.get(id) {
            Atom::Applied(_, value) => value.atoms().collect(),
            _ => Vec::new(),
        }
    }

    /// Drops every atom that none of the values is made of. Tells the new number of each old one.
    pub(crate) fn keep_only<'a>(
        &mut self,
        values: impl Iterator<Item = &'a Real>,
    ) -> Vec<Option<AtomId>> {
        let mut used = vec![false; self.list.len()];
        values.flat_map(Real::atoms).for_each(|id| used[id.index()] = true);
        // Parts have smaller numbers than wholes: one pass from the end finds them all.
        for i in (0..self.list.len()).rev() {
            if used[i] {
                self.parts(AtomId(i as u32)).into_iter().for_each(|id| used[id.index()] = true);
            }
        }
        let old = std::mem::take(self);
        let mut renumbered = vec![None; old.list.len()];
        for (i, (atom, positive)) in old.list.into_iter().enumerate().filter(|(i, _)| used[*i]) {
            let atom = match atom {
                Atom::Applied(function, x) => Atom::Applied(function, x.renumbered(&renumbered)),
                atom => atom,
            };
            let id = self.intern(atom);
            self.list[id.index()].1 |= positive;
            renumbered[i] = Some(id);
        }
        renumbered
    }
}
