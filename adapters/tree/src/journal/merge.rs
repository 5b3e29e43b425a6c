//! What differs between a folder and what is remembered of it.

use std::iter::Peekable;
use std::vec::IntoIter;

use maloca_files::{Hash, Print};

use crate::facts::Facts;

/// A file on disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct There {
    pub(super) name: String,
    pub(super) facts: Facts,
}

/// What is found of one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Difference {
    /// It is what it was.
    Same(Hash),
    /// It was not remembered, or as another version.
    Changed(There),
    /// It is not there any more.
    Gone(Print),
}

/// Compares the files of a folder with what is remembered of them, both in the order of bytes.
pub(super) struct Merge {
    disk: Peekable<IntoIter<There>>,
}

impl Merge {
    pub(super) fn new(mut disk: Vec<There>) -> Self {
        disk.sort_unstable_by(|one, other| one.name.cmp(&other.name));
        Self { disk: disk.into_iter().peekable() }
    }

    /// What a page of memory tells.
    pub(super) fn page(&mut self, prints: Vec<Print>) -> Vec<Difference> {
        prints.into_iter().flat_map(|print| self.up_to(print)).collect()
    }

    /// The files that come after all that is remembered.
    pub(super) fn rest(self) -> impl Iterator<Item = Difference> {
        self.disk.map(Difference::Changed)
    }

    fn up_to(&mut self, print: Print) -> Vec<Difference> {
        let name = print.path.name().unwrap_or_default();
        let mut found = Vec::new();
        while let Some(new) = self.disk.next_if(|there| there.name.as_str() < name) {
            found.push(Difference::Changed(new));
        }
        found.push(match self.disk.next_if(|there| there.name == name) {
            Some(there) if there.facts.version() == print.version => Difference::Same(print.hash),
            Some(there) => Difference::Changed(there),
            None => Difference::Gone(print),
        });
        found
    }
}
