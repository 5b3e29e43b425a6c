//! The simulated group: time, links, and what is under way on them.

use std::collections::BTreeMap;
use std::rc::Rc;
use std::time::Duration;

use fastrand::Rng;

use super::node::{Fault, Node};
use crate::catalogue::Page;
use crate::spread::PullId;
use crate::spread::reach::{Reach, Rumour};
use crate::{GroupId, NodeId, NodeKey};

pub(super) const TICK: Duration = Duration::from_millis(250);
/// How long nodes take to see that a link is gone.
const LOSS: Duration = Duration::from_millis(500);
/// How often somebody who boasts does so.
const BOAST: Duration = Duration::from_secs(1);

pub(super) fn secs(seconds: f64) -> Duration {
    Duration::from_secs_f64(seconds)
}

pub(super) enum Event {
    Tick(usize),
    Boast,
    Frame { from: usize, to: usize, link: u64, frame: Frame },
    Lost { at: usize, other: usize, link: u64 },
}

/// What nodes send one another.
pub(super) enum Frame {
    Rumour(Rumour),
    Ask(PullId, Reach),
    Answer(PullId, Option<Rc<Page>>),
}

pub(super) struct World {
    pub(super) now: Duration,
    pub(super) rng: Rng,
    pub(super) nodes: Vec<Node>,
    pub(super) members: Vec<NodeId>,
    pub(super) group: GroupId,
    /// Which nodes can reach one another: those with the same number.
    pub(super) sides: Vec<u8>,
    /// What part of all rumours gets lost.
    pub(super) loss: f64,
    /// With how many others a node connects at least.
    degree: usize,
    pub(super) index: BTreeMap<NodeId, usize>,
    events: BTreeMap<(Duration, u64), Event>,
    next: u64,
    /// What is looked at, with when each node came to know it.
    pub(super) watched: BTreeMap<Reach, Vec<Option<Duration>>>,
}

impl World {
    pub(super) fn new(count: usize, degree: usize, seed: u64) -> Self {
        let mut rng = Rng::with_seed(seed);
        let mut keys: Vec<_> = (0..count).map(key).collect();
        keys.sort_by_key(NodeKey::id);
        let members: Vec<_> = keys.iter().map(NodeKey::id).collect();
        let nodes = keys.into_iter().map(|key| Node::new(key, &members, rng.u64(..))).collect();
        let index = members.iter().copied().zip(0..).collect();
        let group = GroupId { founder: members[0], founded: 5 };
        let mut world = Self {
            now: Duration::ZERO,
            rng,
            nodes,
            members,
            group,
            sides: vec![0; count],
            loss: 0.0,
            degree: degree.min(count - 1),
            index,
            events: BTreeMap::new(),
            next: 0,
            watched: BTreeMap::new(),
        };
        (0..count).for_each(|node| world.start(node));
        world.after(BOAST, Event::Boast);
        world
    }

    /// Connects a node with some others, and lets its clock run.
    fn start(&mut self, node: usize) {
        (0..self.degree).for_each(|_| self.dial(node));
        let phase = TICK.mul_f64(self.rng.f64());
        self.after(phase, Event::Tick(node));
    }

    pub(super) fn after(&mut self, delay: Duration, event: Event) {
        self.next += 1;
        self.events.insert((self.now + delay, self.next), event);
    }

    pub(super) fn run(&mut self, time: Duration) {
        let end = self.now + time;
        while let Some(next) = self.events.first_entry().filter(|next| next.key().0 <= end) {
            self.now = next.key().0;
            let event = next.remove();
            self.happen(event);
        }
        self.now = end;
    }

    fn happen(&mut self, event: Event) {
        match event {
            Event::Tick(node) if self.nodes[node].is_up => self.tick(node),
            Event::Tick(_) => {}
            Event::Boast => self.boast(),
            Event::Frame { from, to, link, frame } if self.has(from, to, link) => {
                self.receive(from, to, frame);
            }
            Event::Frame { .. } => {}
            Event::Lost { at, other, link } => self.lose(at, other, link),
        }
    }

