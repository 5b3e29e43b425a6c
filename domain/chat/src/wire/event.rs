//! Events, cursors and steps of a follower.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use maloca_people::{Nick, PersonId};
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use super::{MessageId, Refused};

/// The number of an event within its room: 1, 2, 3 … without holes.
pub type Seq = u64;

/// The life of a room's log. It changes when the log does not continue the one that clients know
/// (a restored backup, say).
pub type Epoch = u64;

/// What happened to a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// It was posted.
    Posted,
    /// Its text was replaced.
    Edited,
    /// It was taken back.
    Deleted,
}

impl Kind {
    /// The word used on the wire and in tables.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Posted => "posted",
            Self::Edited => "edited",
            Self::Deleted => "deleted",
        }
    }
}

/// Something that changed a room.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// Its number in the room.
    pub seq: Seq,
    /// What happened.
    pub kind: Kind,
    /// To which message.
    pub id: MessageId,
    /// Who did it.
    pub author: Nick,
    /// Whether a session vouches for them.
    pub verified: bool,
    /// Their number; not sent to programs.
    #[serde(skip)]
    pub person: Option<PersonId>,
    /// The new text, for what was posted or edited.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// The message that it answers, for what was posted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply_to: Option<MessageId>,
    /// When.
    #[serde(with = "time::serde::rfc3339")]
    pub at: OffsetDateTime,
}

/// A place in a room's log, written `epoch:seq` where one text is needed (`Last-Event-ID`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cursor {
    /// The life of the log that the number belongs to.
    pub epoch: Epoch,
    /// The last event that was seen.
    pub after: Seq,
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.epoch, self.after)
    }
}

impl FromStr for Cursor {
    type Err = Refused;

    fn from_str(text: &str) -> Result<Self, Refused> {
        let (epoch, after) = text.split_once(':').ok_or(Refused::BadCursor)?;
        Ok(Self {
            epoch: epoch.parse().map_err(|_| Refused::BadCursor)?,
            after: after.parse().map_err(|_| Refused::BadCursor)?,
        })
    }
}

/// What a follower of a room gets to see, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// The next event, with no gap to the one before. Shared among all followers.
    Event(Arc<Event>),
    /// The cursor cannot be continued: fetch the history anew and go on from this place.
    Reset(Cursor),
}
