//! The single rights and sets of them.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// One thing that somebody may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Right {
    /// Use the calculator.
    Calc,
    /// Read, write and open rooms.
    Chat,
    /// List and read the shared tree.
    Read,
    /// Add and replace files and folders.
    Upload,
    /// Move and delete what others added.
    Manage,
}

impl Right {
    /// All rights, in the order in which they are written.
    pub const ALL: [Self; 5] = [Self::Calc, Self::Chat, Self::Read, Self::Upload, Self::Manage];

    /// The word used in flags, files and tables.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Calc => "calc",
            Self::Chat => "chat",
            Self::Read => "read",
            Self::Upload => "upload",
            Self::Manage => "manage",
        }
    }
}

/// A set of rights, written as words with commas between them: `calc,chat,read`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Rights(u8);

impl Rights {
    /// No right at all.
    pub const NONE: Self = Self(0);

    /// Every right.
    pub const ALL: Self = Self::of(&Right::ALL);

    /// The set of the given rights.
    pub const fn of(rights: &[Right]) -> Self {
        let mut bits = 0;
        let mut next = 0;
        while next < rights.len() {
            bits |= 1 << rights[next] as u8;
            next += 1;
        }
        Self(bits)
    }

    /// Whether the right is in the set.
    pub const fn has(self, right: Right) -> bool {
        self.0 & (1 << right as u8) != 0
    }

    /// Both sets together.
    #[must_use]
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The rights in the set.
    pub fn iter(self) -> impl Iterator<Item = Right> {
        Right::ALL.into_iter().filter(move |right| self.has(*right))
    }
}

/// A word that names no right.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no right; the rights are calc, chat, read, upload, manage")]
pub struct NoSuchRight(String);

impl FromStr for Rights {
    type Err = NoSuchRight;

    fn from_str(list: &str) -> Result<Self, NoSuchRight> {
        list.split(',').map(str::trim).filter(|word| !word.is_empty()).try_fold(
            Self::NONE,
            |rights, word| {
                let right = Right::ALL.into_iter().find(|right| right.word() == word);
                right
                    .map(|right| rights.with(Self::of(&[right])))
                    .ok_or_else(|| NoSuchRight(word.to_owned()))
            },
        )
    }
}

impl TryFrom<String> for Rights {
    type Error = NoSuchRight;

    fn try_from(list: String) -> Result<Self, NoSuchRight> {
        list.parse()
    }
}

impl From<Rights> for String {
    fn from(rights: Rights) -> Self {
        rights.to_string()
    }
}

impl fmt::Display for Rights {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.iter().map(Right::word).collect::<Vec<_>>().join(","))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_is_written_as_it_is_read() {
        let rights: Rights = "read, calc,,chat".parse().unwrap();
        assert_eq!(rights.to_string(), "calc,chat,read");
        assert!(rights.has(Right::Chat) && !rights.has(Right::Upload));
    }

    #[test]
    fn an_unknown_word_is_named_in_the_error() {
        let error = "calc,fly".parse::<Rights>().unwrap_err();
        assert!(error.to_string().starts_with("`fly` is no right"));
    }
}
