//! Sessions, tokens and invitations.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use crate::{Caller, Identity, Nick, PersonId, Right, Rights};

/// What somebody is in this house.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Came by and gave a name; has the rights of `--guests`.
    Guest,
    /// Was invited; may add files too.
    Member,
    /// Runs the house; may do everything.
    Admin,
}

impl Role {
    /// What the role may do, given what guests may do.
    pub const fn rights(self, guests: Rights) -> Rights {
        match self {
            Self::Guest => guests,
            Self::Member => {
                guests.with(Rights::of(&[Right::Calc, Right::Chat, Right::Read, Right::Upload]))
            }
            Self::Admin => Rights::ALL,
        }
    }

    /// The word used in tables and on the wire.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Guest => "guest",
            Self::Member => "member",
            Self::Admin => "admin",
        }
    }
}

impl FromStr for Role {
    type Err = NoSuchRole;

    fn from_str(word: &str) -> Result<Self, NoSuchRole> {
        [Self::Guest, Self::Member, Self::Admin]
            .into_iter()
            .find(|role| role.word() == word)
            .ok_or(NoSuchRole)
    }
}

/// A word that names no role.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the roles are guest, member, admin")]
pub struct NoSuchRole;

/// A secret of 256 random bits in 43 characters of base64url (RFC 4648 §5), which vouches for a
/// session or an invitation. Only its hash is stored, and it is never logged.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Token(String);

/// A text that cannot be a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a token has 43 characters of base64url")]
pub struct BadToken;

impl Token {
    /// How many characters a token has.
    pub const LEN: usize = 43;

    /// The secret itself, for the one answer that hands it out.
    pub fn secret(&self) -> &str {
        &self.0
    }
}

impl FromStr for Token {
    type Err = BadToken;

    fn from_str(text: &str) -> Result<Self, BadToken> {
        let fits = text.len() == Self::LEN
            && text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'));
        if fits { Ok(Self(text.to_owned())) } else { Err(BadToken) }
    }
}

impl TryFrom<String> for Token {
    type Error = BadToken;

    fn try_from(text: String) -> Result<Self, BadToken> {
        text.parse()
    }
}

impl From<Token> for String {
    fn from(token: Token) -> Self {
        token.0
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(…)")
    }
}

/// Somebody's stay: from giving a name to leaving or being away for long.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// A number by which the session can be named, which is no secret.
    pub id: i64,
    /// Whose it is.
    pub person: PersonId,
    /// The name, held while the session lives.
    pub nick: Nick,
    /// What they are.
    pub role: Role,
    /// When it began.
    #[serde(with = "time::serde::rfc3339")]
    pub since: OffsetDateTime,
    /// When it was last used, to the minute.
    #[serde(with = "time::serde::rfc3339")]
    pub seen: OffsetDateTime,
}

impl Session {
    /// The caller that this session vouches for.
    pub fn caller(&self, guests: Rights) -> Caller {
        Caller {
            identity: Identity::Person {
                id: self.person,
                nick: self.nick.clone(),
                role: self.role,
            },
            rights: self.role.rights(guests),
        }
    }
}

/// A link that gives its first user a role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invitation {
    /// The secret part of the link.
    pub token: Token,
    /// What its user becomes.
    pub role: Role,
    /// Until when it can be used.
    pub until: OffsetDateTime,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_never_shows_itself_in_a_log() {
        let token: Token = "A".repeat(43).parse().unwrap();
        assert!(!format!("{token:?}").contains('A'));
        assert_eq!("A".repeat(42).parse::<Token>(), Err(BadToken));
    }

    #[test]
    fn an_admin_may_everything_and_a_guest_what_guests_may() {
        let guests = Rights::of(&[Right::Read]);
        assert_eq!(Role::Admin.rights(guests), Rights::ALL);
        assert_eq!(Role::Guest.rights(guests), guests);
        assert!(Role::Member.rights(guests).has(Right::Upload));
    }
}
