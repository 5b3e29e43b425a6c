//! Fetching one file from many sources at once, as a pure state machine.
//!
//! A driver tells a [`Fetch`] what happens ([`Fetch::joined`], [`Fetch::received`],
//! [`Fetch::failed`], [`Fetch::tick`]) and does what comes back as [`Action`]s. Bytes count only
//! when they are verified against the file's hash, so a source can waste time but never spoil a file.
//!
//! # How it decides
//! - The last chunk comes first: it proves how large the file is.
//! - Then comes what a reader waits for; while nobody reads, what the fewest sources have.
//! - Each source is given about a second's worth of work, two pieces at a time, so that its link
//!   never waits for the next request and a slow one holds little.
//! - When everything is given out, a source without work takes the tail of the piece that would be
//!   ready last, such that both are ready together; what is too small to share is asked for twice.
//! - A source that is silent for [`SILENCE`] loses its work and rests; one that lies is banned.
//!
//! # Layout
//! - `order`: which bytes come first.
//! - [`ranges`]: sets of bytes of a file.
//! - [`source`]: what is known of a source.
//! - `share`: who gets which bytes next.

mod order;
pub mod ranges;
mod share;
#[cfg(test)]
mod simulation;
pub mod source;
#[cfg(test)]
mod swarming;

use std::collections::BTreeMap;
use std::ops::Range;
use std::time::Duration;

use order::Order;
use ranges::Ranges;
use source::{Source, SourceId};

/// The unit of verification in bytes: a chunk group of BLAKE3 trees as iroh-blobs cuts them.
/// Requests begin and end on multiples of it, or at the end of the file.
pub const CHUNK: u64 = 16 * 1024;

/// How long a source that has work may send nothing before others get it.
pub const SILENCE: Duration = Duration::from_secs(2);

/// A request to one source, never used twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RequestId(u64);

/// What the driver does next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// Ask `source` for the bytes of `range`, as request `id`.
    Request {
        /// The name of the request from now on.
        id: RequestId,
        /// Whom to ask.
        source: SourceId,
        /// What to ask for, in bytes of the file.
        range: Range<u64>,
    },
    /// End request `id` when it has come to byte `until`: the rest is somebody else's.
    Trim {
        /// Which request.
        id: RequestId,
        /// The first byte that is not wanted any more.
        until: u64,
    },
    /// Give request `id` up at once; nothing more is expected of it.
    Cancel {
        /// Which request.
        id: RequestId,
    },
    /// Never talk to `source` about this file again: it sent what does not fit the hash.
    Ban {
        /// Who lied.
        source: SourceId,
    },
    /// All bytes are here.
    Finish,
}

/// Why a request ended before its range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// What it sent does not fit the hash.
    Lied,
    /// It cannot be reached or broke off; it may come back.
    Gone,
    /// It does not hold these bytes.
    Lacking,
}

/// A request that is under way.
#[derive(Clone, Debug)]
struct Request {
    source: SourceId,
    /// Up to where verified bytes came.
    at: u64,
    /// Where it shall end.
    end: u64,
}

impl Request {
    fn rest(&self) -> Range<u64> {
        self.at..self.end
    }
}

/// A file on its way, and what everybody does for it.
#[derive(Clone, Debug)]
pub struct Fetch {
    size: u64,
    held: Ranges,
    order: Order,
    sources: BTreeMap<SourceId, Source>,
    requests: BTreeMap<RequestId, Request>,
    next_id: u64,
    wasted: u64,
}

impl Fetch {
    /// A file of `size` bytes of which those of `held` are here already. Receivers with different seeds
    /// begin at different places and can help each other.
    #[must_use]
    pub fn new(size: u64, held: Ranges, seed: u64) -> Self {
        Self {
            size,
            held: held.within(size),
            order: Order::new(seed),
            sources: BTreeMap::new(),
            requests: BTreeMap::new(),
            next_id: 0,
            wasted: 0,
        }
    }

    /// What is here and verified.
    #[must_use]
    pub fn held(&self) -> &Ranges {
        &self.held
    }

    /// Bytes that came although they were here already.
    #[must_use]
    pub fn wasted(&self) -> u64 {
        self.wasted
    }

