//! What is shown of a fetch that runs.

use maloca_nodes::fetch::source::{self, SourceId, State};
use maloca_nodes::network::{Pace, Source};
use tokio::time::Instant;

use super::drive::Drive;

impl Drive<'_> {
    pub(super) fn publish(&self) {
        let ways = self.machine.sources().filter_map(|(id, it)| self.view(id, it));
        let sources = ways.fold(Vec::new(), by_node);
        let is_alone = self.requests.is_empty() && !self.machine.is_whole();
        self.progress.send_modify(|it| {
            it.sources = sources;
            it.alone = is_alone.then(|| it.alone.unwrap_or_else(Instant::now));
        });
    }

    fn view(&self, id: SourceId, source: &source::Source) -> Option<Source> {
        let way = self.way(id)?;
        let is_busy = self.requests.values().any(|request| request.source == id);
        let pace = match source.state() {
            State::Banned => Pace::Banned,
            _ if !self.sources.is_asked(&way) => Pace::Away,
            State::Resting(_) => Pace::Resting,
            State::Ready if is_busy => Pace::Sending,
            State::Ready => Pace::Idle,
        };
        let rate = if is_busy { source.rate().unwrap_or_default() as u64 } else { 0 };
        Some(Source { node: way.node(), pace, rate, sent: source.total() })
    }
}

/// A node is one source to people, however it is asked.
fn by_node(mut shown: Vec<Source>, way: Source) -> Vec<Source> {
    match shown.iter_mut().find(|one| one.node == way.node) {
        Some(one) => {
            one.pace = one.pace.min(way.pace);
            (one.rate, one.sent) = (one.rate + way.rate, one.sent + way.sent);
        }
        None => shown.push(way),
    }
    shown
}
