//! Who failed, and how it is treated.

use std::collections::BTreeMap;
use std::time::Duration;

use crate::NodeId;
use crate::catalogue::BadPage;

/// How long a peer whose page of a log was not believed is not asked for that log.
pub const SHUN: Duration = Duration::from_secs(600);

/// How long a peer rests that has one fault; twice as long with each further one.
const REST: Duration = Duration::from_secs(1);

/// The longest rest: nobody is shut out for good, it may have been an error.
const LONGEST_REST: Duration = Duration::from_secs(600);

/// More faults change nothing.
const MAX_FAULTS: u32 = 12;

/// How long a pull from a peer without faults may take.
pub(super) const PATIENCE: Duration = Duration::from_secs(4);

/// The longest that a pull may take.
const LONGEST_PATIENCE: Duration = Duration::from_secs(32);

/// Why a pull brought nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// No page came in time.
    Silent,
    /// The connection or the request broke off.
    Gone,
    /// The peer has not what it claimed to have.
    Empty,
    /// Its page is not believed.
    Bad,
    /// The node whose log it is signed two histories; whoever passed that on is not to blame.
    Forked,
}

impl From<BadPage> for Failure {
    fn from(bad: BadPage) -> Self {
        if bad == BadPage::Forked { Self::Forked } else { Self::Bad }
    }
}

impl Failure {
    fn faults(self) -> u32 {
        match self {
            Self::Forked => 0,
            Self::Silent | Self::Gone => 1,
            Self::Empty => 2,
            Self::Bad => 4,
        }
    }
}

/// What a node remembers of the failures of another.
#[derive(Clone, Debug, Default)]
pub(super) struct Trust {
    faults: u32,
    rests_until: Duration,
    /// Until when it is not asked for the logs of these nodes.
    shunned: BTreeMap<NodeId, Duration>,
}

impl Trust {
    pub(super) fn faults(&self) -> u32 {
        self.faults
    }

    pub(super) fn rests(&self, now: Duration) -> bool {
        now < self.rests_until
    }

    /// Whether it is not asked for the log of `node`.
    pub(super) fn shuns(&self, node: NodeId, now: Duration) -> bool {
        self.shunned.get(&node).is_some_and(|until| now < *until)
    }

    /// It sent a good page.
    pub(super) fn praise(&mut self) {
        self.faults = self.faults.saturating_sub(1);
    }

    /// A pull of the log of `node` failed.
    pub(super) fn blame(&mut self, node: NodeId, failure: Failure, now: Duration) {
        self.faults = (self.faults + failure.faults()).min(MAX_FAULTS);
        if failure.faults() > 0 {
            let rest = REST.saturating_mul(1 << (self.faults - 1)).min(LONGEST_REST);
            self.rests_until = now + rest;
        }
        if failure == Failure::Bad {
            self.shunned.retain(|_, until| now < *until);
            self.shunned.insert(node, now + SHUN);
        }
    }
}

/// How long a pull may take from a peer with so many faults.
pub(super) fn patience(faults: u32) -> Duration {
    PATIENCE.saturating_mul(1 << faults.min(MAX_FAULTS)).min(LONGEST_PATIENCE)
}
