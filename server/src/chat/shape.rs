//! The JSON of `/api/v1/rooms`: what programs see, and no more.

use maloca_chat::{Epoch, History, Message, MessageId, Room, RoomName, Seq};
use maloca_people::Nick;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;
use utoipa::{IntoParams, ToSchema};

/// A room.
#[derive(Debug, Serialize, ToSchema)]
pub struct RoomShape {
    /// Its address: 1 to 64 of a-z, 0-9 and '-'.
    #[schema(value_type = String, example = "general")]
    name: RoomName,
    /// What people read.
    title: String,
    /// The life of its log; another one means that cursors of before are void.
    epoch: Epoch,
    /// The number of its last event, 0 when there is none.
    head: Seq,
}

impl From<Room> for RoomShape {
    fn from(Room { name, title, epoch, head }: Room) -> Self {
        Self { name, title, epoch, head }
    }
}

/// A message as it stands after all its events.
#[derive(Debug, Serialize, ToSchema)]
pub struct MessageShape {
    /// The number of the event that posted it: its place in the room.
    seq: Seq,
    /// Its name, a ULID.
    #[schema(value_type = String, example = "01ARZ3NDEKTSV4RRFFQ69G5FAV")]
    id: MessageId,
    /// Who wrote it.
    #[schema(value_type = String, example = "ana")]
    author: Nick,
    /// Whether a session vouches for the author.
    verified: bool,
    /// Markdown; empty once deleted.
    text: String,
    /// When it was posted.
    #[serde(with = "time::serde::rfc3339")]
    at: OffsetDateTime,
    /// When it was last edited.
    #[serde(skip_serializing_if = "Option::is_none", with = "time::serde::rfc3339::option")]
    edited_at: Option<OffsetDateTime>,
    /// Whether it was deleted; absent when not.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    #[schema(required = false)]
    deleted: bool,
    /// The message that it answers.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    reply_to: Option<MessageId>,
}

impl From<Message> for MessageShape {
    fn from(message: Message) -> Self {
        let Message {
            seq,
            id,
            author,
            verified,
            person: _,
            text,
            at,
            edited_at,
            deleted,
            reply_to,
        } = message;
        Self { seq, id, author, verified, text, at, edited_at, deleted, reply_to }
    }
}

/// A part of a room's history.
#[derive(Debug, Serialize, ToSchema)]
pub struct HistoryShape {
    /// The life of the room's log.
    epoch: Epoch,
    /// The number of the room's last event when this was read: follow from here.
    head: Seq,
    /// In ascending order of `seq`, which may skip numbers.
    messages: Vec<MessageShape>,
}

impl From<History> for HistoryShape {
    fn from(history: History) -> Self {
        let messages = history.messages.into_iter().map(MessageShape::from).collect();
        Self { epoch: history.epoch, head: history.head, messages }
    }
}

/// A room to be opened.
#[derive(Debug, Deserialize, ToSchema)]
pub struct Opening {
    /// Its address: 1 to 64 of a-z, 0-9 and '-', no '-' at its ends.
    #[schema(example = "lab-3")]
    pub name: String,
    /// What people read, at most 80 characters; by default the name.
    #[serde(default)]
    pub title: String,
}

/// A message to be posted.
#[derive(Debug, Deserialize, ToSchema)]
pub struct Posting {
    /// A ULID, made before the first try and kept for every retry; without one a retry is another
    /// message.
    pub id: Option<String>,
    /// Markdown, at most 16 KiB.
    pub text: String,
    /// The message that it answers, of the same room.
    pub reply_to: Option<String>,
}

/// A message's new text.
#[derive(Debug, Deserialize, ToSchema)]
pub struct Editing {
    /// Markdown, at most 16 KiB.
    pub text: String,
}

/// Which part of the history.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Part {
    /// The first messages after this number.
    pub after: Option<Seq>,
    /// The last messages before this number.
    pub before: Option<Seq>,
    /// How many at most: 1 to 500, by default 50.
    pub limit: Option<usize>,
}

/// From where a room is followed.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Place {
    /// The last event that is known; without it only what happens from now on.
    pub after: Option<Seq>,
    /// The life of the log that `after` belongs to; by default the present one.
    pub epoch: Option<Epoch>,
}
