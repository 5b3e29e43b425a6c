//! The port [`People`] that doors call and adapters implement.

use async_trait::async_trait;
use maloca_fault::Fault;
use serde::{Deserialize, Serialize};

use crate::nick::BadNick;
use crate::{Caller, Identity, Invitation, Nick, Rights, Role, Session, Token};

/// Why the people's room refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum Refused {
    /// The text is no nick.
    #[error(transparent)]
    BadNick(#[from] BadNick),
    /// Somebody else's live session or account holds the name.
    #[error("`{0}` is taken by somebody who is here; choose another name, or use your token")]
    NickTaken(Nick),
    /// The invitation was used, has expired or never was.
    #[error("this invitation is no longer valid; ask the host for a new one")]
    SpentInvitation,
}

/// What somebody who opened a session receives: the secret once, and the session.
#[derive(Clone, Debug)]
pub struct Admission {
    /// The secret, which is not kept here.
    pub token: Token,
    /// The session that it vouches for.
    pub session: Session,
}

/// Sessions, names and invitations.
#[async_trait]
pub trait People: Send + Sync {
    /// What somebody without an account may do.
    fn guests(&self) -> Rights;

    /// Opens a session under a free name.
    ///
    /// # Errors
    /// [`Refused::NickTaken`] when a live session or an account holds the name.
    async fn enter(&self, nick: Nick) -> Result<Admission, Fault<Refused>>;

    /// The caller that a token vouches for, or `None` when it vouches for nobody (any more).
    ///
    /// # Errors
    /// [`Fault::Unavailable`] when it cannot be known.
    async fn recognise(&self, token: &Token) -> Result<Option<Session>, Fault<Refused>>;

    /// The caller for a name given without any credential.
    ///
    /// # Errors
    /// [`Refused::NickTaken`] when a live session or an account holds the name.
    async fn call_by_name(&self, nick: Nick) -> Result<Caller, Fault<Refused>>;

    /// Who writes in a call: those who gave no name at all write as [`Nick::guest`], unverified.
    ///
    /// # Errors
    /// [`Refused::NickTaken`] when a live session or an account holds that name.
    async fn speaker(&self, who: Caller) -> Result<Caller, Fault<Refused>> {
        match who.identity {
            Identity::Anonymous => self.call_by_name(Nick::guest()).await,
            _ => Ok(who),
        }
    }

    /// Ends the session of a token. Ending one that does not exist is no error.
    ///
    /// # Errors
    /// [`Fault::Unavailable`] when it could not be ended.
    async fn leave(&self, token: &Token) -> Result<(), Fault<Refused>>;

    /// The living sessions of the caller's person, newest first.
    ///
    /// # Errors
    /// [`Fault::Denied`] for somebody without a session.
    async fn sessions(&self, who: &Caller) -> Result<Vec<Session>, Fault<Refused>>;

    /// Makes an invitation that can be used once within seven days.
    ///
    /// # Errors
    /// [`Fault::Denied`] for everybody but admins and the house itself.
    async fn invite(&self, who: &Caller, role: Role) -> Result<Invitation, Fault<Refused>>;

    /// Uses up an invitation and opens a session with its role.
    ///
    /// # Errors
    /// [`Refused::SpentInvitation`] or [`Refused::NickTaken`].
    async fn accept(&self, invitation: &Token, nick: Nick) -> Result<Admission, Fault<Refused>>;

    /// Whether anybody is admin, or an invitation to become one is still open.
    ///
    /// # Errors
    /// [`Fault::Unavailable`] when it cannot be known.
    async fn has_admin(&self) -> Result<bool, Fault<Refused>>;
}