    fn has(&self, from: usize, to: usize, link: u64) -> bool {
        self.nodes[to].links.get(&from).is_some_and(|one| one.0 == link) && self.nodes[to].is_up
    }

    fn tick(&mut self, node: usize) {
        if self.nodes[node].links.len() < self.degree {
            self.dial(node);
        }
        let actions = self.nodes[node].spread.tick(self.now);
        self.act(node, actions);
        self.after(TICK, Event::Tick(node));
    }

    /// Those who boast tell all their peers.
    fn boast(&mut self) {
        for node in 0..self.nodes.len() {
            if self.nodes[node].fault == Fault::Boasts && self.nodes[node].is_up {
                let rumour = self.nodes[node].boast(&self.members);
                let peers: Vec<_> = self.nodes[node].links.keys().copied().collect();
                peers.into_iter().for_each(|to| self.send(node, to, Frame::Rumour(rumour.clone())));
            }
        }
        self.after(BOAST, Event::Boast);
    }

    /// Connects a node with another one drawn by lot that it can reach.
    pub(super) fn dial(&mut self, node: usize) {
        for _ in 0..10 {
            let other = self.rng.usize(..self.nodes.len());
            let can =
                other != node && self.nodes[other].is_up && self.sides[other] == self.sides[node];
            if can && !self.nodes[node].links.contains_key(&other) {
                return self.connect(node, other);
            }
        }
    }

    pub(super) fn connect(&mut self, one: usize, other: usize) {
        self.next += 1;
        let link = (self.next, Duration::from_millis(self.rng.u64(20..=300)));
        for (at, to) in [(one, other), (other, one)] {
            self.nodes[at].links.insert(to, link);
            let actions = self.nodes[at].spread.connected(self.members[to], self.now);
            self.act(at, actions);
        }
    }

    fn cut(&mut self, one: usize, other: usize) {
        for (at, other) in [(one, other), (other, one)] {
            let link = self.nodes[at].links.get(&other).map(|link| link.0);
            link.into_iter().for_each(|link| self.after(LOSS, Event::Lost { at, other, link }));
        }
    }

    fn lose(&mut self, at: usize, other: usize, link: u64) {
        if self.has(other, at, link) {
            self.nodes[at].links.remove(&other);
            let actions = self.nodes[at].spread.disconnected(self.members[other], self.now);
            self.act(at, actions);
        }
    }

    /// A node ends at once; the others see it later.
    pub(super) fn leave(&mut self, node: usize) {
        let links = std::mem::take(&mut self.nodes[node].links);
        for (other, (link, _)) in links {
            self.after(LOSS, Event::Lost { at: other, other: node, link });
        }
        self.nodes[node].is_up = false;
        self.nodes[node].waits.clear();
    }

    pub(super) fn come(&mut self, node: usize) {
        let seed = self.rng.u64(..);
        self.nodes[node].is_up = true;
        self.nodes[node].since = self.now;
        self.nodes[node].restart(&self.members, seed, self.now);
        self.start(node);
    }

    /// Nodes of different sides do not reach one another from now on.
    pub(super) fn part(&mut self, side: impl Fn(usize) -> u8) {
        self.sides = (0..self.nodes.len()).map(side).collect();
        for one in 0..self.nodes.len() {
            let others: Vec<_> = self.nodes[one].links.keys().copied().collect();
            let far = others.into_iter().filter(|other| one < *other);
            let far: Vec<_> = far.filter(|other| self.sides[one] != self.sides[*other]).collect();
            far.into_iter().for_each(|other| self.cut(one, other));
        }
    }

    /// All reach one another again, and each connects with some.
    pub(super) fn heal(&mut self, links: usize) {
        self.part(|_| 0);
        let up: Vec<_> = (0..self.nodes.len()).filter(|node| self.nodes[*node].is_up).collect();
        up.into_iter().for_each(|node| (0..links).for_each(|_| self.dial(node)));
    }
}

fn key(n: usize) -> NodeKey {
    let mut secret = [7; 32];
    secret[..8].copy_from_slice(&n.to_be_bytes());
    NodeKey::from_bytes(&secret)
}
