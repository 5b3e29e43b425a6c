//! What a member may do in the group.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// What a member may do beyond being one, written as words with commas between them. Bits that this
/// version does not know are kept, because they are signed.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
)]
#[serde(try_from = "String", into = "String")]
pub struct Rights(pub u8);

/// A word that names no right of a member.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no right of a node; the only one is invite")]
pub struct NoSuchRight(String);

impl Rights {
    /// A member without further rights.
    pub const NONE: Self = Self(0);
    /// May let others in, and put out those further away from the founder than itself.
    pub const INVITE: Self = Self(1);
    /// What a founder has.
    pub const ALL: Self = Self(u8::MAX);

    /// Whether it has all of the given ones.
    pub const fn has(self, wanted: Self) -> bool {
        self.0 & wanted.0 == wanted.0
    }

    /// What both have.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// What either has.
    #[must_use]
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl FromStr for Rights {
    type Err = NoSuchRight;

    fn from_str(list: &str) -> Result<Self, NoSuchRight> {
        let mut words = list.split(',').map(str::trim).filter(|word| !word.is_empty());
        words.try_fold(Self::NONE, |rights, word| match word {
            "invite" => Ok(rights.or(Self::INVITE)),
            word => Err(NoSuchRight(word.chars().take(32).collect())),
        })
    }
}

impl fmt::Display for Rights {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.has(Self::INVITE) { "invite" } else { "" })
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rights_are_words() {
        assert_eq!("invite, ".parse(), Ok(Rights::INVITE));
        assert_eq!(Rights::ALL.to_string(), "invite");
        assert_eq!("".parse(), Ok(Rights::NONE));
        assert!("invite,rule".parse::<Rights>().is_err());
    }
}
