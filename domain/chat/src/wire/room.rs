//! Names of rooms and rooms.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::{Epoch, Refused, Seq};

/// The address of a room: 1 to 64 of `a-z`, `0-9` and `-`, not beginning or ending with `-`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct RoomName(String);

impl RoomName {
    /// The room that always exists.
    pub fn general() -> Self {
        Self("general".to_owned())
    }

    /// The name as written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for RoomName {
    type Err = Refused;

    fn from_str(name: &str) -> Result<Self, Refused> {
        let fits = (1..=64).contains(&name.len())
            && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
            && !name.starts_with('-')
            && !name.ends_with('-');
        if fits { Ok(Self(name.to_owned())) } else { Err(Refused::BadRoomName) }
    }
}

impl TryFrom<String> for RoomName {
    type Error = Refused;

    fn try_from(name: String) -> Result<Self, Refused> {
        name.parse()
    }
}

impl From<RoomName> for String {
    fn from(name: RoomName) -> Self {
        name.0
    }
}

impl fmt::Display for RoomName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A room to be opened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewRoom {
    /// Its address.
    pub name: RoomName,
    /// What people read: 1 to 80 characters on one line.
    pub title: String,
}

impl NewRoom {
    /// A room with a checked title; an empty title becomes the name.
    ///
    /// # Errors
    /// [`Refused::BadTitle`] when the title is too long or has control characters.
    pub fn new(name: RoomName, title: &str) -> Result<Self, Refused> {
        let title = match title.trim() {
            "" => name.as_str(),
            title => title,
        };
        if title.chars().count() > 80 || title.chars().any(char::is_control) {
            return Err(Refused::BadTitle);
        }
        Ok(Self { title: title.to_owned(), name })
    }
}

/// A room as it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Room {
    /// Its address.
    pub name: RoomName,
    /// What people read.
    pub title: String,
    /// The life of its log; another one means that cursors of before are void.
    pub epoch: Epoch,
    /// The number of its last event, 0 when there is none.
    pub head: Seq,
}
