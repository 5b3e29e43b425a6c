//! Which folders are watched, and by which of the kernel's watches.

use std::collections::HashMap;
use std::sync::{Arc, Weak};

use maloca_files::Path;

use super::Bell;
use crate::facts::Identity;

/// One watched path.
struct Slot {
    bell: Weak<Bell>,
    number: u64,
    watch: Option<i32>,
    folder: Option<Identity>,
    digest: Option<u64>,
}

/// The watched paths. One folder can be there by several (symbolic links), and then they share the
/// kernel's watch.
///
/// What returns a watch returns one that nobody needs any more. Bells that come out are dropped
/// after the lock on the table, never under it: dropping the last one takes that lock.
#[derive(Default)]
pub(super) struct Table {
    slots: HashMap<Path, Slot>,
    paths: HashMap<i32, Vec<Path>>,
    count: u64,
}

impl Table {
    pub(super) fn len(&self) -> usize {
        self.slots.len()
    }

    #[cfg(test)]
    pub(super) fn is_empty(&self) -> bool {
        self.slots.is_empty() && self.paths.is_empty()
    }

    pub(super) const fn number(&mut self) -> u64 {
        self.count += 1;
        self.count
    }

    pub(super) fn bell(&self, path: &Path) -> Option<Arc<Bell>> {
        self.slots.get(path)?.bell.upgrade()
    }

    pub(super) fn all(&self) -> Vec<Arc<Bell>> {
        self.slots.values().filter_map(|slot| slot.bell.upgrade()).collect()
    }

    /// The bells of a watch.
    pub(super) fn of(&self, watch: i32) -> Vec<Arc<Bell>> {
        self.paths.get(&watch).into_iter().flatten().filter_map(|path| self.bell(path)).collect()
    }

    pub(super) fn is_armed(&self, path: &Path) -> bool {
        self.slots.get(path).is_some_and(|slot| slot.watch.is_some())
    }

    /// Whether the path leads to another folder than when it was armed.
    pub(super) fn is_elsewhere(&self, path: &Path, folder: Option<Identity>) -> bool {
        self.slots.get(path).is_some_and(|slot| slot.folder != folder)
    }

    /// Adds a bell; one of the same path that is about to end makes room.
    pub(super) fn insert(&mut self, bell: &Arc<Bell>) -> Option<i32> {
        let (number, weak) = (bell.number, Arc::downgrade(bell));
        let slot = Slot { bell: weak, number, watch: None, folder: None, digest: None };
        let old = self.slots.insert(bell.path.clone(), slot)?;
        self.release(old.watch, &bell.path)
    }

    /// Notes by which watch a path is heard of, if by any.
    pub(super) fn attach(
        &mut self,
        path: &Path,
        folder: Option<Identity>,
        watch: Option<i32>,
    ) -> Option<i32> {
        let slot = self.slots.get_mut(path)?;
        let old = std::mem::replace(&mut slot.watch, watch);
        slot.folder = folder;
        if old == watch {
            return None;
        }
        if let Some(watch) = watch {
            self.paths.entry(watch).or_default().push(path.clone());
        }
        self.release(old, path)
    }

    /// Notes what a folder that the kernel does not watch holds; tells whether it held other
    /// things before.
    pub(super) fn digest(&mut self, path: &Path, digest: Option<u64>) -> bool {
        let Some(slot) = self.slots.get_mut(path) else { return false };
        let old = std::mem::replace(&mut slot.digest, digest);
        old.is_some() && old != digest
    }

    /// The kernel ended a watch: the folder is gone.
    pub(super) fn ended(&mut self, watch: i32) {
        for path in self.paths.remove(&watch).into_iter().flatten() {
            if let Some(slot) = self.slots.get_mut(&path) {
                slot.watch = None;
            }
        }
    }

    /// Removes a bell, unless another one has taken its place.
    pub(super) fn forget(&mut self, path: &Path, number: u64) -> Option<i32> {
        if self.slots.get(path)?.number != number {
            return None;
        }
        let slot = self.slots.remove(path)?;
        self.release(slot.watch, path)
    }

    fn release(&mut self, watch: Option<i32>, path: &Path) -> Option<i32> {
        let watch = watch?;
        let paths = self.paths.get_mut(&watch)?;
        paths.retain(|other| other != path);
        if paths.is_empty() { self.paths.remove(&watch).map(|_| watch) } else { None }
    }
}
