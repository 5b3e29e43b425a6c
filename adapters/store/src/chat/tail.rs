//! The newest events of a room in memory, so that many live followers are not many queries.

use std::collections::VecDeque;
use std::sync::Arc;

use maloca_chat::wire::{Event, Kind, Seq};

/// The most events kept per room.
const EVENTS: usize = 256;

/// The most bytes of text kept per room: a thousand rooms stay below 128 MiB.
const BYTES: usize = 128 * 1024;

/// The end of a room's stream as far as memory knows it.
#[derive(Default)]
pub(super) struct Tail {
    head: Seq,
    /// Consecutive events. They may end before `head`: then the table is asked.
    events: VecDeque<Arc<Event>>,
    bytes: usize,
}

impl Tail {
    pub(super) fn new(head: Seq) -> Self {
        Self { head, ..Self::default() }
    }

    pub(super) const fn head(&self) -> Seq {
        self.head
    }

    /// Somebody has read that the room reaches up to here. From now on memory must not say less, or
    /// a cursor at that place would look like one from the future.
    pub(super) fn advance(&mut self, head: Seq) {
        self.head = self.head.max(head);
    }

    /// Takes in an event that is on disk now.
    pub(super) fn push(&mut self, event: &Arc<Event>) {
        if self.events.back().is_some_and(|last| last.seq + 1 != event.seq) {
            self.events.clear();
            self.bytes = 0;
        }
        if event.kind == Kind::Deleted {
            self.redact(event);
        }
        self.advance(event.seq);
        self.bytes += size(event);
        self.events.push_back(Arc::clone(event));
        while self.events.len() > EVENTS || self.bytes > BYTES {
            let Some(oldest) = self.events.pop_front() else { break };
            self.bytes -= size(&oldest);
        }
    }

    /// At most `limit` events after a number, or `None` when only the table knows.
    pub(super) fn after(&self, after: Seq, limit: usize) -> Option<Vec<Arc<Event>>> {
        if after >= self.head {
            return Some(Vec::new());
        }
        let (first, last) = (self.events.front()?.seq, self.events.back()?.seq);
        if after + 1 < first || last != self.head {
            return None;
        }
        let skip = usize::try_from(after + 1 - first).ok()?;
        Some(self.events.iter().skip(skip).take(limit).cloned().collect())
    }

    /// What was deleted leaves no text behind, here as on disk.
    fn redact(&mut self, deletion: &Event) {
        let of_message = |event: &&mut Arc<Event>| event.id == deletion.id && event.text.is_some();
        for event in self.events.iter_mut().filter(of_message) {
            self.bytes -= size(event);
            *event = Arc::new(Event { text: None, ..Event::clone(event) });
            self.bytes += size(event);
        }
    }
}

fn size(event: &Event) -> usize {
    size_of::<Event>() + event.text.as_ref().map_or(0, String::len)
}

#[cfg(test)]
mod tests;
