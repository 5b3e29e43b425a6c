//! Fetches over links that are only arithmetic: slow, late, broken and lying sources.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::ops::Range;
use std::time::Duration;

use proptest::prelude::*;

use super::ranges::Ranges;
use super::source::{SourceId, State};
use super::{Action, CHUNK, Failure, Fetch, RequestId};

const MIB: u64 = 1024 * 1024;
const STEP: Duration = Duration::from_millis(5);

/// What a source does other than it should.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Fault {
    /// Nothing.
    None,
    /// From then on every request breaks off.
    DiesAt(Duration),
    /// From then on it sends nothing and says nothing.
    FallsSilentAt(Duration),
    /// Its bytes after that many do not fit the hash.
    LiesAfter(u64),
}

#[derive(Clone, Debug)]
struct Peer {
    /// Bytes per second.
    rate: f64,
    /// One way.
    delay: Duration,
    fault: Fault,
    queue: VecDeque<Job>,
    /// Bytes that it may send by now, of less than a chunk.
    credit: f64,
    sent: u64,
}

#[derive(Clone, Debug)]
struct Job {
    id: RequestId,
    begins: Duration,
    at: u64,
    end: u64,
}

fn peer(rate: f64, fault: Fault) -> Peer {
    let delay = Duration::from_millis(20);
    Peer { rate, delay, fault, queue: VecDeque::new(), credit: 0.0, sent: 0 }
}

struct World {
    fetch: Fetch,
    size: u64,
    now: Duration,
    peers: BTreeMap<SourceId, Peer>,
    owners: BTreeMap<RequestId, SourceId>,
    banned: BTreeSet<SourceId>,
    finished: bool,
    /// The longest time without a new byte.
    stall: Duration,
}

impl World {
    fn new(size: u64, held: Ranges, peers: Vec<Peer>) -> Self {
        let peers = (0..).map(SourceId).zip(peers).collect();
        let fetch = Fetch::new(size, held, 0);
        let (owners, banned) = (BTreeMap::new(), BTreeSet::new());
        let now = Duration::ZERO;
        Self { fetch, size, now, peers, owners, banned, finished: false, stall: now }
    }

    /// Runs until all is here or `limit` has passed; the time it took.
    fn run(&mut self, limit: Duration) -> Option<Duration> {
        let ids: Vec<_> = self.peers.keys().copied().collect();
        for id in ids {
            let actions = self.fetch.joined(id, Ranges::whole(self.size), self.now);
            self.act(actions);
        }
        let (mut last, mut before) = (Duration::ZERO, 0);
        while !self.finished && self.now < limit {
            self.now += STEP;
            self.step();
            if self.fetch.held().len() > before {
                self.stall = self.stall.max(self.now - last);
                (last, before) = (self.now, self.fetch.held().len());
            }
        }
        self.finished.then_some(self.now)
    }

    fn step(&mut self) {
        let ids: Vec<_> = self.peers.keys().copied().collect();
        for id in ids {
            for event in self.send(id) {
                let actions = match event {
                    Event::Bytes(id, upto) => self.fetch.received(id, upto, self.now),
                    Event::Failed(id, failure) => self.fetch.failed(id, failure, self.now),
                };
                self.act(actions);
            }
        }
        let actions = self.fetch.tick(self.now);
        self.act(actions);
    }

    /// What one source sends within a step.
    fn send(&mut self, id: SourceId) -> Vec<Event> {
        let Some(peer) = self.peers.get_mut(&id) else { return Vec::new() };
        match peer.fault {
            Fault::DiesAt(at) if self.now >= at => {
                return peer
                    .queue
                    .drain(..)
                    .map(|job| Event::Failed(job.id, Failure::Gone))
                    .collect();
            }
            Fault::FallsSilentAt(at) if self.now >= at => return Vec::new(),
            _ => {}
        }
        let now = self.now;
        if peer.queue.front().is_none_or(|job| job.begins > now) {
            peer.credit = 0.0;
            return Vec::new();
        }
        peer.credit += peer.rate * STEP.as_secs_f64();
        let mut events = Vec::new();
        while let Some(job) = peer.queue.front_mut().filter(|job| job.begins <= now) {
            let next = (job.at + CHUNK).min(job.end);
            let bytes = next.saturating_sub(job.at);
            if (bytes as f64) > peer.credit {
                break;
            }
            peer.credit -= bytes as f64;
            peer.sent += bytes;
            job.at = next.max(job.at);
            let (id, at, is_done) = (job.id, job.at, job.at >= job.end);
            if matches!(peer.fault, Fault::LiesAfter(truth) if peer.sent > truth) {
                peer.queue.pop_front();
                events.push(Event::Failed(id, Failure::Lied));
                continue;
            }
            if bytes > 0 {
                events.push(Event::Bytes(id, at));
            }
            if is_done {
                peer.queue.pop_front();
            }
        }
        events
    }

