//! How a follower reads without a gap although every ring may be lost.

use std::collections::VecDeque;
use std::sync::Arc;

use futures::StreamExt;
use futures::stream::unfold;
use maloca_fault::Fault;

use super::look::{Look, cursor_at_head, look};
use crate::port::{Bell, Log, Rings, Steps};
use crate::wire::{Cursor, Event, Refused, RoomName, Step};

/// How many events are read at once: a follower that is far behind costs little memory.
const BATCH: usize = 128;

/// Every event after the cursor, then live; without a cursor from now on.
///
/// It listens before it looks, so an event that comes in between is heard. The rings only say when
/// to look; what there is to see comes from the log, from the cursor on.
pub(super) async fn follow(
    log: Arc<dyn Log>,
    bell: &dyn Bell,
    room: &RoomName,
    from: Option<Cursor>,
) -> Result<Steps, Fault<Refused>> {
    let rings = bell.listen(room);
    let now = cursor_at_head(&log.room(room).await?);
    let follower = Follower {
        log,
        rings,
        room: room.clone(),
        cursor: from.unwrap_or(now),
        ready: VecDeque::new(),
        looked: false,
        failed: false,
    };
    Ok(Box::pin(unfold(follower, Follower::next)))
}

struct Follower {
    log: Arc<dyn Log>,
    rings: Rings,
    room: RoomName,
    /// The last event that was given out.
    cursor: Cursor,
    ready: VecDeque<Arc<Event>>,
    /// Whether the log was read since the last ring.
    looked: bool,
    failed: bool,
}

impl Follower {
    /// The next step; nothing after a failure or when the bell is gone.
    async fn next(mut self) -> Option<(Result<Step, Fault<Refused>>, Self)> {
        if self.failed {
            return None;
        }
        loop {
            if let Some(event) = self.ready.pop_front() {
                self.cursor.after = event.seq;
                return Some((Ok(Step::Event(event)), self));
            }
            if self.looked {
                self.rings.next().await?;
            }
            match self.look().await {
                Ok(None) => {}
                Ok(Some(reset)) => return Some((Ok(reset), self)),
                Err(fault) => {
                    self.failed = true;
                    return Some((Err(fault), self));
                }
            }
        }
    }

    /// Reads what came after the cursor, or resets when the log does not continue it.
    async fn look(&mut self) -> Result<Option<Step>, Fault<Refused>> {
        let room = self.log.room(&self.room).await?;
        match look(&*self.log, &room, self.cursor, BATCH).await? {
            Look::Events(events) => {
                // Less than a full batch means that the end was reached; a ring may have come meanwhile.
                self.looked = events.len() < BATCH;
                self.ready.extend(events);
                Ok(None)
            }
            Look::Reset(cursor) => {
                self.cursor = cursor;
                Ok(Some(Step::Reset(cursor)))
            }
        }
    }
}
