//! Who makes a call, as every room's port receives it.

use maloca_fault::Fault;
use serde::{Deserialize, Serialize};

use crate::{Nick, Right, Rights, Role};

/// The number of a person, given when a session is opened; never used twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PersonId(pub i64);

/// How much is known about somebody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Identity {
    /// Nothing: a visitor who has given no name.
    Anonymous,
    /// The program itself, or its owner at the terminal.
    House,
    /// A name that nobody holds, given without any credential. Shown as unverified.
    Unverified(Nick),
    /// A person who holds a session.
    Person {
        /// Their number.
        id: PersonId,
        /// Their name, which is theirs while the session lives.
        nick: Nick,
        /// What they are in this house.
        role: Role,
    },
}

/// Who makes a call and what they may do. Doors make it once per request; rooms check it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Caller {
    /// Who it is.
    pub identity: Identity,
    /// What they may do.
    pub rights: Rights,
}

impl Caller {
    /// A visitor who has given no name.
    pub const fn anonymous(rights: Rights) -> Self {
        Self { identity: Identity::Anonymous, rights }
    }

    /// The program itself, or its owner at the terminal: may do everything, speaks under no name.
    pub const fn house() -> Self {
        Self { identity: Identity::House, rights: Rights::ALL }
    }

    /// Whether they answer for this house: the house itself and its admins, never a guest, whatever
    /// rights guests have. They give others a role and delete what others wrote.
    pub const fn is_host(&self) -> bool {
        matches!(self.identity, Identity::House | Identity::Person { role: Role::Admin, .. })
    }

    /// The name under which they speak, if they gave one.
    pub const fn nick(&self) -> Option<&Nick> {
        match &self.identity {
            Identity::Anonymous | Identity::House => None,
            Identity::Unverified(nick) | Identity::Person { nick, .. } => Some(nick),
        }
    }

    /// The person behind the call, if a session vouches for one.
    pub const fn person(&self) -> Option<PersonId> {
        match self.identity {
            Identity::Person { id, .. } => Some(id),
            _ => None,
        }
    }

    /// Whether they have the right.
    pub const fn may(&self, right: Right) -> bool {
        self.rights.has(right)
    }

    /// Passes when they have the right.
    ///
    /// # Errors
    /// [`Fault::Denied`] when they do not.
    pub const fn need<R>(&self, right: Right) -> Result<(), Fault<R>> {
        if self.may(right) { Ok(()) } else { Err(Fault::Denied) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_guest_with_every_right_is_still_no_host() {
        assert!(!Caller::anonymous(Rights::ALL).is_host());
        assert!(Caller::house().is_host());
    }

    #[test]
    fn somebody_without_the_right_is_denied() {
        let caller = Caller::anonymous(Rights::of(&[Right::Read]));
        assert_eq!(caller.need::<u8>(Right::Read), Ok(()));
        assert_eq!(caller.need::<u8>(Right::Upload), Err(Fault::Denied));
    }
}
