//! The port [`Nodes`] that doors call.

use std::net::SocketAddr;
use std::time::Duration;

use async_trait::async_trait;
use maloca_fault::Fault;
use maloca_people::Caller;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use crate::{BadTicket, GroupId, NodeId, Rights, Ticket};

/// Why nothing came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum Refused {
    /// The text is no ticket.
    #[error(transparent)]
    BadTicket(#[from] BadTicket),
    /// The ticket's time is over.
    #[error("this ticket has expired; ask the house that made it for a new one")]
    ExpiredTicket,
    /// It was used, or its inviter never made it.
    #[error("this ticket was used already, or was never given out; ask for a new one")]
    SpentTicket,
    /// This node shares a group with others.
    #[error(
        "this house belongs to a group with others already; let one of them invite the newcomer, or \
         start this house with another --data"
    )]
    NotAlone,
    /// Nobody answered where the ticket says.
    #[error(
        "the house that made this ticket does not answer; is it running, and can its UDP port be \
         reached from here?"
    )]
    Unreachable,
    /// The door for other nodes is shut.
    #[error("the door for other houses is shut; start this house with --peers ADDR:PORT")]
    Shut,
    /// This node may not let others in.
    #[error("this house may not invite others into its group; ask one that may")]
    MayNotInvite,
    /// This node may not put that one out.
    #[error("this house may only put out those further away from the founder than itself")]
    MayNotRevoke,
    /// The inviter answered with something that makes nobody a member.
    #[error("the house that made this ticket did not let this one in; ask its host what it logged")]
    NotAdmitted,
    /// As many nodes as a group can have.
    #[error("the group is full")]
    Full,
    /// The expiry lies in the past or too far ahead.
    #[error("a ticket lasts from a second to thirty days")]
    BadExpiry,
}

/// What an invitation shall be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wish {
    /// How long it can be used.
    pub lasts: Duration,
    /// What the newcomer may do.
    pub rights: Rights,
}

impl Wish {
    /// The longest that an invitation lasts.
    pub const LONGEST: Duration = Duration::from_secs(30 * 24 * 60 * 60);
}

/// A day, and the newcomer may invite others: a group has no centre.
impl Default for Wish {
    fn default() -> Self {
        Self { lasts: Duration::from_secs(24 * 60 * 60), rights: Rights::INVITE }
    }
}

/// What a ticket given at the start makes of its inviter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// The first ticket's inviter.
    Friend,
    /// That of a later one.
    Substitute,
}

/// A connection to a node, as it is now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The address at the other end; that of the relay when it is `relayed`.
    pub address: SocketAddr,
    /// Whether it goes by the relay of a house of the group: there is no direct way.
    pub relayed: bool,
    /// How long a packet takes there and back.
    pub latency: Duration,
    /// Since when.
    pub since: OffsetDateTime,
}

/// One node of the group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// Which.
    pub id: NodeId,
    /// What it calls itself; empty before it told.
    pub name: String,
    /// The version of its program; empty before it told.
    pub version: String,
    /// What it may do.
    pub rights: Rights,
    /// Since when it belongs to the group.
    pub member_since: Option<OffsetDateTime>,
    /// Where it says that it is.
    pub addresses: Vec<SocketAddr>,
    /// The connection to it, when there is one.
    pub link: Option<Link>,
    /// What a ticket given at the start makes of it.
    pub origin: Option<Origin>,
}

/// This node and the others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// The group.
    pub id: GroupId,
    /// This node. `member_since` is missing when it was put out.
    pub me: Node,
    /// The other members, by key.
    pub peers: Vec<Node>,
}

/// The group that this node belongs to.
#[async_trait]
pub trait Nodes: Send + Sync {
    /// This node and the others.
    ///
    /// # Errors
    /// [`Fault::Denied`] without the right to read.
    async fn look(&self, who: &Caller) -> Result<Group, Fault<Refused>>;

    /// Makes a ticket that lets one node in.
    ///
    /// # Errors
    /// [`Fault::Denied`] without the right to manage; [`Refused::Shut`], [`Refused::MayNotInvite`],
    /// [`Refused::BadExpiry`], [`Refused::Full`].
    async fn invite(&self, who: &Caller, wish: Wish) -> Result<Ticket, Fault<Refused>>;

    /// Joins the group of a ticket. Joining the group that one belongs to already changes nothing.
    ///
    /// # Errors
    /// [`Fault::Denied`] without the right to manage; [`Refused::ExpiredTicket`],
    /// [`Refused::SpentTicket`], [`Refused::NotAlone`], [`Refused::Unreachable`], [`Refused::Shut`].
    async fn join(&self, who: &Caller, ticket: &Ticket) -> Result<Group, Fault<Refused>>;

    /// Puts a node out of the group, for good.
    ///
    /// # Errors
    /// [`Fault::Denied`] without the right to manage; [`Fault::Missing`] when it does not belong to the
    /// group; [`Refused::MayNotRevoke`].
    async fn revoke(&self, who: &Caller, node: &NodeId) -> Result<(), Fault<Refused>>;
}