    fn act(&mut self, actions: Vec<Action>) {
        for action in actions {
            match action {
                Action::Request { id, source, range } => self.ask(id, source, range),
                Action::Trim { id, until } => self.change(id, |job| job.end = job.end.min(until)),
                Action::Cancel { id } => self.change(id, |job| job.end = job.at),
                Action::Ban { source } => {
                    self.banned.insert(source);
                }
                Action::Finish => {
                    assert!(!self.finished, "finished twice");
                    self.finished = true;
                }
            }
        }
    }

    fn ask(&mut self, id: RequestId, source: SourceId, range: Range<u64>) {
        assert!(!self.finished, "asked for more than all");
        assert!(!self.banned.contains(&source), "asked one that lied");
        assert!(range.start < range.end && range.end <= self.size, "{range:?}");
        assert_eq!(range.start % CHUNK, 0);
        assert!(range.end.is_multiple_of(CHUNK) || range.end == self.size, "{range:?}");
        assert!(self.owners.insert(id, source).is_none());
        let peer = self.peers.get_mut(&source).unwrap();
        let begins = self.now + 2 * peer.delay;
        peer.queue.push_back(Job { id, begins, at: range.start, end: range.end });
        let queued = peer.queue.iter().filter(|job| job.at < job.end).count();
        assert!(queued <= 2, "more than two at once");
    }

    fn change(&mut self, id: RequestId, change: impl Fn(&mut Job)) {
        let peer = self.peers.get_mut(&self.owners[&id]).unwrap();
        peer.queue.iter_mut().filter(|job| job.id == id).for_each(change);
    }

    fn sent(&self) -> u64 {
        self.peers.values().map(|peer| peer.sent).sum()
    }
}

enum Event {
    Bytes(RequestId, u64),
    Failed(RequestId, Failure),
}

fn secs(seconds: f64) -> Duration {
    Duration::from_secs_f64(seconds)
}

const HOUR: Duration = Duration::from_secs(3600);

fn timed(size: u64, peers: Vec<Peer>) -> (Duration, World) {
    let mut world = World::new(size, Ranges::none(), peers);
    let time = world.run(HOUR).expect("it never ended");
    assert!(world.fetch.is_whole());
    (time, world)
}

#[test]
fn one_source_sends_nearly_as_fast_as_its_link() {
    let rate = 5e6;
    let (time, world) = timed(64 * MIB, vec![peer(rate, Fault::None)]);
    let ideal = (64 * MIB) as f64 / rate;
    assert!(time.as_secs_f64() < ideal * 1.05, "{time:?} instead of {ideal}");
    assert_eq!(world.sent(), 64 * MIB);
}

#[test]
fn three_equal_sources_are_nearly_three_times_as_fast_as_one() {
    let one = timed(64 * MIB, vec![peer(2e6, Fault::None)]).0;
    let (three, world) = timed(64 * MIB, vec![peer(2e6, Fault::None); 3]);
    assert!(one.as_secs_f64() / three.as_secs_f64() > 2.8, "{one:?} {three:?}");
    assert!(world.sent() as f64 <= 1.01 * (64 * MIB) as f64, "{}", world.sent());
}

#[test]
fn a_slow_source_does_not_hold_up_the_fast_ones() {
    let (time, world) = timed(
        64 * MIB,
        vec![peer(5e6, Fault::None), peer(5e6, Fault::None), peer(2e4, Fault::None)],
    );
    assert!(time.as_secs_f64() < 1.1 * (64 * MIB) as f64 / 1e7, "{time:?}");
    assert!(world.sent() as f64 <= 1.02 * (64 * MIB) as f64, "{}", world.sent());
}

