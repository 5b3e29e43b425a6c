//! The room's values as messages of the contract, and back.

use std::time::{SystemTime, UNIX_EPOCH};

use maloca_chat::{self as chat, MessageId, RoomName};
use maloca_fault::Fault;
use prost_types::Timestamp;
use time::OffsetDateTime;
use tonic::Status;
use ulid::Ulid;

use crate::contract::v1::step::Step as Happened;
use crate::contract::v1::{Cursor, Draft, Event, Kind, Message, PostResponse, Step};
use crate::status::status;

/// The room of a name; the empty name is the room that always exists.
pub(super) fn room(name: &str) -> Result<RoomName, Status> {
    match name {
        "" => Ok(RoomName::general()),
        name => name.parse().map_err(refused),
    }
}

/// A draft, with an id of ours when it has none.
pub(super) fn draft(draft: Draft) -> Result<chat::Draft, Status> {
    let id = match draft.id.as_str() {
        "" => new_id()?,
        id => id.parse().map_err(refused)?,
    };
    let reply_to = match draft.reply_to.as_str() {
        "" => None,
        id => Some(id.parse().map_err(refused)?),
    };
    Ok(chat::Draft { id, text: draft.text.parse().map_err(refused)?, reply_to })
}

fn refused(reason: chat::Refused) -> Status {
    status(Fault::Refused(reason))
}

fn new_id() -> Result<MessageId, Status> {
    let mut random = [0; 16];
    getrandom::fill(&mut random).map_err(|error| {
        tracing::error!(%error, "the system gives no random numbers");
        Status::unavailable("no id can be made right now; send one of your own")
    })?;
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let millis = u64::try_from(now.as_millis()).unwrap_or(u64::MAX);
    Ok(MessageId::from_ulid(Ulid::from_parts(millis, u128::from_le_bytes(random))))
}

pub(super) fn posted(posted: chat::Posted) -> PostResponse {
    PostResponse { message: Some(message(posted.message)), fresh: posted.fresh }
}

fn message(message: chat::Message) -> Message {
    Message {
        seq: message.seq,
        id: message.id.to_string(),
        author: message.author.into(),
        verified: message.verified,
        text: message.text,
        at: Some(timestamp(message.at)),
        edited_at: message.edited_at.map(timestamp),
        deleted: message.deleted,
        reply_to: message.reply_to.map(String::from).unwrap_or_default(),
    }
}

/// Where a subscription begins.
pub(super) fn began(cursor: chat::Cursor) -> Step {
    Step { step: Some(Happened::Began(place(cursor))) }
}

pub(super) fn step(step: chat::Step) -> Step {
    let step = match step {
        chat::Step::Event(happened) => Happened::Event(event(&happened)),
        chat::Step::Reset(cursor) => Happened::Reset(place(cursor)),
    };
    Step { step: Some(step) }
}

const fn place(cursor: chat::Cursor) -> Cursor {
    Cursor { epoch: cursor.epoch, after: cursor.after }
}

fn event(event: &chat::Event) -> Event {
    let kind = match event.kind {
        chat::Kind::Posted => Kind::Posted,
        chat::Kind::Edited => Kind::Edited,
        chat::Kind::Deleted => Kind::Deleted,
    };
    Event {
        seq: event.seq,
        kind: kind.into(),
        id: event.id.to_string(),
        author: event.author.to_string(),
        verified: event.verified,
        text: event.text.clone().unwrap_or_default(),
        reply_to: event.reply_to.map(String::from).unwrap_or_default(),
        at: Some(timestamp(event.at)),
    }
}

fn timestamp(at: OffsetDateTime) -> Timestamp {
    Timestamp { seconds: at.unix_timestamp(), nanos: i32::try_from(at.nanosecond()).unwrap_or(0) }
}
