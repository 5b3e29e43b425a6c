//! Whom to tell what, and when.

use std::collections::BTreeSet;
use std::time::Duration;

use fastrand::Rng;

use super::reach::{Reach, Rumour};
use super::{Action, Spread};
use crate::NodeId;

/// How many peers are told at once that a log goes further. A rumour that everybody passes on to
/// eight misses one node in three thousand, and what it misses anti-entropy brings.
pub const FANOUT: usize = 8;

/// The shortest time between two rumours to one peer.
pub const BREATH: Duration = Duration::from_millis(200);

/// How long after a change everything is compared with somebody; twice as long after every round.
pub const FIRST_ROUND: Duration = Duration::from_secs(10);

/// The longest time between two rounds of comparing.
pub const LONGEST_ROUND: Duration = Duration::from_secs(80);

/// So many peers that connect at once are told everything, and one more every [`GREETING`]: in a
/// large group the others have told those by then.
const GREETINGS: u32 = 8;
const GREETING: Duration = Duration::from_secs(1);

/// When everything is compared next.
#[derive(Clone, Debug)]
pub(super) struct Rounds {
    next: Duration,
    pause: Duration,
    /// Up to when greetings are used up.
    greeted: Duration,
}

impl Default for Rounds {
    fn default() -> Self {
        Self { next: Duration::MAX, pause: FIRST_ROUND, greeted: Duration::ZERO }
    }
}

impl Rounds {
    /// Something changed: the next round comes soon.
    pub(super) fn hasten(&mut self, now: Duration, rng: &mut Rng) {
        self.pause = FIRST_ROUND;
        self.next = self.next.min(now + around(self.pause, rng));
    }

    fn comes_round(&mut self, now: Duration, rng: &mut Rng) -> bool {
        let is_due = now >= self.next;
        if is_due {
            self.pause = (2 * self.pause).min(LONGEST_ROUND);
            self.next = now + around(self.pause, rng);
        }
        is_due
    }

    fn may_greet(&mut self, now: Duration) -> bool {
        let greeted = self.greeted.max(now) + GREETING;
        let may = greeted <= now + GREETINGS * GREETING;
        if may {
            self.greeted = greeted;
        }
        may
    }
}

/// Nodes that began together shall not go on together.
fn around(time: Duration, rng: &mut Rng) -> Duration {
    time.mul_f64(0.5 + 0.5 * rng.f64())
}

impl Spread {
    /// Weighs what a peer says about one log against what is known here.
    pub(super) fn weigh(&mut self, from: NodeId, reach: Reach) {
        let (node, theirs) = (reach.log.node, reach.extent());
        let Some(peer) = self.peers.get_mut(&from) else { return };
        if !self.members.contains(&node) {
            return;
        }
        match self.known.get(&node) {
            Some(ours) if theirs < *ours => peer.tell(node),
            _ => peer.knows(node),
        }
        let is_more = theirs > self.extent(node).unwrap_or_default() && theirs.seq > 0;
        if is_more && node != self.me && !self.is_forked(node, theirs.began) {
            self.wanted.claim(node, from, theirs);
        } else {
            self.wanted.withdraw(node, from);
        }
    }

    /// Tells a peer what was not in all that it knows.
    pub(super) fn fill(&mut self, to: NodeId, rumour: &Rumour) {
        let theirs: BTreeSet<_> = rumour.reaches.iter().map(|reach| reach.log.node).collect();
        if let Some(peer) = self.peers.get_mut(&to) {
            let ours = self.known.keys().filter(|node| !theirs.contains(node));
            ours.for_each(|node| peer.tell(*node));
        }
    }

    /// Some are told how far a log goes here who did not say so themselves.
    pub(super) fn ring(&mut self, node: NodeId) {
        let known = self.extent(node).unwrap_or_default();
        let claims = self.wanted.claims(node).filter(|(_, extent)| *extent >= known);
        let knowing: BTreeSet<_> = claims.map(|(peer, _)| peer).collect();
        let others = self.peers.keys().filter(|peer| !knowing.contains(peer) && **peer != node);
        for peer in self.rng.choose_multiple(others.copied(), FANOUT) {
            self.peers.entry(peer).or_default().tell(node);
        }
    }

    /// A peer that has just connected is told everything, unless many do at once.
    pub(super) fn greet(&mut self, peer: NodeId, now: Duration) {
        self.rounds.hasten(now, &mut self.rng);
        if self.rounds.may_greet(now) {
            self.peers.entry(peer).or_default().tell_all();
        }
    }

    /// Compares everything with a peer drawn by lot, when it is time.
    pub(super) fn round(&mut self, now: Duration) {
        if self.rounds.comes_round(now, &mut self.rng) {
            let one = self.rng.choose_multiple(self.peers.values_mut(), 1);
            one.into_iter().for_each(|peer| peer.tell_all());
        }
    }

    /// Rings whoever is due.
    pub(super) fn tell(&mut self, now: Duration) -> Vec<Action> {
        let due = self.peers.iter_mut().filter(|(_, peer)| peer.is_due(now, BREATH));
        let due: Vec<_> = due.map(|(id, peer)| (*id, peer.take(now))).collect();
        due.into_iter()
            .map(|(peer, news)| Action::Tell { peer, rumour: self.rumour(news) })
            .collect()
    }

    /// What is known of the logs of some nodes or of all; that nothing is known of one is told as well.
    fn rumour(&self, news: Option<BTreeSet<NodeId>>) -> Rumour {
        let whole = news.is_none();
        let nodes = news.unwrap_or_else(|| self.known.keys().copied().collect());
        let reaches = nodes.into_iter().map(|node| self.extent(node).unwrap_or_default().of(node));
        let is_good = |reach: &Reach| !self.is_forked(reach.log.node, reach.log.began);
        Rumour { reaches: reaches.filter(is_good).collect(), whole }
    }
}
