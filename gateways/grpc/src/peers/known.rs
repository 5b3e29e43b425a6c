//! How far a caller knows the logs.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use maloca_nodes::NodeId;
use maloca_nodes::catalogue::{LogId, Mark};

/// How far a caller knows the log of each node. Its clones are one and the same.
#[derive(Clone, Default)]
pub(super) struct Known(Arc<Mutex<BTreeMap<NodeId, Place>>>);

#[derive(Clone, Copy)]
struct Place {
    began: u64,
    seq: u64,
}

impl Known {
    /// The caller knows a log so far. A node's newer log replaces its older ones.
    pub(super) fn learn(&self, log: LogId, seq: u64) {
        let new = Place { began: log.began, seq };
        let mut places = self.places();
        let place = places.entry(log.node).or_insert(new);
        match place.began.cmp(&new.began) {
            Ordering::Less => *place = new,
            Ordering::Equal => place.seq = place.seq.max(seq),
            Ordering::Greater => {}
        }
    }

    /// The caller has shown lines of a log, those between two numbers. They count when it knows all
    /// before them.
    pub(super) fn extend(&self, log: LogId, after: u64, seq: u64) {
        if self.after(log).is_some_and(|known| known >= after) {
            self.learn(log, seq);
        }
    }

    /// The caller is taken to know the logs of all nodes of which it says nothing.
    pub(super) fn assume(&self, marks: &[Mark]) {
        let mut places = self.places();
        for Mark { log, seq, .. } in marks {
            places.entry(log.node).or_insert(Place { began: log.began, seq: *seq });
        }
    }

    /// The last line of a log that the caller knows; nothing when it knows a newer log of that node.
    pub(super) fn after(&self, log: LogId) -> Option<u64> {
        self.learn(log, 0);
        let place = self.places().get(&log.node).copied()?;
        (place.began == log.began).then_some(place.seq)
    }

    fn places(&self) -> MutexGuard<'_, BTreeMap<NodeId, Place>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn log(began: u64) -> LogId {
        LogId { node: NodeId([1; 32]), began }
    }

    #[test]
    fn a_log_of_which_nothing_is_known_begins_at_its_start() {
        assert_eq!(Known::default().after(log(1)), Some(0));
    }

    #[test]
    fn what_is_known_is_never_forgotten_but_for_a_newer_log() {
        let known = Known::default();
        known.learn(log(1), 5);
        known.learn(log(1), 3);
        assert_eq!(known.after(log(1)), Some(5));
        assert_eq!(known.after(log(2)), Some(0));
        assert_eq!(known.after(log(1)), None);
    }

    #[test]
    fn lines_after_a_gap_do_not_count() {
        let known = Known::default();
        known.extend(log(1), 3, 5);
        assert_eq!(known.after(log(1)), Some(0));
        known.extend(log(1), 0, 4);
        known.extend(log(1), 3, 5);
        assert_eq!(known.after(log(1)), Some(5));
    }

    #[test]
    fn only_what_the_caller_says_nothing_of_is_assumed() {
        let known = Known::default();
        known.learn(log(1), 2);
        let mark = |node: [u8; 32], seq| {
            let log = LogId { node: NodeId(node), began: 1 };
            Mark { seq, ..Mark::start(log) }
        };
        known.assume(&[mark([1; 32], 9), mark([2; 32], 7)]);
        assert_eq!(known.after(log(1)), Some(2));
        assert_eq!(known.after(mark([2; 32], 0).log), Some(7));
    }
}
