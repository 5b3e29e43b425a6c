//! What the page needs of the house.

use std::num::NonZeroU8;
use std::time::Duration;

use async_trait::async_trait;
use maloca_fault::Fault;
use maloca_files::{Hash, Path};
use maloca_people::Caller;
use serde::{Deserialize, Serialize};

use super::keeps::wire::Keep;
use super::wire::{Content, Copies, Group, Invitation, Transfer};

/// The other houses and their files, as far as pages show them. The rooms behind it judge who may.
#[async_trait]
pub trait Peers: Send + Sync {
    /// This node and the others.
    ///
    /// # Errors
    /// [`Fault::Denied`] without the right to read.
    async fn look(&self, who: &Caller) -> Result<Group, Fault<Refused>>;

    /// Makes a ticket that lets one node in. Its code is for the caller to draw.
    ///
    /// # Errors
    /// [`Fault::Denied`] without the right to manage, and what stands against it.
    async fn invite(
        &self,
        who: &Caller,
        lasts: Duration,
        may_invite: bool,
    ) -> Result<Invitation, Fault<Refused>>;

    /// Keeps an invitation for the page that follows a form, and names it.
    fn keep_invitation(&self, who: &Caller, invitation: Invitation) -> String;

    /// An invitation that was kept for the same person. It is given out once.
    fn take_invitation(&self, who: &Caller, name: &str) -> Option<Invitation>;

    /// Joins the group of a ticket.
    ///
    /// # Errors
    /// [`Fault::Denied`] without the right to manage, and what is wrong with the ticket.
    async fn join(&self, who: &Caller, ticket: &str) -> Result<(), Fault<Refused>>;

    /// Puts a node out of the group, for good.
    ///
    /// # Errors
    /// [`Fault::Denied`] without the right to manage, [`Fault::Missing`], [`Refused::MayNotRevoke`].
    async fn revoke(&self, who: &Caller, id: &str) -> Result<(), Fault<Refused>>;

    /// Files of all nodes in whose names every word of the query occurs, each content once.
    ///
    /// # Errors
    /// [`Fault::Denied`] without the right to read.
    async fn find(&self, who: &Caller, query: &str) -> Result<Vec<Content>, Fault<Refused>>;

    /// What the group has under the name of a file.
    ///
    /// # Errors
    /// [`Fault::Denied`] without the right to read.
    async fn copies(&self, who: &Caller, path: &Path) -> Result<Copies, Fault<Refused>>;

    /// Begins to fetch a file into the tree; without a name, under the one that its holder gives it.
    ///
    /// # Errors
    /// [`Fault::Denied`] without the right to upload, [`Fault::Missing`], [`Refused::TooMany`],
    /// [`Refused::Files`].
    async fn fetch(
        &self,
        who: &Caller,
        hash: &Hash,
        to: Option<Path>,
    ) -> Result<(), Fault<Refused>>;

    /// All fetches that run, and the last ones that ended; newest first.
    ///
    /// # Errors
    /// [`Fault::Denied`] without the right to read.
    async fn transfers(&self, who: &Caller) -> Result<Vec<Transfer>, Fault<Refused>>;

    /// Ends a fetch and removes what came of it.
    ///
    /// # Errors
    /// [`Fault::Denied`] without the right to upload, [`Fault::Missing`].
    async fn cancel(&self, who: &Caller, id: u64) -> Result<(), Fault<Refused>>;

    /// Folders of which copies are kept, and where these are.
    ///
    /// # Errors
    /// [`Fault::Denied`] without the right to read.
    async fn keeps(&self, who: &Caller) -> Result<Vec<Keep>, Fault<Refused>>;

    /// Keeps so many copies of a folder in the group from now on, or one here. It replaces what this
    /// node wished for that folder before.
    ///
    /// # Errors
    /// [`Fault::Denied`] without the right to manage, [`Refused::TooManyKeeps`], [`Refused::Files`],
    /// [`Refused::Shut`].
    async fn keep(
        &self,
        who: &Caller,
        folder: &Path,
        in_group: Option<NonZeroU8>,
    ) -> Result<(), Fault<Refused>>;

    /// Takes back this node's wish. Copies that are there stay.
    ///
    /// # Errors
    /// [`Fault::Denied`] without the right to manage, [`Fault::Missing`], [`Refused::Elsewhere`].
    async fn release(&self, who: &Caller, folder: &Path) -> Result<(), Fault<Refused>>;
}

/// Why nothing came of it: the reasons of the group and of its files as one, for pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum Refused {
    /// The text is no ticket.
    #[error("this is no ticket")]
    NoTicket,
    /// The ticket was made by another version.
    #[error("this ticket was made by another version")]
    OtherVersion,
    /// Characters of the ticket are missing or wrong.
    #[error("this ticket is damaged; copy it again, whole")]
    Damaged,
    /// The ticket's time is over.
    #[error("this ticket has expired; ask for a new one")]
    Expired,
    /// The ticket was used, or its inviter never made it.
    #[error("this ticket was used already; ask for a new one")]
    Spent,
    /// This node shares a group with others.
    #[error("this house belongs to a group with others already")]
    NotAlone,
    /// Nobody answered where the ticket says.
    #[error("the house that made this ticket does not answer")]
    Unreachable,
    /// The inviter let nobody in.
    #[error("the house that made this ticket did not let this one in")]
    NotAdmitted,
    /// The door for other nodes is shut.
    #[error("the door for other houses is shut; --peers opens it")]
    Shut,
    /// This node may not let others in.
    #[error("this house may not invite others into its group")]
    MayNotInvite,
    /// This node may not put that one out.
    #[error("this house may only put out those further away from the founder than itself")]
    MayNotRevoke,
    /// As many nodes as a group can have.
    #[error("the group is full")]
    Full,
    /// The expiry lies in the past or too far ahead.
    #[error("a ticket lasts from a second to thirty days")]
    BadExpiry,
    /// No house that is connected has the file.
    #[error("no house that is reached now has this file")]
    Nobody,
    /// As many fetches as run at once.
    #[error("too many fetches at once; wait until one has ended")]
    TooMany,
    /// As many folders as one node keeps.
    #[error("one house keeps at most 64 folders; release one, or keep a folder above them")]
    TooManyKeeps,
    /// Another node wishes these copies.
    #[error("another house asked for these copies; release the folder there")]
    Elsewhere,
    /// What the files' room says.
    #[error(transparent)]
    Files(#[from] maloca_files::Refused),
}
