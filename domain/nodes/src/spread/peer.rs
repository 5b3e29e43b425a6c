//! A connected node, as far as it is to be told something.

use std::collections::BTreeSet;
use std::time::Duration;

use crate::NodeId;

/// What a peer is to be told.
#[derive(Clone, Debug, Default)]
pub(super) struct Peer {
    /// The nodes whose logs go further.
    news: BTreeSet<NodeId>,
    /// Everything, however much it is.
    whole: bool,
    /// When it was told something last.
    told: Option<Duration>,
}

impl Peer {
    pub(super) fn tell(&mut self, node: NodeId) {
        self.news.insert(node);
    }

    pub(super) fn tell_all(&mut self) {
        self.whole = true;
    }

    /// It knows that already.
    pub(super) fn knows(&mut self, node: NodeId) {
        self.news.remove(&node);
    }

    pub(super) fn is_due(&self, now: Duration, breath: Duration) -> bool {
        (self.whole || !self.news.is_empty()) && self.told.is_none_or(|told| now >= told + breath)
    }

    /// Whose logs it is told of now; `None` for all.
    pub(super) fn take(&mut self, now: Duration) -> Option<BTreeSet<NodeId>> {
        self.told = Some(now);
        let news = std::mem::take(&mut self.news);
        (!std::mem::take(&mut self.whole)).then_some(news)
    }
}
