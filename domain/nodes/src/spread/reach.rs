//! How far a log goes, by somebody's word.

use serde::{Deserialize, Serialize};

use crate::NodeId;
use crate::catalogue::LogId;

/// How far a log goes by the word of whoever says so: it is not signed, because only pages count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Reach {
    /// Which log.
    pub log: LogId,
    /// How many lines of it.
    pub seq: u64,
}

/// What a node tells another: how far it knows logs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rumour {
    /// Some logs, at most as many as a group has members.
    pub reaches: Vec<Reach>,
    /// Whether these are all that it knows: who knows of more shall say so.
    #[serde(default)]
    pub whole: bool,
}

/// How far the log of a certain node goes: one that was begun later goes further than any before. The
/// least one says that nothing is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Extent {
    pub(super) began: u64,
    pub(super) seq: u64,
}

impl Reach {
    pub(super) fn extent(&self) -> Extent {
        Extent { began: self.log.began, seq: self.seq }
    }
}

impl Extent {
    pub(super) fn of(self, node: NodeId) -> Reach {
        Reach { log: LogId { node, began: self.began }, seq: self.seq }
    }
}
