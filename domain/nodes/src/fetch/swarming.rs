//! Many receivers of one file, who help one another while they fetch it.

use std::collections::BTreeMap;
use std::time::Duration;

use super::ranges::Ranges;
use super::source::SourceId;
use super::{Action, CHUNK, Fetch, RequestId};

const SIZE: u64 = 16 * 1024 * 1024;
const STEP: Duration = Duration::from_millis(10);

/// How often receivers tell each other what they hold.
const TOLD: Duration = Duration::from_millis(250);

/// What every machine can send to all others together, and what it can take, in bytes per second.
const LINK: f64 = 2.5e6;

/// How long bytes are on their way: they come even when nobody wants them any more.
const DELAY: Duration = Duration::from_millis(50);

/// How long bytes may wait for a receiver; who would send more turns to others.
const QUEUE: Duration = Duration::from_millis(50);

/// The request of one receiver to one machine.
struct Job {
    receiver: usize,
    id: RequestId,
    at: u64,
    end: u64,
}

/// Bytes on their way, up to byte `upto`.
struct Sent {
    arrives: Duration,
    receiver: usize,
    id: RequestId,
    upto: u64,
}

/// Machine 0 has the file; each other one fetches it.
struct Swarm {
    fetches: Vec<Fetch>,
    /// What each machine has to send, in the order asked for.
    jobs: Vec<Vec<Job>>,
    /// How much each has sent, in chunks; what it may send by now, of less than a chunk.
    sent: Vec<(u64, f64)>,
    /// In the order in which it arrives.
    way: Vec<Sent>,
    /// Until when the link of each receiver is busy.
    busy: Vec<Duration>,
    owners: BTreeMap<(usize, RequestId), usize>,
    now: Duration,
}

impl Swarm {
    fn new(receivers: usize, seed: u64) -> Self {
        let seeds = (0..receivers as u64).map(|n| seed * 100 + n);
        let fetches = seeds.map(|seed| Fetch::new(SIZE, Ranges::none(), seed)).collect();
        Self {
            fetches,
            jobs: (0..=receivers).map(|_| Vec::new()).collect(),
            sent: vec![(0, 0.0); receivers + 1],
            way: Vec::new(),
            busy: vec![Duration::ZERO; receivers],
            owners: BTreeMap::new(),
            now: Duration::ZERO,
        }
    }

    fn tell(&mut self) {
        for receiver in 0..self.fetches.len() {
            for machine in (0..=self.fetches.len()).filter(|machine| *machine != receiver + 1) {
                let holds = match machine {
                    0 => Ranges::whole(SIZE),
                    other => self.fetches[other - 1].held().clone(),
                };
                let source = SourceId(u32::try_from(machine).unwrap());
                let actions = self.fetches[receiver].joined(source, holds, self.now);
                self.act(receiver, actions);
            }
        }
    }

    fn act(&mut self, receiver: usize, actions: Vec<Action>) {
        for action in actions {
            match action {
                Action::Request { id, source, range } => {
                    let machine = source.0 as usize;
                    self.owners.insert((receiver, id), machine);
                    let job = Job { receiver, id, at: range.start, end: range.end };
                    self.jobs[machine].push(job);
                }
                Action::Trim { id, until } => self.end(receiver, id, until),
                Action::Cancel { id } => self.end(receiver, id, 0),
                Action::Ban { .. } => unreachable!(),
                Action::Finish => {}
            }
        }
    }

    fn end(&mut self, receiver: usize, id: RequestId, until: u64) {
        let jobs = &mut self.jobs[self.owners[&(receiver, id)]];
        let theirs = jobs.iter_mut().filter(|job| job.receiver == receiver && job.id == id);
        theirs.for_each(|job| job.end = job.end.min(until));
        jobs.retain(|job| job.at < job.end);
    }

    /// Every machine sends a chunk to each of those who wait, as often as its link allows.
    fn send(&mut self, machine: usize) {
        self.sent[machine].1 += LINK * STEP.as_secs_f64() / CHUNK as f64;
        while self.sent[machine].1 >= 1.0 {
            let limit = self.now + QUEUE;
            let takes = |job: &Job| self.busy[job.receiver] < limit;
            let Some(place) = self.jobs[machine].iter().position(takes) else {
                self.sent[machine].1 = 1.0;
                return;
            };
            let job = self.jobs[machine].remove(place);
            self.pass(&job);
            if job.at + CHUNK < job.end {
                self.jobs[machine].push(Job { at: job.at + CHUNK, ..job });
            }
            let sent = &mut self.sent[machine];
            *sent = (sent.0 + 1, sent.1 - 1.0);
        }
    }

    fn pass(&mut self, job: &Job) {
        let Job { receiver, id, .. } = *job;
        let busy = &mut self.busy[receiver];
        *busy = (*busy).max(self.now) + Duration::from_secs_f64(CHUNK as f64 / LINK);
        let upto = (job.at + CHUNK).min(job.end);
        self.way.push(Sent { arrives: *busy + DELAY, receiver, id, upto });
    }

    fn arrive(&mut self) {
        let now = self.now;
        let (come, way) =
            std::mem::take(&mut self.way).into_iter().partition(|it| it.arrives <= now);
        self.way = way;
        let mut come: Vec<_> = come;
        come.sort_by_key(|it| it.arrives);
        for Sent { receiver, id, upto, .. } in come {
            let actions = self.fetches[receiver].received(id, upto, now);
            self.act(receiver, actions);
        }
    }

    fn tick(&mut self) {
        if !self.now.as_millis().is_multiple_of(100) {
            return;
        }
        for receiver in 0..self.fetches.len() {
            let actions = self.fetches[receiver].tick(self.now);
            self.act(receiver, actions);
        }
    }

    fn run(mut self) -> Duration {
        let mut told = Duration::ZERO;
        self.tell();
        while self.fetches.iter().any(|fetch| !fetch.is_whole()) {
            self.now += STEP;
            assert!(self.now < Duration::from_secs(600), "it never ended");
            if self.now - told >= TOLD {
                told = self.now;
                self.tell();
            }
            (0..self.jobs.len()).for_each(|machine| self.send(machine));
            self.arrive();
            self.tick();
        }
        let size = (SIZE / CHUNK) as f64;
        let all: u64 = self.sent.iter().map(|sent| sent.0).sum();
        println!(
            "{} receivers: {:?}, sent {:.2} times the file by the seeder, {:.2} by all",
            self.fetches.len(),
            self.now,
            self.sent[0].0 as f64 / size,
            all as f64 / size
        );
        self.now
    }
}

#[test]
fn ten_receivers_of_one_seeder_need_less_than_twice_the_time_of_one() {
    let one = Swarm::new(1, 1).run();
    for seed in 1..4 {
        let ten = Swarm::new(10, seed).run();
        assert!(ten < one * 2, "{one:?} {ten:?}");
    }
}
