//! What is shown of a fetch that runs.

use maloca_nodes::fetch::source::{self, SourceId, State};
use maloca_nodes::network::{Pace, Source};
use tokio::time::Instant;

use super::drive::Drive;

impl Drive<'_> {
    pub(super) fn publish(&self) {
        let sources: Vec<_> = self.machine.sources().map(|(id, it)| self.view(id, it)).collect();
        let is_alone = self.requests.is_empty() && !self.machine.is_whole();
        self.progress.send_modify(|it| {
            it.sources = sources;
            it.alone = is_alone.then(|| it.alone.unwrap_or_else(Instant::now));
        });
    }

    fn view(&self, id: SourceId, source: &source::Source) -> Source {
        let node = self.node(id).unwrap_or(self.sources.shared.me());
        let is_busy = self.requests.values().any(|request| request.source == id);
        let pace = match source.state() {
            State::Banned => Pace::Banned,
            _ if !self.sources.is_asked(&node) => Pace::Away,
            State::Resting(_) => Pace::Resting,
            State::Ready if is_busy => Pace::Sending,
            State::Ready => Pace::Idle,
        };
        let rate = if is_busy { source.rate().unwrap_or_default() as u64 } else { 0 };
        Source { node, pace, rate, sent: source.total() }
    }
}
