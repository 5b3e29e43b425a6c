//! The simulated group: time, links, and what is under way on them.

use std::collections::BTreeMap;
use std::rc::Rc;
use std::time::Duration;

use fastrand::Rng;

use super::node::{Fault, Node};
use crate::catalogue::Page;
use crate::spread::reach::{Reach, Rumour};
use crate::spread::trust::Failure;
use crate::spread::{Action, PullId};
use crate::{GroupId, NodeId, NodeKey};

const TICK: Duration = Duration::from_millis(250);
/// How long nodes take to see that a link is gone.
const LOSS: Duration = Duration::from_millis(500);
const GROUP: u64 = 5;

pub(super) fn secs(seconds: f64) -> Duration {
    Duration::from_secs_f64(seconds)
}

enum Event {
    Tick(usize),
    Frame { from: usize, to: usize, link: u64, frame: Frame },
    Lost { at: usize, other: usize, link: u64 },
}

enum Frame {
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
    /// With how many others a node connects at least.
    degree: usize,
    index: BTreeMap<NodeId, usize>,
    events: BTreeMap<(Duration, u64), Event>,
    next: u64,
    /// What is looked at, with when each node came to know it.
    watched: BTreeMap<Reach, Vec<Option<Duration>>>,
}

impl World {
    pub(super) fn new(count: usize, degree: usize, seed: u64) -> Self {
        let mut rng = Rng::with_seed(seed);
        let key = |n: usize| NodeKey::from_bytes(&[n.to_be_bytes(), [7; 8], [7; 8], [7; 8]].concat().try_into().unwrap());
        let mut keys: Vec<_> = (0..count).map(key).collect();
        keys.sort_by_key(NodeKey::id);
        let members: Vec<_> = keys.iter().map(NodeKey::id).collect();
        let nodes = keys.into_iter().map(|key| Node::new(key, &members, rng.u64(..))).collect();
        let index = members.iter().copied().zip(0..).collect();
        let group = GroupId { founder: members[0], founded: GROUP };
        let mut world = Self {
            now: Duration::ZERO,
            rng,
            nodes,
            members,
            group,
            sides: vec![0; count],
            degree: degree.min(count - 1),
            index,
            events: BTreeMap::new(),
            next: 0,
            watched: BTreeMap::new(),
        };
        (0..count).for_each(|node| world.start(node));
        world
    }

    /// Connects a node with some others, and lets its clock run.
    fn start(&mut self, node: usize) {
        (0..self.degree).for_each(|_| self.dial(node));
        let phase = TICK.mul_f64(self.rng.f64());
        self.after(phase, Event::Tick(node));
    }

    fn after(&mut self, delay: Duration, event: Event) {
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
        if self.nodes[node].fault == Fault::Boasts {
            let rumour = self.nodes[node].boast(&self.members);
            let peers: Vec<_> = self.nodes[node].links.keys().copied().collect();
            peers.into_iter().for_each(|to| self.send(node, to, Frame::Rumour(rumour.clone())));
        }
        self.after(TICK, Event::Tick(node));
    }

    /// Connects a node with another one drawn by lot that it can reach.
    pub(super) fn dial(&mut self, node: usize) {
        for _ in 0..10 {
            let other = self.rng.usize(..self.nodes.len());
            let can = other != node && self.nodes[other].is_up && self.sides[other] == self.sides[node];
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

    /// A node shares some more files; when others know of it is noted.
    pub(super) fn write(&mut self, node: usize, count: usize) -> Reach {
        self.write_in(node, 1, count)
    }

    /// The same in a log that was begun then.
    pub(super) fn write_in(&mut self, node: usize, began: u64, count: usize) -> Reach {
        let reach = self.nodes[node].write(self.group, began, count);
        let known = self.nodes.iter().map(|one| one.has(reach).then_some(self.now)).collect();
        self.watched.insert(reach, known);
        let actions = self.nodes[node].spread.advanced(reach, self.now);
        self.act(node, actions);
        reach
    }

    fn send(&mut self, from: usize, to: usize, frame: Frame) {
        if let Some((link, delay)) = self.nodes[from].links.get(&to).copied() {
            self.after(delay, Event::Frame { from, to, link, frame });
        }
    }

    fn act(&mut self, node: usize, actions: Vec<Action>) {
        for action in actions {
            match action {
                Action::Tell { peer, rumour } => {
                    let told = &mut self.nodes[node].told;
                    *told = (told.0 + 1, told.1 + rumour.reaches.len());
                    self.send(node, self.index[&peer], Frame::Rumour(rumour));
                }
                Action::Pull { id, peer, after } => {
                    assert!(self.nodes[node].waits.insert(id), "a number used twice");
                    self.send(node, self.index[&peer], Frame::Ask(id, after));
                }
                Action::Cancel { id } => {
                    self.nodes[node].waits.remove(&id);
                }
            }
        }
    }

    fn receive(&mut self, from: usize, to: usize, frame: Frame) {
        match frame {
            Frame::Rumour(rumour) => {
                let from = self.members[from];
                let actions = self.nodes[to].spread.heard(from, &rumour, self.now);
                self.act(to, actions);
            }
            Frame::Ask(id, after) => {
                if let Some(page) = self.nodes[to].answer(after) {
                    self.send(to, from, Frame::Answer(id, page));
                }
            }
            Frame::Answer(id, page) => {
                if self.nodes[to].waits.remove(&id) {
                    self.take(to, id, page.as_ref());
                }
            }
        }
    }

    fn take(&mut self, node: usize, id: PullId, page: Option<&Rc<Page>>) {
        let at = &mut self.nodes[node];
        let followed = page.map(|page| at.follow(self.group, page));
        let actions = match followed {
            None => at.spread.failed(id, Failure::Empty, self.now),
            Some(Err(bad)) => at.spread.failed(id, bad.into(), self.now),
            Some(Ok(reach)) => {
                self.note(node, reach);
                self.nodes[node].spread.arrived(id, reach, self.now)
            }
        };
        self.act(node, actions);
    }

    fn note(&mut self, node: usize, reach: Reach) {
        let log = self.watched.iter_mut().filter(|(one, _)| one.log == reach.log && **one <= reach);
        for (_, known) in log {
            known[node].get_or_insert(self.now);
        }
    }

    /// When the honest nodes that are up came to know of a change, in order; the last of them are
    /// those that do not.
    pub(super) fn times(&self, of: Reach) -> Vec<Duration> {
        let present = self.nodes.iter().zip(&self.watched[&of]);
        let present = present.filter(|(node, _)| node.is_up && node.is_honest());
        let mut times: Vec<_> = present.map(|(_, at)| at.unwrap_or(Duration::MAX)).collect();
        times.sort_unstable();
        times
    }

    /// How long after `since` half, 95 of 100 and all of them knew it.
    pub(super) fn delays(&self, of: Reach, since: Duration) -> [Duration; 3] {
        let times = self.times(of);
        [50, 95, 100].map(|part| times[(times.len() * part).div_ceil(100) - 1].saturating_sub(since))
    }

    /// How often each node sent a rumour, the logs in them, and how often it was asked, together.
    pub(super) fn sent(&self) -> (usize, usize, usize) {
        let add = |sum: (usize, usize, usize), node: &Node| {
            (sum.0 + node.told.0, sum.1 + node.told.1, sum.2 + node.asked)
        };
        self.nodes.iter().fold((0, 0, 0), add)
    }
}
