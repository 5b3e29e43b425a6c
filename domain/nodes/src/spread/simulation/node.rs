//! One node of the simulated group: what it has on its disk, and what it does wrong.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use std::time::Duration;

use maloca_files::Hash;

use crate::catalogue::{BadPage, Change, Line, LogId, Mark, Page};
use crate::spread::reach::{Reach, Rumour};
use crate::spread::{PullId, Spread};
use crate::{GroupId, NodeId, NodeKey};

/// What a node does other than it should.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// Nothing.
    None,
    /// It changes a line of every page that it passes on.
    Forges,
    /// It never answers.
    Silent,
    /// It says of every log that it has more than there is, again and again, and has nothing.
    Boasts,
}

pub(super) const FAULTS: [Fault; 3] = [Fault::Forges, Fault::Silent, Fault::Boasts];

/// A log as a node has it on its disk.
#[derive(Clone, Debug)]
pub(super) struct Shelf {
    pub(super) mark: Mark,
    /// The pages by what they follow.
    pages: BTreeMap<u64, Rc<Page>>,
}

#[derive(Debug)]
pub(super) struct Node {
    pub(super) key: NodeKey,
    pub(super) id: NodeId,
    pub(super) spread: Spread,
    pub(super) disk: BTreeMap<NodeId, Shelf>,
    pub(super) fault: Fault,
    /// What it writes: another number makes other lines.
    pub(super) history: i64,
    pub(super) is_up: bool,
    /// Since when.
    pub(super) since: Duration,
    /// To whom it is connected: the link's number and its delay.
    pub(super) links: BTreeMap<usize, (u64, Duration)>,
    /// The pulls that it waits for.
    pub(super) waits: BTreeSet<PullId>,
    /// How often it was asked for a page.
    pub(super) asked: usize,
    /// Rumours that it sent, and logs in them.
    pub(super) told: (usize, usize),
}

impl Node {
    pub(super) fn new(key: NodeKey, members: &[NodeId], seed: u64) -> Self {
        let id = key.id();
        Self {
            spread: Spread::new(id, members.iter().copied(), seed),
            id,
            key,
            disk: BTreeMap::new(),
            fault: Fault::None,
            history: 0,
            is_up: true,
            since: Duration::ZERO,
            links: BTreeMap::new(),
            waits: BTreeSet::new(),
            asked: 0,
            told: (0, 0),
        }
    }

    /// It starts again with what is on its disk.
    pub(super) fn restart(&mut self, members: &[NodeId], seed: u64, now: Duration) {
        self.spread = Spread::new(self.id, members.iter().copied(), seed);
        for shelf in self.disk.values() {
            self.spread.advanced(shelf.reach(), now);
        }
    }

    pub(super) fn is_honest(&self) -> bool {
        self.fault == Fault::None
    }

    pub(super) fn has(&self, reach: Reach) -> bool {
        self.disk.get(&reach.log.node).is_some_and(|shelf| shelf.reach() >= reach)
    }

    /// Adds a page to its own log, or begins a later one with it.
    pub(super) fn write(&mut self, group: GroupId, began: u64, count: usize) -> Reach {
        let log = LogId { node: self.id, began };
        let shelf = self.disk.entry(self.id).or_insert_with(|| Shelf::new(log));
        if shelf.mark.log != log {
            *shelf = Shelf::new(log);
        }
        let after = shelf.mark.seq;
        let lines: Vec<_> = (0..count as u64).map(|n| line(after + n, self.history)).collect();
        let head = shelf.mark.write(&self.key, group, &lines);
        shelf.pages.insert(after, Rc::new(Page { lines, head }));
        shelf.reach()
    }

    /// Follows a log by a page and writes it down.
    pub(super) fn follow(&mut self, group: GroupId, page: &Rc<Page>) -> Result<Reach, BadPage> {
        let log = page.head.log;
        let mut mark = self.disk.get(&log.node).map_or(Mark::start(log), |shelf| shelf.mark);
        mark.follow(group, page)?;
        let shelf = self.disk.entry(log.node).or_insert_with(|| Shelf::new(log));
        if shelf.mark.log != log {
            shelf.pages.clear();
        }
        shelf.mark = mark;
        shelf.pages.insert(page.head.seq - page.lines.len() as u64, Rc::clone(page));
        Ok(shelf.reach())
    }

    /// The chain of its own log after so many lines.
    pub(super) fn wrote(&self, mark: &Mark) -> bool {
        let pages = self.disk.get(&self.id).into_iter().flat_map(|shelf| shelf.pages.values());
        pages
            .map(|page| &page.head)
            .any(|head| (head.log, head.seq, head.chain) == (mark.log, mark.seq, mark.chain))
    }

    /// What it answers to a pull: an outer `None` is no answer at all.
    pub(super) fn answer(&mut self, after: Reach) -> Option<Option<Rc<Page>>> {
        self.asked += 1;
        let page = self.disk.get(&after.log.node).and_then(|shelf| shelf.after(after)).cloned();
        match self.fault {
            Fault::None => Some(page),
            Fault::Forges => Some(page.map(|page| Rc::new(forged(&page)))),
            Fault::Silent => None,
            Fault::Boasts => Some(None),
        }
    }

    /// That every member shared more than it did.
    pub(super) fn boast(&self, members: &[NodeId]) -> Rumour {
        let more = |node: &NodeId| {
            let known = self.disk.get(node).map(Shelf::reach);
            let begun = Reach { log: LogId { node: *node, began: 1 }, seq: 0 };
            let known = known.unwrap_or(begun);
            Reach { seq: known.seq + 1_000, ..known }
        };
        Rumour { reaches: members.iter().map(more).collect(), whole: true }
    }
}

impl Shelf {
    fn new(log: LogId) -> Self {
        Self { mark: Mark::start(log), pages: BTreeMap::new() }
    }

    pub(super) fn reach(&self) -> Reach {
        Reach { log: self.mark.log, seq: self.mark.seq }
    }

    fn after(&self, after: Reach) -> Option<&Rc<Page>> {
        let seq = if after.log == self.mark.log { after.seq } else { 0 };
        self.pages.get(&seq).filter(|_| self.mark.log >= after.log)
    }
}

fn line(n: u64, history: i64) -> Line {
    let change = Change::Shared { hash: Hash([n as u8; 32]), size: n, modified: history };
    Line { path: format!("{n}").parse().unwrap(), change }
}

fn forged(page: &Page) -> Page {
    let mut page = page.clone();
    page.lines.iter_mut().for_each(|line| line.change = Change::Gone);
    page
}
