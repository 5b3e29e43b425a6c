//! Many receivers of one file, who help one another while they fetch it.

use std::collections::BTreeMap;
use std::time::Duration;

use super::ranges::Ranges;
use super::source::SourceId;
use super::{Action, CHUNK, Fetch, RequestId};

const SIZE: u64 = 32 * 1024 * 1024;
const STEP: Duration = Duration::from_millis(10);

/// How often receivers tell each other what they hold.
const TOLD: Duration = Duration::from_millis(200);

/// What every machine can send, in bytes per second, to all others together.
const LINK: f64 = 5e6;

/// The request of one receiver to one machine.
struct Job {
    receiver: usize,
    id: RequestId,
    at: u64,
    end: u64,
}

/// Machine 0 has the file; each other one fetches it.
struct Swarm {
    fetches: Vec<Fetch>,
    /// What each machine has to send, in the order asked for.
    jobs: Vec<Vec<Job>>,
    owners: BTreeMap<(usize, RequestId), usize>,
    now: Duration,
}

impl Swarm {
    fn new(receivers: usize) -> Self {
        let cursor = |n: usize| SIZE / receivers as u64 * n as u64;
        let fetches = (0..receivers).map(|n| Fetch::new(SIZE, Ranges::none(), cursor(n))).collect();
        let jobs = (0..=receivers).map(|_| Vec::new()).collect();
        Self { fetches, jobs, owners: BTreeMap::new(), now: Duration::ZERO }
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
        let mut chunks = (LINK * STEP.as_secs_f64() / CHUNK as f64).round() as u32;
        while chunks > 0 && !self.jobs[machine].is_empty() {
            let job = self.jobs[machine].remove(0);
            let (receiver, id, upto) = (job.receiver, job.id, (job.at + CHUNK).min(job.end));
            if upto < job.end {
                self.jobs[machine].push(Job { at: upto, ..job });
            }
            let actions = self.fetches[receiver].received(id, upto, self.now);
            self.act(receiver, actions);
            chunks -= 1;
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
            for receiver in 0..self.fetches.len() {
                let actions = self.fetches[receiver].tick(self.now);
                self.act(receiver, actions);
            }
        }
        let wasted: u64 = self.fetches.iter().map(Fetch::wasted).sum();
        println!("{} receivers: {:?}, wasted {wasted}", self.fetches.len(), self.now);
        self.now
    }
}

#[test]
fn ten_receivers_of_one_seeder_need_less_than_three_times_the_time_of_one() {
    let (one, ten) = (Swarm::new(1).run(), Swarm::new(10).run());
    assert!(ten < one * 3, "{one:?} {ten:?}");
}
