//! Logs that go further than they are known here, by the word of others.

use std::collections::BTreeMap;

use super::reach::Extent;
use crate::NodeId;

/// Who says so, and which log comes first.
#[derive(Clone, Debug, Default)]
pub(super) struct Wanted {
    logs: BTreeMap<NodeId, Want>,
    next_turn: u64,
}

#[derive(Clone, Debug)]
struct Want {
    /// Its place in the queue: when it got in, or its last pull began.
    turn: u64,
    claims: BTreeMap<NodeId, Extent>,
}

impl Wanted {
    /// A peer says that the log of a node goes that far; its last word counts.
    pub(super) fn claim(&mut self, node: NodeId, peer: NodeId, extent: Extent) {
        let turn = self.next_turn;
        let want = self.logs.entry(node).or_insert_with(|| Want { turn, claims: BTreeMap::new() });
        want.claims.insert(peer, extent);
        self.next_turn += 1;
    }

    /// A peer has no more of it than is known here.
    pub(super) fn withdraw(&mut self, node: NodeId, peer: NodeId) {
        if let Some(want) = self.logs.get_mut(&node) {
            want.claims.remove(&peer);
            self.prune(node);
        }
    }

    /// What peers say about the log of a node.
    pub(super) fn claims(&self, node: NodeId) -> impl Iterator<Item = (NodeId, Extent)> {
        let claims = self.logs.get(&node).map(|want| &want.claims);
        claims.into_iter().flatten().map(|(peer, extent)| (*peer, *extent))
    }

    /// The log goes that far here: who claims no more has nothing to give.
    pub(super) fn settle(&mut self, node: NodeId, known: Extent) {
        if let Some(want) = self.logs.get_mut(&node) {
            want.claims.retain(|_, extent| *extent > known);
            self.prune(node);
        }
    }

    pub(super) fn remove(&mut self, node: NodeId) {
        self.logs.remove(&node);
    }

    /// A peer is not connected any more.
    pub(super) fn leave(&mut self, peer: NodeId) {
        self.logs.values_mut().for_each(|want| {
            want.claims.remove(&peer);
        });
        self.logs.retain(|_, want| !want.claims.is_empty());
    }

    /// Whose logs are wanted, in the order of their turns.
    pub(super) fn queue(&self) -> Vec<NodeId> {
        let mut queue: Vec<_> = self.logs.iter().map(|(node, want)| (want.turn, *node)).collect();
        queue.sort_unstable();
        queue.into_iter().map(|(_, node)| node).collect()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.logs.is_empty()
    }

    /// It is being pulled: the others come first now.
    pub(super) fn took_turn(&mut self, node: NodeId) {
        if let Some(want) = self.logs.get_mut(&node) {
            want.turn = self.next_turn;
            self.next_turn += 1;
        }
    }

    fn prune(&mut self, node: NodeId) {
        if self.logs.get(&node).is_some_and(|want| want.claims.is_empty()) {
            self.logs.remove(&node);
        }
    }
}
