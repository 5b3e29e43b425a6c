//! What all statements say together: who belongs to the group.
//!
//! Statements are only ever added, and what they say does not depend on the order in which they came:
//! nodes that know the same statements agree. The rules:
//! - The founder belongs to the group and cannot be put out of it.
//! - Who belongs to it and may invite can let others in, with at most its own rights.
//! - It can put out those who are further away from the founder than itself. That wins over every
//!   admission and lasts. Who was let in only by one that was put out is out too: a thief of a key
//!   could have signed with any date.
//! - Where several let a node in, those nearest to the founder count.

use std::collections::{BTreeMap, BTreeSet};

use crate::{GroupId, Kind, NodeId, Rights, Statement};

mod settle;

/// The most nodes in a group.
pub const MAX_MEMBERS: usize = 1_024;
/// The most statements that are kept; beyond it new ones are not.
pub const MAX_STATEMENTS: usize = 8 * MAX_MEMBERS;
/// The most statements of one node that are kept.
pub const MAX_BY_ONE: usize = 2 * MAX_MEMBERS;
/// The most statements that wait for those on which they rest.
const MAX_WAITING: usize = 256;

/// What a member is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// What it may do.
    pub rights: Rights,
    /// Who let it in.
    pub by: NodeId,
    /// Since when, in microseconds since 1970.
    pub since: u64,
}

/// A fact and who states it; it is kept once.
type Fact = (NodeId, Kind, NodeId, Rights);

/// The statements of one group, and who belongs to it by them.
#[derive(Clone, Debug)]
pub struct Members {
    group: GroupId,
    /// Statements of those who may (or once might) make them, each with its number of arrival.
    kept: BTreeMap<Fact, (u64, Statement)>,
    /// Well signed, by nodes of whom nothing is known yet.
    waiting: BTreeSet<Statement>,
    arrived: u64,
    standing: BTreeMap<NodeId, Standing>,
    revoked: BTreeSet<NodeId>,
}

impl Members {
    /// A group with its founder alone.
    pub fn new(group: GroupId) -> Self {
        let mut members = Self {
            group,
            kept: BTreeMap::new(),
            waiting: BTreeSet::new(),
            arrived: 0,
            standing: BTreeMap::new(),
            revoked: BTreeSet::new(),
        };
        members.settle();
        members
    }

    /// The group.
    pub const fn group(&self) -> GroupId {
        self.group
    }

    /// Who belongs to it.
    pub const fn standing(&self) -> &BTreeMap<NodeId, Standing> {
        &self.standing
    }

    /// What a node is in the group, if it belongs to it.
    pub fn of(&self, node: &NodeId) -> Option<&Standing> {
        self.standing.get(node)
    }

    /// Whether the node was put out.
    pub fn is_revoked(&self, node: &NodeId) -> bool {
        self.revoked.contains(node)
    }

    /// How many statements arrived so far: the cursor for [`Members::since`].
    pub const fn arrived(&self) -> u64 {
        self.arrived
    }

    /// The statements that arrived after this many.
    pub fn since(&self, cursor: u64) -> Vec<Statement> {
        let newer = self.kept.values().filter(|(number, _)| *number > cursor);
        newer.map(|(_, statement)| *statement).collect()
    }

    /// Whether this node could put that one out.
    pub fn may_revoke(&self, by: &NodeId, node: &NodeId) -> bool {
        let is_nearer = || settle::depth(self, by) < settle::depth(self, node);
        self.may_invite(by) && self.of(node).is_some() && is_nearer()
    }

    /// Whether this node can let others in.
    pub fn may_invite(&self, node: &NodeId) -> bool {
        self.of(node).is_some_and(|standing| standing.rights.has(Rights::INVITE))
    }

    /// Takes what others say, and returns what of it is new and to be kept. What is of another group,
    /// badly signed, or by nobody who may say so changes nothing.
    pub fn merge(&mut self, statements: impl IntoIterator<Item = Statement>) -> Vec<Statement> {
        let group = self.group;
        let well = statements.into_iter().filter(|one| one.group == group && self.is_news(one));
        let well: BTreeSet<_> = well.filter(Statement::is_signed).collect();
        self.waiting.extend(well);
        let mut new = Vec::new();
        loop {
            let grounds = settle::grounds(self);
            let founded = |one: &Statement| may_state(&grounds, one);
            let (ready, waiting) = std::mem::take(&mut self.waiting).into_iter().partition(founded);
            self.waiting = waiting;
            let ready: BTreeSet<Statement> = ready;
            let kept = ready.into_iter().filter(|one| self.keep(*one)).collect::<Vec<_>>();
            if kept.is_empty() {
                break;
            }
            new.extend(kept);
        }
        while self.waiting.len() > MAX_WAITING {
            self.waiting.pop_last();
        }
        if !new.is_empty() {
            self.settle();
        }
        new
    }

    /// Whether nothing better is kept.
    fn is_news(&self, one: &Statement) -> bool {
        self.kept.get(&fact(one)).is_none_or(|(_, known)| age(one) < age(known))
    }

    fn keep(&mut self, one: Statement) -> bool {
        let is_known = self.kept.contains_key(&fact(&one));
        let is_full = self.kept.len() >= MAX_STATEMENTS
            || settle::stated(self, &one.by).count() >= MAX_BY_ONE;
        if (is_full && !is_known) || !self.is_news(&one) {
            return false;
        }
        self.arrived += 1;
        self.kept.insert(fact(&one), (self.arrived, one));
        true
    }

    fn settle(&mut self) {
        (self.standing, self.revoked) = settle::settle(self);
    }
}

fn may_state(grounds: &BTreeMap<NodeId, Rights>, one: &Statement) -> bool {
    grounds.get(&one.by).is_some_and(|rights| rights.has(Rights::INVITE))
}

const fn fact(one: &Statement) -> Fact {
    (one.by, one.kind, one.node, one.rights)
}

/// Of two that state the same the older one is kept, so that all keep the same one.
fn age(one: &Statement) -> (u64, [u8; 64]) {
    (one.at, one.signature.0)
}

#[cfg(test)]
mod tests;
