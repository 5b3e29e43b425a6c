//! The metrics seam: what is counted for each door.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use metrics::Counter;

/// The counts of one door. They go to the metrics recorder (`maloca_door_…`) and can be read by
/// pages. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Tally {
    door: &'static str,
    counts: Arc<Counts>,
}

#[derive(Debug)]
struct Counts {
    open: AtomicU64,
    accepted: AtomicU64,
    failed: AtomicU64,
    requests: AtomicU64,
    errors: AtomicU64,
    received: AtomicU64,
    sent: AtomicU64,
    /// The same for the recorder, looked up once: bytes are counted often.
    recorded: Recorded,
}

impl Counts {
    fn of(door: &'static str) -> Self {
        Self {
            open: AtomicU64::default(),
            accepted: AtomicU64::default(),
            failed: AtomicU64::default(),
            requests: AtomicU64::default(),
            errors: AtomicU64::default(),
            received: AtomicU64::default(),
            sent: AtomicU64::default(),
            recorded: Recorded::of(door),
        }
    }
}

#[derive(Debug)]
struct Recorded {
    received: Counter,
    sent: Counter,
}

impl Recorded {
    fn of(door: &'static str) -> Self {
        Self {
            received: metrics::counter!("maloca_door_received_bytes_total", "door" => door),
            sent: metrics::counter!("maloca_door_sent_bytes_total", "door" => door),
        }
    }
}

impl Tally {
    /// Counts from zero for the door of this name.
    pub fn new(door: &'static str) -> Self {
        Self { door, counts: Arc::new(Counts::of(door)) }
    }

    /// The name of the door.
    pub const fn door(&self) -> &'static str {
        self.door
    }

    /// How many connections are open now.
    pub fn open(&self) -> u64 {
        self.counts.open.load(Ordering::Relaxed)
    }

    /// How many connections were accepted so far.
    pub fn accepted(&self) -> u64 {
        self.counts.accepted.load(Ordering::Relaxed)
    }

    /// How many connections could not be accepted so far.
    pub fn failed(&self) -> u64 {
        self.counts.failed.load(Ordering::Relaxed)
    }

    /// How many requests were answered so far, well or with an error.
    pub fn requests(&self) -> u64 {
        self.counts.requests.load(Ordering::Relaxed)
    }

    /// How many of the answers were errors.
    pub fn errors(&self) -> u64 {
        self.counts.errors.load(Ordering::Relaxed)
    }

    /// How many bytes came in so far.
    pub fn bytes_received(&self) -> u64 {
        self.counts.received.load(Ordering::Relaxed)
    }

    /// How many bytes went out so far.
    pub fn bytes_sent(&self) -> u64 {
        self.counts.sent.load(Ordering::Relaxed)
    }

    /// Counts an answer.
    pub fn answer(&self, well: bool) {
        self.counts.requests.fetch_add(1, Ordering::Relaxed);
        metrics::counter!("maloca_door_requests_total", "door" => self.door).increment(1);
        if !well {
            self.counts.errors.fetch_add(1, Ordering::Relaxed);
            metrics::counter!("maloca_door_errors_total", "door" => self.door).increment(1);
        }
    }

    /// Counts bytes that came in.
    pub fn received(&self, bytes: usize) {
        self.counts.received.fetch_add(bytes as u64, Ordering::Relaxed);
        self.counts.recorded.received.increment(bytes as u64);
    }

    /// Counts bytes that went out.
    pub fn sent(&self, bytes: usize) {
        self.counts.sent.fetch_add(bytes as u64, Ordering::Relaxed);
        self.counts.recorded.sent.increment(bytes as u64);
    }

    /// Counts a connection, as open until the guest is dropped.
    pub fn enter(&self) -> Guest {
        self.counts.accepted.fetch_add(1, Ordering::Relaxed);
        self.counts.open.fetch_add(1, Ordering::Relaxed);
        metrics::counter!("maloca_door_connections_total", "door" => self.door).increment(1);
        metrics::gauge!("maloca_door_open_connections", "door" => self.door).increment(1);
        Guest(self.clone())
    }

    /// Counts a connection that could not be accepted.
    pub fn fail(&self) {
        self.counts.failed.fetch_add(1, Ordering::Relaxed);
        metrics::counter!("maloca_door_failures_total", "door" => self.door).increment(1);
    }
}

/// One open connection in the counts.
#[derive(Debug)]
pub struct Guest(Tally);

impl Drop for Guest {
    fn drop(&mut self) {
        self.0.counts.open.fetch_sub(1, Ordering::Relaxed);
        metrics::gauge!("maloca_door_open_connections", "door" => self.0.door).decrement(1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_guest_counts_as_open_while_it_lives() {
        let tally = Tally::new("test");
        let guest = tally.enter();
        assert_eq!((tally.open(), tally.accepted()), (1, 1));
        drop(guest);
        assert_eq!((tally.open(), tally.accepted()), (0, 1));
    }

    #[test]
    fn an_error_is_an_answer_too() {
        let tally = Tally::new("test");
        tally.answer(true);
        tally.answer(false);
        assert_eq!((tally.requests(), tally.errors()), (2, 1));
    }
}
