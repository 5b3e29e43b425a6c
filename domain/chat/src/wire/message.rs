//! Drafts, messages and their history.

use std::str::FromStr;

use maloca_people::{Nick, PersonId};
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;
use ulid::Ulid;

use super::{Epoch, Refused, RoomName, Seq};

/// The longest text of a message, in bytes of UTF-8.
pub const MAX_TEXT: usize = 16 * 1024;

/// The name of a message, made by its sender before the first try (ULID, Crockford base 32), so
/// that a retry can be known for one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct MessageId(Ulid);

impl MessageId {
    /// The id of the given number.
    pub const fn from_ulid(ulid: Ulid) -> Self {
        Self(ulid)
    }

    /// The number.
    pub const fn ulid(self) -> Ulid {
        self.0
    }
}

impl FromStr for MessageId {
    type Err = Refused;

    fn from_str(text: &str) -> Result<Self, Refused> {
        // Twenty-six digits hold more than 128 bits: what is beyond would be cut off unnoticed.
        let fits = text.as_bytes().first().is_some_and(|first| *first <= b'7');
        Ulid::from_string(text).ok().filter(|_| fits).map(Self).ok_or(Refused::BadId)
    }
}

impl TryFrom<String> for MessageId {
    type Error = Refused;

    fn try_from(text: String) -> Result<Self, Refused> {
        text.parse()
    }
}

impl From<MessageId> for String {
    fn from(id: MessageId) -> Self {
        id.0.to_string()
    }
}

impl std::fmt::Display for MessageId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

/// What somebody wrote: not only white space, at most [`MAX_TEXT`] bytes, lines separated by `\n`,
/// no other control characters but tabs, no line break at the end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Text(String);

impl Text {
    /// The text itself, Markdown.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Text {
    type Err = Refused;

    fn from_str(text: &str) -> Result<Self, Refused> {
        if text.len() > MAX_TEXT {
            return Err(Refused::TextTooLong);
        }
        let text = text.replace("\r\n", "\n").trim_end().to_owned();
        if text.is_empty() {
            return Err(Refused::EmptyText);
        }
        if text.chars().any(|c| c.is_control() && c != '\n' && c != '\t') {
            return Err(Refused::ControlCharacter);
        }
        Ok(Self(text))
    }
}

impl TryFrom<String> for Text {
    type Error = Refused;

    fn try_from(text: String) -> Result<Self, Refused> {
        text.parse()
    }
}

impl From<Text> for String {
    fn from(text: Text) -> Self {
        text.0
    }
}

/// A message before it is posted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// Its name, made once by the sender and kept for every retry.
    pub id: MessageId,
    /// What it says.
    pub text: Text,
    /// The message that it answers, of the same room.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply_to: Option<MessageId>,
}

/// A message as it stands after all its events.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// The number of the event that posted it: its place in the room.
    pub seq: Seq,
    /// Its name.
    pub id: MessageId,
    /// Who wrote it.
    pub author: Nick,
    /// Whether a session vouches for the author. Without, nobody can edit or delete it as their own.
    pub verified: bool,
    /// The author's number, by which ownership is known; not sent to programs.
    #[serde(skip)]
    pub person: Option<PersonId>,
    /// What it says now; empty once deleted.
    pub text: String,
    /// When it was posted.
    #[serde(with = "time::serde::rfc3339")]
    pub at: OffsetDateTime,
    /// When it was last edited.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        with = "time::serde::rfc3339::option"
    )]
    pub edited_at: Option<OffsetDateTime>,
    /// Whether it was deleted.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub deleted: bool,
    /// The message that it answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply_to: Option<MessageId>,
}

/// The answer to a post.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Posted {
    /// The message; on a retry the one that the first try made, as it stands.
    pub message: Message,
    /// Whether this call made it.
    pub fresh: bool,
}

/// A change that somebody asks for, before the rules have judged it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// Say something new.
    Post(Draft),
    /// Say it differently.
    Edit {
        /// Which message.
        id: MessageId,
        /// What it shall say.
        text: Text,
    },
    /// Take it back.
    Delete {
        /// Which message.
        id: MessageId,
    },
}

impl Change {
    /// The message that it is about.
    pub const fn id(&self) -> MessageId {
        match self {
            Self::Post(draft) => draft.id,
            Self::Edit { id, .. } | Self::Delete { id } => *id,
        }
    }
}

/// Which part of a room's history.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Span {
    /// The newest messages.
    Latest,
    /// The first messages after this number.
    After(Seq),
    /// The last messages before this number.
    Before(Seq),
}

/// A part of a room's history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct History {
    /// The room's name.
    pub room: RoomName,
    /// The life of the room's log.
    pub epoch: Epoch,
    /// The number of the room's last event when this was read: follow from here.
    pub head: Seq,
    /// The messages in ascending order of `seq`.
    pub messages: Vec<Message>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_a_ulid_and_never_more_than_one_holds() {
        let largest = "7ZZZZZZZZZZZZZZZZZZZZZZZZZ";
        assert_eq!(largest.parse::<MessageId>().map(|id| id.to_string()), Ok(largest.to_owned()));
        for text in
            ["8ZZZZZZZZZZZZZZZZZZZZZZZZZ", "81ARZ3NDEKTSV4RRFFQ69G5FAV", "7ZZZ", "", "\u{f1}"]
        {
            assert_eq!(text.parse::<MessageId>(), Err(Refused::BadId), "{text}");
        }
    }
}
