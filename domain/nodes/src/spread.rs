//! Spreading the catalogue among the nodes of a group, as a pure state machine.
//!
//! A driver tells a [`Spread`] what happens ([`Spread::connected`], [`Spread::heard`],
//! [`Spread::advanced`], [`Spread::arrived`], [`Spread::failed`], [`Spread::tick`]) and does what
//! comes back as [`Action`]s. A rumour carries no truth: it only says whom to ask. What counts are
//! pages, which the driver follows by a [`Mark`](crate::catalogue::Mark) and commits before it says
//! that they arrived; so nobody is told of what is not on disk here.
//!
//! # How it decides
//! - *Rumours* (Demers and others, 1987): whoever learns how much further a log goes tells it at once
//!   to [`FANOUT`] peers drawn by lot; who has no more peers tells all. A peer that said that it has
//!   it already is left out. One peer is rung at most every [`BREATH`], with all that came up.
//! - *Anti-entropy*: with a new connection, and then with a peer drawn by lot every [`FIRST_ROUND`]
//!   up to [`LONGEST_ROUND`], a node tells how far it knows all logs. Who is ahead answers that. So
//!   what rumours missed arrives. Rounds grow rare while nothing changes.
//! - *Pulls*: one page at a time, one pull of a log, [`PULLS_OF_PEER`] from a peer, [`PULLS`] in all.
//!   The log that was not pulled for the longest time comes first: an endless one delays no other by
//!   more than its page.
//! - *Whom to ask*: of those who say they have it, whoever failed least; among equals the node whose
//!   log it is, but only if it said so itself: it shall not have to serve the whole group.
//! - *Doubt*: after a pull that failed some peers are told how far the log is known here, because those
//!   who are ahead answer: so a claim that is true finds another who can prove it.
//! - *Trust*: who is silent, has not what it claimed, or sends a page that is not believed rests,
//!   longer every time, and good pages make up for it. For a log of which its page was not believed
//!   it is not asked for [`trust::SHUN`]. A node that signed two histories is no longer asked about
//!   or told of, until it begins a new log.
//! - Everything is bounded by the members: logs of others are passed over, of each node the log that
//!   was begun last counts, and of what peers claim only that is kept which is not known here.
//!
//! # Layout
//! - [`reach`]: how far a log goes, and what nodes tell one another.
//! - [`trust`]: who failed and how it is treated.
//! - `wanted`: logs of which there is more, and whose turn it is; `pulls`: who is asked for which next.
//! - `peer`: a connected node; `telling`: whom to tell what, and when.

mod peer;
mod pulls;
pub mod reach;
#[cfg(test)]
mod simulation;
mod telling;
#[cfg(test)]
mod tests;
pub mod trust;
mod wanted;

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use fastrand::Rng;

use crate::NodeId;
use crate::catalogue::LogId;
use crate::members::MAX_MEMBERS;
use peer::Peer;
use pulls::Pull;
pub use pulls::{PULLS, PULLS_OF_PEER, PullId};
use reach::{Extent, Reach, Rumour};
use telling::Rounds;
pub use telling::{BREATH, FANOUT, FIRST_ROUND, LONGEST_ROUND};
use trust::{Failure, Trust};
use wanted::Wanted;

/// What the driver does next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// Send `rumour` to `peer`. It may get lost.
    Tell {
        /// To whom.
        peer: NodeId,
        /// What.
        rumour: Rumour,
    },
    /// Ask `peer` for the page that follows `after`, as pull `id`. It ends by [`Spread::arrived`] or
    /// [`Spread::failed`].
    Pull {
        /// The name of the pull from now on.
        id: PullId,
        /// Whom to ask.
        peer: NodeId,
        /// Which log, and how far it is known here.
        after: Reach,
    },
    /// Give pull `id` up at once; nothing more is expected of it.
    Cancel {
        /// Which pull.
        id: PullId,
    },
}

/// What a node knows of the catalogue of its group, and what it does to know it all.
#[derive(Clone, Debug)]
pub struct Spread {
    me: NodeId,
    rng: Rng,
    members: BTreeSet<NodeId>,
    /// How far the log of each member is on disk here.
    known: BTreeMap<NodeId, Extent>,
    /// Who signed two histories, in a log that was begun then.
    forked: BTreeMap<NodeId, u64>,
    peers: BTreeMap<NodeId, Peer>,
    trust: BTreeMap<NodeId, Trust>,
    wanted: Wanted,
    pulls: BTreeMap<PullId, Pull>,
    next_id: u64,
    rounds: Rounds,
}

impl Spread {
    /// A node of a group that knows no log yet: tell it what is on disk by [`Spread::advanced`].
    /// Whom it tells and asks is drawn from `seed`, which others should not be able to guess.
    #[must_use]
    pub fn new(me: NodeId, members: impl IntoIterator<Item = NodeId>, seed: u64) -> Self {
        Self {
            me,
            rng: Rng::with_seed(seed),
            members: members.into_iter().take(MAX_MEMBERS).collect(),
            known: BTreeMap::new(),
            forked: BTreeMap::new(),
            peers: BTreeMap::new(),
            trust: BTreeMap::new(),
            wanted: Wanted::default(),
            pulls: BTreeMap::new(),
            next_id: 0,
            rounds: Rounds::default(),
        }
    }

    /// How far the log of each member is known here.
    pub fn known(&self) -> impl Iterator<Item = Reach> {
        self.known.iter().map(|(node, extent)| extent.of(*node))
    }