    /// Whether all bytes are here.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.held.len() == self.size
    }

    /// The sources with what is known of them: rate and state are shown to people.
    pub fn sources(&self) -> impl Iterator<Item = (SourceId, &Source)> {
        self.sources.iter().map(|(id, source)| (*id, source))
    }

    /// Somebody reads at byte `at`: what comes after it is fetched first.
    pub fn seek(&mut self, at: u64) {
        self.order.seek(at);
    }

    /// A source can be asked. `holds` is what it has of the file; telling it again updates that.
    pub fn joined(&mut self, source: SourceId, holds: Ranges, now: Duration) -> Vec<Action> {
        let known = self.sources.entry(source).or_insert_with(|| Source::new(now));
        known.holds = holds;
        self.share(now)
    }

    /// A source is gone for good: its work is free for others.
    pub fn left(&mut self, source: SourceId, now: Duration) -> Vec<Action> {
        let mut actions = self.drop_work(source);
        self.sources.remove(&source);
        actions.extend(self.share(now));
        actions
    }

    /// Request `id` brought verified bytes up to byte `upto`.
    pub fn received(&mut self, id: RequestId, upto: u64, now: Duration) -> Vec<Action> {
        let Some(request) = self.requests.get_mut(&id) else {
            return Vec::new();
        };
        let new = request.at..upto.min(self.size).max(request.at);
        request.at = new.end;
        let (source, is_done) = (request.source, request.at >= request.end);
        if let Some(source) = self.sources.get_mut(&source) {
            source.delivered(new.end - new.start, now);
        }
        self.wasted += self.held.insert(new);
        if is_done {
            self.requests.remove(&id);
        }
        let mut actions = self.spare();
        if is_done || !actions.is_empty() {
            actions.extend(self.share(now));
        }
        actions
    }

    /// Request `id` ended early.
    pub fn failed(&mut self, id: RequestId, failure: Failure, now: Duration) -> Vec<Action> {
        let Some(request) = self.requests.remove(&id) else {
            return Vec::new();
        };
        let mut actions = Vec::new();
        match failure {
            Failure::Lied => {
                actions.extend(self.drop_work(request.source));
                actions.push(Action::Ban { source: request.source });
                self.with(request.source, Source::ban);
            }
            Failure::Gone => {
                actions.extend(self.drop_work(request.source));
                self.with(request.source, |source| source.rest(now));
            }
            Failure::Lacking => {
                self.with(request.source, |source| source.holds.remove(request.rest()));
            }
        }
        actions.extend(self.share(now));
        actions
    }

    /// Time passed: call it at least every 100 ms while the file is not whole.
    pub fn tick(&mut self, now: Duration) -> Vec<Action> {
        let mut actions = Vec::new();
        for id in self.silent(now) {
            actions.extend(self.drop_work(id));
            self.with(id, |source| source.rest(now));
        }
        actions.extend(self.share(now));
        actions
    }

    fn silent(&self, now: Duration) -> Vec<SourceId> {
        let busy = |id: &SourceId| self.requests.values().any(|request| request.source == *id);
        let silent = self.sources.iter().filter(|(id, it)| it.silence(now) >= SILENCE && busy(id));
        silent.map(|(id, _)| *id).collect()
    }

    fn with(&mut self, source: SourceId, change: impl FnOnce(&mut Source)) {
        if let Some(source) = self.sources.get_mut(&source) {
            change(source);
        }
    }

    /// Takes all work from a source.
    fn drop_work(&mut self, source: SourceId) -> Vec<Action> {
        let theirs = |(_, request): &(&RequestId, &Request)| request.source == source;
        let dropped: Vec<_> = self.requests.iter().filter(theirs).map(|(id, _)| *id).collect();
        self.cancel(dropped)
    }

    /// Gives up requests whose bytes have come by another.
    fn spare(&mut self) -> Vec<Action> {
        let here = |(_, request): &(&RequestId, &Request)| self.held.covers(&request.rest());
        let spare: Vec<_> = self.requests.iter().filter(here).map(|(id, _)| *id).collect();
        let mut actions = self.cancel(spare);
        if self.is_whole() {
            actions.push(Action::Finish);
        }
        actions
    }

    fn cancel(&mut self, ids: Vec<RequestId>) -> Vec<Action> {
        ids.into_iter()
            .map(|id| {
                self.requests.remove(&id);
                Action::Cancel { id }
            })
            .collect()
    }

    fn request(&mut self, source: SourceId, range: Range<u64>) -> Action {
        let id = RequestId(self.next_id);
        self.next_id += 1;
        self.with(source, |source| source.asked_to = Some(range.end));
        self.requests.insert(id, Request { source, at: range.start, end: range.end });
        Action::Request { id, source, range }
    }
}
