//! How many connections each node has.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use maloca_nodes::NodeId;

/// The most connections of one node: a new one comes before the old one is known to be dead.
const EACH: usize = 4;

/// The seats of all nodes. Clones are the same.
#[derive(Clone, Debug, Default)]
pub(crate) struct Seats(Arc<Mutex<HashMap<NodeId, usize>>>);

/// One connection of a node, until it is dropped.
#[derive(Debug)]
pub(crate) struct Seat {
    seats: Seats,
    node: NodeId,
}

impl Seats {
    /// A seat for one more connection of a node, if it may have one.
    pub(crate) fn take(&self, node: NodeId) -> Option<Seat> {
        let mut taken = self.taken();
        let count = taken.entry(node).or_default();
        (*count < EACH).then(|| {
            *count += 1;
            Seat { seats: self.clone(), node }
        })
    }

    fn taken(&self) -> MutexGuard<'_, HashMap<NodeId, usize>> {
        // No change is left half done.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut taken = self.seats.taken();
        if let Some(count) = taken.get_mut(&self.node) {
            *count -= 1;
            if *count == 0 {
                taken.remove(&self.node);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_node_has_a_few_seats_and_those_it_leaves_are_free() {
        let (seats, node) = (Seats::default(), NodeId([1; 32]));
        let mut taken: Vec<_> = (0..EACH).map(|_| seats.take(node).unwrap()).collect();
        assert!(seats.take(node).is_none() && seats.take(NodeId([2; 32])).is_some());
        taken.pop();
        assert!(seats.take(node).is_some());
        drop(taken);
        assert!(seats.taken().is_empty());
    }
}
