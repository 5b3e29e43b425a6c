//! What stands in a log after a place.

use std::sync::Arc;

use maloca_fault::Fault;

use crate::port::Log;
use crate::wire::{Cursor, Event, Refused, Room};

/// What stands in a room's log after a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Look {
    /// The next events in order, with no gap to the place; none when there are none yet.
    Events(Vec<Arc<Event>>),
    /// The log does not continue the place: what comes next comes after this one.
    Reset(Cursor),
}

/// Reads at most `limit` events after `place`, or resets to the head of `room` as it was given, when its log has
/// another epoch, ends before the place, or has a gap after it.
///
/// # Errors
/// What [`Log::events`] answers.
pub async fn look(
    log: &dyn Log,
    room: &Room,
    place: Cursor,
    limit: usize,
) -> Result<Look, Fault<Refused>> {
    let head = cursor_at_head(room);
    if room.epoch != place.epoch || room.head < place.after {
        return Ok(Look::Reset(head));
    }
    let mut events = log.events(&room.name, place.after, limit).await?;
    events.retain(|event| event.seq > place.after);
    let has_gap = (place.after + 1..).zip(&events).any(|(seq, event)| event.seq != seq);
    Ok(if has_gap { Look::Reset(head) } else { Look::Events(events) })
}

/// The place after everything that a room has.
pub(super) const fn cursor_at_head(room: &Room) -> Cursor {
    Cursor { epoch: room.epoch, after: room.head }
}
