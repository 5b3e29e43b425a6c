//! One writer at a time decides about a name.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::facts::Identity;

/// A fixed number of locks that all names share, so that they cannot pile up. Two names that fall
/// on the same lock only wait for each other.
pub(crate) struct Locks([Mutex<()>; 64]);

impl Default for Locks {
    fn default() -> Self {
        Self(std::array::from_fn(|_| Mutex::new(())))
    }
}

impl Locks {
    /// Holds a name in a folder, by whatever path that folder was reached.
    pub(crate) fn hold(&self, folder: Identity, name: &str) -> MutexGuard<'_, ()> {
        let mut hasher = DefaultHasher::new();
        (folder, name).hash(&mut hasher);
        let at = usize::try_from(hasher.finish() % self.0.len() as u64).unwrap_or(0);
        self.0[at].lock().unwrap_or_else(PoisonError::into_inner)
    }
}