    /// The members who signed two histories: what they share is not to be believed.
    pub fn forked(&self) -> impl Iterator<Item = &NodeId> {
        self.forked.keys()
    }

    /// Somebody belongs to the group now.
    pub fn admitted(&mut self, node: NodeId) {
        if self.members.len() < MAX_MEMBERS {
            self.members.insert(node);
        }
    }

    /// Somebody does not belong to the group any more: all about it is forgotten.
    pub fn removed(&mut self, node: NodeId, now: Duration) -> Vec<Action> {
        self.members.remove(&node);
        self.known.remove(&node);
        self.forked.remove(&node);
        self.trust.remove(&node);
        let mut actions = self.abandon(node);
        self.peers.values_mut().for_each(|peer| peer.knows(node));
        actions.extend(self.disconnected(node, now));
        actions
    }

    /// A member can be told and asked, over a new connection: pulls over an older one have ended.
    pub fn connected(&mut self, peer: NodeId, now: Duration) -> Vec<Action> {
        let actions = self.forget(peer);
        if peer != self.me && self.members.contains(&peer) {
            self.peers.insert(peer, Peer::default());
            self.greet(peer, now);
        }
        self.proceed(actions, now)
    }

    /// A member cannot be told nor asked any more; pulls from it have ended.
    pub fn disconnected(&mut self, peer: NodeId, now: Duration) -> Vec<Action> {
        let actions = self.forget(peer);
        self.proceed(actions, now)
    }

    /// A peer says how far logs go.
    pub fn heard(&mut self, peer: NodeId, rumour: &Rumour, now: Duration) -> Vec<Action> {
        if !self.peers.contains_key(&peer) {
            return Vec::new();
        }
        for reach in rumour.reaches.iter().take(MAX_MEMBERS) {
            self.weigh(peer, *reach);
        }
        if rumour.whole {
            self.fill(peer, rumour);
        }
        self.proceed(Vec::new(), now)
    }

    /// A log goes that far on disk here: one's own after a change, or any after a start.
    pub fn advanced(&mut self, reach: Reach, now: Duration) -> Vec<Action> {
        let actions = self.learn(reach, now);
        self.proceed(actions, now)
    }

    /// The page of pull `id` is on disk: the log goes as far as `reach` here, which may be one that
    /// its node began later than the one that was asked for.
    pub fn arrived(&mut self, id: PullId, reach: Reach, now: Duration) -> Vec<Action> {
        if let Some(pull) = self.pulls.remove(&id) {
            if reach <= pull.after {
                self.blame(&pull, Failure::Empty, now);
            } else {
                self.trust.entry(pull.peer).or_default().praise();
            }
        }
        self.advanced(reach, now)
    }

    /// Pull `id` brought nothing.
    pub fn failed(&mut self, id: PullId, failure: Failure, now: Duration) -> Vec<Action> {
        let Some(pull) = self.pulls.remove(&id) else {
            return Vec::new();
        };
        self.blame(&pull, failure, now);
        if failure == Failure::Forked {
            return self.mistrust(pull.after.log, now);
        }
        self.proceed(Vec::new(), now)
    }

    /// The node of this log signed two histories in it: nobody is asked about it or told of it any
    /// more. After a start the driver says so again.
    pub fn mistrust(&mut self, log: LogId, now: Duration) -> Vec<Action> {
        if !self.members.contains(&log.node) || self.is_forked(log.node, log.began) {
            return Vec::new();
        }
        self.forked.insert(log.node, log.began);
        let actions = self.abandon(log.node);
        self.proceed(actions, now)
    }

    /// Time passed: call it at least every 250 ms.
    pub fn tick(&mut self, now: Duration) -> Vec<Action> {
        let actions = self.time_out(now);
        self.round(now);
        self.proceed(actions, now)
    }

    /// Takes in how far a log goes here, and lets others know.
    fn learn(&mut self, reach: Reach, now: Duration) -> Vec<Action> {
        let node = reach.log.node;
        let is_new = self.extent(node).unwrap_or_default() < reach.extent();
        if !is_new || !self.members.contains(&node) || self.is_forked(node, reach.log.began) {
            return Vec::new();
        }
        self.forked.remove(&node);
        self.known.insert(node, reach.extent());
        self.ring(node);
        self.wanted.settle(node, reach.extent());
        self.rounds.hasten(now, &mut self.rng);
        self.cancel(|pull| pull.after.log.node == node && pull.after < reach)
    }

    /// What a peer was asked and what it said.
    fn forget(&mut self, peer: NodeId) -> Vec<Action> {
        self.peers.remove(&peer);
        self.wanted.leave(peer);
        self.cancel(|pull| pull.peer == peer)
    }

    /// Nobody is asked about the log of a node any more.
    fn abandon(&mut self, node: NodeId) -> Vec<Action> {
        self.wanted.remove(node);
        self.cancel(|pull| pull.after.log.node == node)
    }

    fn extent(&self, node: NodeId) -> Option<Extent> {
        self.known.get(&node).copied()
    }

    /// Whether a log is of somebody who signed two histories in it or in a later one.
    fn is_forked(&self, node: NodeId, began: u64) -> bool {
        self.forked.get(&node).is_some_and(|forked| began <= *forked)
    }

    /// Asks and tells whatever is due.
    fn proceed(&mut self, mut actions: Vec<Action>, now: Duration) -> Vec<Action> {
        actions.extend(self.pull(now));
        actions.extend(self.tell(now));
        actions
    }
}
