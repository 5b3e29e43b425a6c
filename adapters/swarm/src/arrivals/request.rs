//! A request that runs.

use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use bao_tree::io::BaoContentItem;
use maloca_nodes::fetch::RequestId;
use maloca_nodes::fetch::source::SourceId;
use tokio::sync::mpsc;
use tokio_util::task::AbortOnDropHandle;

use super::sources::Event;
use super::way::Open;
use crate::coming::Want;

/// It ends when this is dropped.
pub(super) struct Request {
    pub(super) source: SourceId,
    until: Arc<AtomicU64>,
    _task: AbortOnDropHandle<()>,
}

impl Request {
    pub(super) fn begin(
        source: SourceId,
        open: Open,
        want: Want,
        id: RequestId,
        events: mpsc::Sender<Event>,
    ) -> Self {
        let until = Arc::new(AtomicU64::new(want.range.end));
        let task = bring(open, want, id, Arc::clone(&until), events);
        Self { source, until, _task: AbortOnDropHandle::new(tokio::spawn(task)) }
    }

    /// Lets it end when it has come to this byte.
    pub(super) fn trim(&self, until: u64) {
        self.until.store(until, Ordering::Relaxed);
    }
}

/// Brings the bytes of a request.
async fn bring(
    open: Open,
    want: Want,
    id: RequestId,
    until: Arc<AtomicU64>,
    events: mpsc::Sender<Event>,
) {
    let bringing = async {
        for range in open.parts(&want.range) {
            let mut coming = open.get(&Want { range, ..want }).await?;
            while let Some(item) = coming.next().await? {
                let end = leaf(&item).map_or(0, |range| range.end);
                let is_heard = events.send(Event::Came(id, item)).await.is_ok();
                if !is_heard || end >= until.load(Ordering::Relaxed) {
                    return Ok(());
                }
            }
        }
        Ok(())
    };
    let ended = bringing.await;
    let _ = events.send(Event::Ended(id, ended)).await;
}

/// The bytes that an item brings.
pub(super) fn leaf(item: &BaoContentItem) -> Option<Range<u64>> {
    match item {
        BaoContentItem::Leaf(leaf) => Some(leaf.offset..leaf.offset + leaf.data.len() as u64),
        BaoContentItem::Parent(_) => None,
    }
}
