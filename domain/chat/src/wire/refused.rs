//! The reasons of this room.

use serde::{Deserialize, Serialize};

use super::message::MAX_TEXT;

/// Why the chat refused, in terms of what somebody can change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum Refused {
    /// The room's name has other characters than allowed.
    #[error("a room's name has 1 to 64 of a-z, 0-9 and '-', and no '-' at its ends")]
    BadRoomName,
    /// The title is too long or has control characters.
    #[error("a title has at most 80 characters on one line")]
    BadTitle,
    /// A room of that name exists.
    #[error("there is a room of that name already; choose another name")]
    RoomExists,
    /// There are too many rooms.
    #[error("this house has as many rooms as it can hold")]
    TooManyRooms,
    /// The id is no ULID.
    #[error("an id is a ULID: 26 characters of Crockford base 32")]
    BadId,
    /// The cursor is not of the form `epoch:seq`.
    #[error("a cursor has the form epoch:seq, both whole numbers")]
    BadCursor,
    /// Nothing but white space.
    #[error("a message needs a text")]
    EmptyText,
    /// The text is too long.
    #[error("a message has at most {MAX_TEXT} bytes; share longer texts as a file")]
    TextTooLong,
    /// The text has a control character.
    #[error("a message may not contain control characters other than tabs and line breaks")]
    ControlCharacter,
    /// No name was given under which to speak.
    #[error("choose a name first; then you can write here")]
    NoNick,
    /// The same id was used for another content.
    #[error("this id was already used for another message; make a new id")]
    IdTaken,
    /// The message that is answered does not exist in this room.
    #[error("the message that this answers is not in this room")]
    NoSuchReply,
    /// Only the author may edit, and only the author or a host may delete.
    #[error("only the one who wrote a message can change it, with the session it was written in")]
    NotYours,
    /// The message was deleted.
    #[error("this message was deleted")]
    Gone,
}
