//! Logs that go further than they are known here, by the word of others.

use std::collections::{BTreeMap, BTreeSet};

use super::reach::Extent;
use crate::NodeId;

/// Who says so, and which log comes first.
#[derive(Clone, Debug, Default)]
pub(super) struct Wanted {
    /// What each peer claims, by the nodes whose logs these are.
    claims: BTreeMap<NodeId, BTreeMap<NodeId, Extent>>,
    /// When the log of a node was pulled last: the number of that pull.
    turns: BTreeMap<NodeId, u64>,
    next_turn: u64,
}

impl Wanted {
    /// A peer says that the log of a node goes that far; its last word counts.
    pub(super) fn claim(&mut self, node: NodeId, peer: NodeId, extent: Extent) {
        self.claims.entry(peer).or_default().insert(node, extent);
    }

    /// A peer has no more of it than is known here.
    pub(super) fn withdraw(&mut self, node: NodeId, peer: NodeId) {
        self.retain(peer, |of, _| *of != node);
    }

    /// The log goes that far here: who claims no more has nothing to give.
    pub(super) fn settle(&mut self, node: NodeId, known: Extent) {
        for peer in self.peers() {
            self.retain(peer, |of, extent| *of != node || *extent > known);
        }
    }

    /// Nobody shall be asked for the log of a node any more.
    pub(super) fn remove(&mut self, node: NodeId) {
        for peer in self.peers() {
            self.withdraw(node, peer);
        }
        self.turns.remove(&node);
    }

    /// A peer is not connected any more.
    pub(super) fn leave(&mut self, peer: NodeId) {
        self.claims.remove(&peer);
    }

    /// What a peer says about the log of a node.
    pub(super) fn by(&self, peer: NodeId, node: NodeId) -> Option<Extent> {
        self.claims.get(&peer)?.get(&node).copied()
    }

    /// What peers say about the log of a node.
    pub(super) fn claims(&self, node: NodeId) -> impl Iterator<Item = (NodeId, Extent)> {
        let claims = self.claims.iter();
        claims.filter_map(move |(peer, logs)| Some((*peer, *logs.get(&node)?)))
    }

    pub(super) fn is_empty(&self) -> bool {
        self.claims.is_empty()
    }

    /// Whose logs these peers have more of: first what was not pulled for the longest time.
    pub(super) fn queue<'a>(&self, peers: impl Iterator<Item = &'a NodeId>) -> Vec<NodeId> {
        let logs = peers.filter_map(|peer| self.claims.get(peer)).flat_map(BTreeMap::keys);
        let turn = |node: &NodeId| self.turns.get(node).copied().unwrap_or_default();
        let queue: BTreeSet<_> = logs.map(|node| (turn(node), *node)).collect();
        queue.into_iter().map(|(_, node)| node).collect()
    }

    /// It is being pulled: the others come first now.
    pub(super) fn took_turn(&mut self, node: NodeId) {
        self.next_turn += 1;
        self.turns.insert(node, self.next_turn);
    }

    fn peers(&self) -> Vec<NodeId> {
        self.claims.keys().copied().collect()
    }

    fn retain(&mut self, peer: NodeId, which: impl Fn(&NodeId, &Extent) -> bool) {
        if let Some(logs) = self.claims.get_mut(&peer) {
            logs.retain(|node, extent| which(node, extent));
            if logs.is_empty() {
                self.claims.remove(&peer);
            }
        }
    }
}
