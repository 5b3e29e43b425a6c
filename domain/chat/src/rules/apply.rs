//! What an event does to a message and to a history.
//!
//! The state that was fetched before an event, with the event applied, is the state that would be
//! fetched after it. The pages live by this, and the log keeps its messages by the same functions.

use crate::wire::{Event, History, Kind, Message};

/// What applying an event came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Applied {
    /// The history now includes the event.
    Done,
    /// The history included it before; nothing changed.
    Known,
    /// Events before it are missing: nothing changed, fetch the history anew.
    Gap,
}

/// Applies the next event to a history that reaches up to the newest message of the room.
///
/// A history may begin anywhere: an event about a message before its beginning only moves `head`.
pub fn apply(history: &mut History, event: &Event) -> Applied {
    if event.seq <= history.head {
        return Applied::Known;
    }
    if event.seq != history.head + 1 {
        return Applied::Gap;
    }
    history.head = event.seq;
    match event.kind {
        Kind::Posted => history.messages.push(posted(event)),
        Kind::Edited | Kind::Deleted => {
            let message = history.messages.iter_mut().rev().find(|known| known.id == event.id);
            if let Some(message) = message {
                revise(message, event);
            }
        }
    }
    Applied::Done
}

/// The message that was posted by the event.
pub fn posted(event: &Event) -> Message {
    Message {
        seq: event.seq,
        id: event.id,
        author: event.author.clone(),
        verified: event.verified,
        person: event.person,
        text: event.text.clone().unwrap_or_default(),
        at: event.at,
        edited_at: None,
        deleted: false,
        reply_to: event.reply_to,
    }
}

/// Changes a posted message as a later event says.
pub fn revise(message: &mut Message, event: &Event) {
    match event.kind {
        Kind::Posted => {}
        Kind::Edited => {
            message.text = event.text.clone().unwrap_or_default();
            message.edited_at = Some(event.at);
        }
        Kind::Deleted => {
            message.text.clear();
            message.deleted = true;
        }
    }
}