#[test]
fn when_all_but_one_die_the_last_one_goes_on_at_once() {
    for fault in [Fault::DiesAt(secs(3.0)), Fault::FallsSilentAt(secs(3.0))] {
        let peers = vec![peer(2e6, fault), peer(2e6, fault), peer(2e6, Fault::None)];
        let (time, world) = timed(32 * MIB, peers);
        assert!(world.stall < secs(1.0), "{:?} {fault:?}", world.stall);
        assert!(time.as_secs_f64() < 3.0 + 2.5 + (32 * MIB) as f64 / 2e6, "{time:?} {fault:?}");
        assert!(world.sent() as f64 <= 1.05 * (32 * MIB) as f64, "{}", world.sent());
    }
}

#[test]
fn a_source_that_lies_is_asked_no_more_and_the_file_comes_from_the_others() {
    let peers = vec![peer(2e6, Fault::LiesAfter(3 * MIB)), peer(1e6, Fault::None)];
    let (_, world) = timed(16 * MIB, peers);
    let states: Vec<_> = world.fetch.sources().map(|(_, source)| source.state()).collect();
    assert_eq!(states, [State::Banned, State::Ready]);
}

#[test]
fn without_an_honest_source_it_never_ends_and_what_came_is_kept() {
    let mut world = World::new(8 * MIB, Ranges::none(), vec![peer(1e6, Fault::LiesAfter(3 * MIB))]);
    assert_eq!(world.run(secs(60.0)), None);
    assert!(world.fetch.held().len() >= 2 * MIB, "{}", world.fetch.held().len());
}

#[test]
fn the_last_chunk_comes_first() {
    let mut fetch = Fetch::new(10 * MIB + 5, Ranges::none(), 0);
    let actions = fetch.joined(SourceId(0), Ranges::whole(10 * MIB + 5), Duration::ZERO);
    let Action::Request { range, .. } = &actions[0] else { panic!("{actions:?}") };
    assert_eq!(*range, 10 * MIB..10 * MIB + 5);
}

#[test]
fn a_reader_gets_what_follows_its_place_first() {
    let mut fetch = Fetch::new(100 * MIB, Ranges::from(99 * MIB..100 * MIB), 0);
    fetch.seek(50 * MIB + 7);
    let actions = fetch.joined(SourceId(0), Ranges::whole(100 * MIB), Duration::ZERO);
    let Action::Request { range, .. } = &actions[0] else { panic!("{actions:?}") };
    assert_eq!(range.start, 50 * MIB);
}

#[test]
fn what_is_here_already_is_not_asked_for_again() {
    let half: Ranges = (0..32).map(|n| n * 2 * MIB..(n * 2 + 1) * MIB).collect();
    let mut world = World::new(64 * MIB, half, vec![peer(2e6, Fault::None); 2]);
    world.run(HOUR).expect("it never ended");
    assert!(world.sent() <= 33 * MIB, "{}", world.sent());
}

#[test]
fn an_empty_file_needs_nobody() {
    assert!(Fetch::new(0, Ranges::none(), 0).is_whole());
}

fn faults() -> impl Strategy<Value = Fault> {
    let time = (0..20_000u64).prop_map(Duration::from_millis);
    prop_oneof![
        3 => Just(Fault::None),
        1 => time.clone().prop_map(Fault::DiesAt),
        1 => time.prop_map(Fault::FallsSilentAt),
        1 => (0..8 * MIB).prop_map(Fault::LiesAfter),
    ]
}

fn peers() -> impl Strategy<Value = Vec<Peer>> {
    let one = (1e4..1e7, 0..300u64, faults()).prop_map(|(rate, delay, fault)| Peer {
        delay: Duration::from_millis(delay),
        ..peer(rate, fault)
    });
    prop::collection::vec(one, 0..7)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn with_one_honest_source_every_fetch_ends(size in 1..16 * MIB, mut peers in peers(), reader in prop::option::of(0..16 * MIB)) {
        peers.push(peer(5e5, Fault::None));
        let mut world = World::new(size, Ranges::none(), peers);
        reader.into_iter().for_each(|at| world.fetch.seek(at));
        let time = world.run(HOUR);
        prop_assert!(time.is_some(), "{:?}", world.fetch);
        // As if the honest one were alone, and what the faults of the others cost.
        let bound = size as f64 / 5e5 * 1.1 + 6.0;
        prop_assert!(time.unwrap().as_secs_f64() < bound, "{time:?} {bound}");
    }
}
