//! Who gets which bytes next.

use std::ops::Range;
use std::time::Duration;

use super::ranges::Ranges;
use super::source::{SourceId, State};
use super::{Action, CHUNK, Fetch, Request, RequestId};

/// How many requests a source has at once: one that runs and one that follows it.
const SLOTS: usize = 2;

/// What a source is given before its rate is known, in bytes.
const FIRST: u64 = 256 * 1024;

/// The least that is given or taken, in bytes; below it sharing costs more than it brings.
const LEAST: u64 = 4 * CHUNK;

/// The most that is given at once, in bytes.
const MOST: u64 = 4 * 1024 * 1024;

/// How much work a source is given at once.
const WORTH: Duration = Duration::from_millis(500);

/// A rate where none is known yet, in bytes per second.
const GUESS: f64 = 512.0 * 1024.0;

impl Fetch {
    /// Gives work to whoever has a free slot, the fastest first.
    pub(super) fn share(&mut self, now: Duration) -> Vec<Action> {
        let mut actions = Vec::new();
        if self.is_whole() {
            return actions;
        }
        for slot in 0..SLOTS {
            for source in self.askable(now) {
                if self.load(source) <= slot {
                    actions.extend(self.give(source, now));
                }
            }
        }
        actions
    }

    fn askable(&self, now: Duration) -> Vec<SourceId> {
        let ready = self.sources.iter().filter(|(_, source)| source.may_be_asked(now));
        let mut ready: Vec<_> = ready.map(|(id, source)| (source.rate(), *id)).collect();
        ready.sort_by(|a, b| b.0.unwrap_or(GUESS).total_cmp(&a.0.unwrap_or(GUESS)));
        ready.into_iter().map(|(_, id)| id).collect()
    }

    fn load(&self, source: SourceId) -> usize {
        self.requests.values().filter(|request| request.source == source).count()
    }

    fn rate(&self, source: SourceId) -> f64 {
        let known = self.sources.get(&source).and_then(|source| source.rate());
        known.unwrap_or(GUESS).max(1.0)
    }

    fn give(&mut self, source: SourceId, now: Duration) -> Vec<Action> {
        let is_idle = self.load(source) == 0;
        let mut actions = Vec::new();
        if let Some(range) = self.free_for(source) {
            actions.push(self.request(source, range));
        } else if is_idle {
            actions.extend(self.relieve(source));
        }
        if is_idle && !actions.is_empty() {
            self.with(source, |source| source.begins(now));
        }
        actions
    }

    /// The next bytes that nobody was asked for and that `source` holds.
    fn free_for(&mut self, source: SourceId) -> Option<Range<u64>> {
        let free = self.wanted_of(source, |_| true);
        if free.is_empty() {
            return None;
        }
        let last = self.size.saturating_sub(1) / CHUNK * CHUNK;
        if free.covers(&(last..self.size)) && !self.held.covers(&(last..self.size)) {
            return Some(last..self.size);
        }
        let known = self.sources.iter();
        let others = known.filter(|(id, it)| **id != source && it.state() != State::Banned);
        let before = self.sources.get(&source).and_then(|it| it.asked_to);
        let range = self.order.next(&free, before, others.map(|(_, it)| &it.holds))?;
        let end = (range.start + self.piece(source)) / CHUNK * CHUNK;
        Some(range.start..end.min(range.end))
    }

    /// What `source` holds and is not here, without what the requests that `counts` bring.
    fn wanted_of(&self, source: SourceId, counts: impl Fn(&Request) -> bool) -> Ranges {
        let holds = self.sources.get(&source).map(|source| source.holds.clone());
        let mut wanted = holds.unwrap_or_default().within(self.size).without(&self.held);
        let asked = self.requests.values().filter(|request| counts(request));
        asked.for_each(|request| wanted.remove(request.rest()));
        wanted
    }

    fn piece(&self, source: SourceId) -> u64 {
        let known = self.sources.get(&source).and_then(|source| source.rate());
        known.map_or(FIRST, |rate| (rate * WORTH.as_secs_f64()) as u64).clamp(LEAST, MOST)
    }

    /// Takes over some of the work that would be ready last: its tail, such that both are ready at
    /// the same time, or the same bytes once more when they are few.
    fn relieve(&mut self, source: SourceId) -> Vec<Action> {
        let Some((id, victim)) = self.latest(source) else {
            return Vec::new();
        };
        let (mine, theirs) = (self.rate(source), self.rate(victim.source));
        let left = victim.end - victim.at;
        let ahead = self.ahead_of(id, &victim);
        let share = ((left + ahead) as f64 * mine / (mine + theirs)) as u64;
        let cut = victim.end.saturating_sub(share.min(left)).div_ceil(CHUNK) * CHUNK;
        if victim.end.saturating_sub(cut) >= LEAST && cut > victim.at {
            return self.split(source, id, cut, victim.end);
        }
        if ahead > 0 && cut <= victim.at {
            let mut actions = self.cancel(vec![id]);
            actions.push(self.request(source, victim.at / CHUNK * CHUNK..victim.end));
            return actions;
        }
        let is_faster = left as f64 / mine < (left + ahead) as f64 / theirs;
        if left <= 2 * LEAST || is_faster {
            let range = victim.at / CHUNK * CHUNK..victim.end;
            return vec![self.request(source, range)];
        }
        Vec::new()
    }

    fn split(&mut self, source: SourceId, id: RequestId, cut: u64, end: u64) -> Vec<Action> {
        if let Some(request) = self.requests.get_mut(&id) {
            request.end = cut;
        }
        vec![Action::Trim { id, until: cut }, self.request(source, cut..end)]
    }

    /// The request of somebody else that will be ready last, of those that `source` could serve
    /// and that nobody else was asked for, too.
    fn latest(&self, source: SourceId) -> Option<(RequestId, Request)> {
        let fits = |request: &Request| {
            let holds =
                self.sources.get(&source).is_some_and(|it| it.holds.covers(&request.rest()));
            holds && request.source != source && !self.is_doubled(request)
        };
        let open = self.requests.iter().filter(|(_, request)| fits(request));
        let time = |(id, request): &(&RequestId, &Request)| {
            let left = request.end - request.at + self.ahead_of(**id, request);
            left as f64 / self.rate(request.source)
        };
        let latest = open.max_by(|a, b| time(a).total_cmp(&time(b)));
        latest.map(|(id, request)| (*id, request.clone()))
    }

    fn is_doubled(&self, request: &Request) -> bool {
        let others = self.requests.values().filter(|other| other.source != request.source);
        others.into_iter().any(|other| other.at < request.end && request.at < other.end)
    }

    /// Bytes that the same source sends before it comes to request `id`.
    fn ahead_of(&self, id: RequestId, request: &Request) -> u64 {
        let before = self.requests.range(..id).filter(|(_, other)| other.source == request.source);
        before.map(|(_, other)| other.end - other.at).sum()
    }
}
