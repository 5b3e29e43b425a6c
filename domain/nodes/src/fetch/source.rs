//! What is known of a source.

use std::time::Duration;

use super::ranges::Ranges;

/// A source of a fetch, by a number that the driver gives: a node, or a node's web address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceId(pub u32);

/// How long a source rests after its first failure; twice as long after each further one.
const REST: Duration = Duration::from_secs(1);

/// The longest rest.
const LONGEST_REST: Duration = Duration::from_secs(30);

/// Over what time a rate is measured.
const WINDOW: Duration = Duration::from_millis(500);

/// Somebody who holds bytes of the file.
#[derive(Clone, Debug)]
pub struct Source {
    /// What it holds.
    pub holds: Ranges,
    /// Where the last request to it shall end.
    pub(super) asked_to: Option<u64>,
    state: State,
    rate: Option<f64>,
    /// When it last sent something or was given work while it had none.
    heard: Duration,
    measured: Duration,
    gathered: u64,
    failures: u32,
    delivered: u64,
}

/// Whether a source may be asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It may.
    Ready,
    /// Not before then: it failed.
    Resting(Duration),
    /// Never again: it lied.
    Banned,
}

impl Source {
    pub(super) fn new(now: Duration) -> Self {
        Self {
            holds: Ranges::none(),
            asked_to: None,
            state: State::Ready,
            rate: None,
            heard: now,
            measured: now,
            gathered: 0,
            failures: 0,
            delivered: 0,
        }
    }

    /// Whether it may be asked.
    #[must_use]
    pub fn state(&self) -> State {
        self.state
    }

    /// Bytes per second lately; `None` while nothing came.
    #[must_use]
    pub fn rate(&self) -> Option<f64> {
        self.rate
    }

    /// Bytes that it has sent.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.delivered
    }

    pub(super) fn may_be_asked(&self, now: Duration) -> bool {
        match self.state {
            State::Ready => true,
            State::Resting(until) => until <= now,
            State::Banned => false,
        }
    }

    pub(super) fn silence(&self, now: Duration) -> Duration {
        now.saturating_sub(self.heard)
    }

    /// Its clock starts: it had no work and has some now.
    pub(super) fn begins(&mut self, now: Duration) {
        self.heard = now;
        self.measured = now;
        self.gathered = 0;
    }

    pub(super) fn delivered(&mut self, bytes: u64, now: Duration) {
        if bytes == 0 {
            return;
        }
        self.heard = now;
        self.state = State::Ready;
        self.failures = 0;
        self.delivered += bytes;
        self.gathered += bytes;
        let time = now.saturating_sub(self.measured);
        if time >= WINDOW || (self.rate.is_none() && !time.is_zero()) {
            self.measure(self.gathered as f64 / time.as_secs_f64());
            self.measured = now;
            self.gathered = 0;
        }
    }

    fn measure(&mut self, rate: f64) {
        self.rate = Some(self.rate.map_or(rate, |before| 0.5 * before + 0.5 * rate));
    }

    pub(super) fn rest(&mut self, now: Duration) {
        let rest = REST.saturating_mul(1 << self.failures.min(5)).min(LONGEST_REST);
        self.failures += 1;
        self.state = State::Resting(now + rest);
    }

    pub(super) fn ban(&mut self) {
        self.state = State::Banned;
    }
}
