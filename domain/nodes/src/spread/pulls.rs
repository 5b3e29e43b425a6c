//! Who is asked for which log next.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use super::reach::{Extent, Reach};
use super::trust::{Failure, PATIENCE, Trust, patience};
use super::{Action, Spread};
use crate::NodeId;

/// How many pulls are under way at once.
pub const PULLS: usize = 32;

/// How many of them from one peer.
pub const PULLS_OF_PEER: usize = 4;

/// A request for one page, never used twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PullId(u64);

/// A pull that is under way.
#[derive(Clone, Debug)]
pub(super) struct Pull {
    pub(super) peer: NodeId,
    pub(super) after: Reach,
    since: Duration,
}

/// Who may be asked now.
struct Free {
    now: Duration,
    /// How many pulls more each of them may get.
    peers: BTreeMap<NodeId, usize>,
}

impl Spread {
    /// Asks for as much as may be asked for now.
    pub(super) fn pull(&mut self, now: Duration) -> Vec<Action> {
        if self.wanted.is_empty() || self.pulls.len() >= PULLS {
            return Vec::new();
        }
        let (mut free, mut actions) = (self.free(now), Vec::new());
        for node in self.idle(&free) {
            if free.peers.is_empty() || self.pulls.len() >= PULLS {
                break;
            }
            if let Some((peer, claimed)) = self.choose(node, &free) {
                actions.push(self.ask(peer, node, claimed, now));
                free.take(peer);
            }
        }
        actions
    }

    /// The peers that do not rest and have little to do.
    fn free(&self, now: Duration) -> Free {
        let rests = |peer: &NodeId| self.trust.get(peer).is_some_and(|trust| trust.rests(now));
        let ready = self.peers.keys().filter(|peer| !rests(peer));
        let peers = ready.map(|peer| (*peer, PULLS_OF_PEER)).collect();
        let mut free = Free { now, peers };
        self.pulls.values().for_each(|pull| free.take(pull.peer));
        free
    }

    /// The logs that can be asked for and are not being pulled, in the order of their turns.
    fn idle(&self, free: &Free) -> Vec<NodeId> {
        let pulled: BTreeSet<_> = self.pulls.values().map(|pull| pull.after.log.node).collect();
        let mut queue = self.wanted.queue(free.peers.keys());
        queue.retain(|node| !pulled.contains(node));
        queue
    }

    /// Who is asked for the log of a node: who failed least, then the node itself, then anybody.
    fn choose(&mut self, node: NodeId, free: &Free) -> Option<(NodeId, Extent)> {
        let rank = |peer: &NodeId| {
            let claimed = self.wanted.by(*peer, node)?;
            let faults = self.may_serve(*peer, node, free)?;
            Some(((faults, *peer != node), (*peer, claimed)))
        };
        let ranked: Vec<_> = free.peers.keys().filter_map(rank).collect();
        let best = ranked.iter().map(|(rank, _)| *rank).min()?;
        let best: Vec<_> = ranked.into_iter().filter(|(rank, _)| *rank == best).collect();
        self.rng.choice(best).map(|(_, one)| one)
    }

    /// How many faults a peer has, if it may be asked for the log of a node.
    fn may_serve(&self, peer: NodeId, node: NodeId, free: &Free) -> Option<u32> {
        let shuns = |trust: &Trust| trust.shuns(node, free.now);
        let may = free.peers.contains_key(&peer) && !self.trust.get(&peer).is_some_and(shuns);
        may.then(|| self.faults(&peer))
    }

    fn ask(&mut self, peer: NodeId, node: NodeId, claimed: Extent, now: Duration) -> Action {
        let id = PullId(self.next_id);
        self.next_id += 1;
        let known = self.extent(node).filter(|known| known.began == claimed.began);
        let after = Extent { seq: known.map_or(0, |known| known.seq), ..claimed }.of(node);
        self.pulls.insert(id, Pull { peer, after, since: now });
        self.wanted.took_turn(node);
        Action::Pull { id, peer, after }
    }

    /// Gives up what took too long; others are asked then.
    pub(super) fn time_out(&mut self, now: Duration) -> Vec<Action> {
        let old: Vec<_> =
            self.pulls.iter().filter(|(_, pull)| now >= pull.since + PATIENCE).collect();
        if old.is_empty() {
            return Vec::new();
        }
        let free = self.free(now);
        let late = old.into_iter().filter(|(_, pull)| self.is_late(pull, &free));
        let late: BTreeMap<_, _> = late.map(|(id, pull)| (*id, pull.clone())).collect();
        late.values().for_each(|pull| self.blame(pull, Failure::Silent, now));
        self.pulls.retain(|id, _| !late.contains_key(id));
        late.into_keys().map(|id| Action::Cancel { id }).collect()
    }

    /// Who failed before is given more time, its link may be slow; but only while nobody better has it.
    fn is_late(&self, pull: &Pull, free: &Free) -> bool {
        let (faults, node) = (self.faults(&pull.peer), pull.after.log.node);
        let is_better = |(peer, _)| self.may_serve(peer, node, free).is_some_and(|it| it < faults);
        free.now >= pull.since + patience(faults) || self.wanted.claims(node).any(is_better)
    }

    /// Gives up all pulls of a kind.
    pub(super) fn cancel(&mut self, which: impl Fn(&Pull) -> bool) -> Vec<Action> {
        let given_up = self.pulls.extract_if(.., |_, pull| which(pull));
        given_up.map(|(id, _)| Action::Cancel { id }).collect()
    }

    /// A pull failed. Who has not what it said must say it again before it is asked again. Others are
    /// told how far the log is known here, since those that know more answer.
    pub(super) fn blame(&mut self, pull: &Pull, failure: Failure, now: Duration) {
        let node = pull.after.log.node;
        self.ring(node);
        self.trust.entry(pull.peer).or_default().blame(node, failure, now);
        if matches!(failure, Failure::Empty | Failure::Bad) {
            self.wanted.withdraw(node, pull.peer);
        }
    }

    fn faults(&self, peer: &NodeId) -> u32 {
        self.trust.get(peer).map_or(0, Trust::faults)
    }
}

impl Free {
    /// A peer has one thing more to do.
    fn take(&mut self, peer: NodeId) {
        if let Some(left) = self.peers.get_mut(&peer) {
            *left -= 1;
            if *left == 0 {
                self.peers.remove(&peer);
            }
        }
    }
}
