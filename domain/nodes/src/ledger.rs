//! The port [`Ledger`]: what a node must not forget.

use async_trait::async_trait;
use maloca_fault::Fault;

use crate::{Contact, GroupId, NodeId, Refused, Rights, Secret, Statement};

/// What was written down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Book {
    /// The group that this node belongs to.
    pub group: GroupId,
    /// What is stated about its members.
    pub statements: Vec<Statement>,
    /// Where others were.
    pub contacts: Vec<Contact>,
}

/// An invitation that was given out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Offer {
    /// What opens; only its hash is written down.
    pub secret: Secret,
    /// What the newcomer may do.
    pub rights: Rights,
    /// Until when, in seconds since 1970.
    pub expires: u64,
}

/// What a node writes down about its group. An answer means that it is on disk.
#[async_trait]
pub trait Ledger: Send + Sync {
    /// What is written, if anything is.
    ///
    /// # Errors
    /// [`Fault::Unavailable`] when it cannot be read.
    async fn read(&self) -> Result<Option<Book>, Fault<Refused>>;

    /// Begins anew: forgets the group that was, its statements, contacts and offers.
    ///
    /// # Errors
    /// [`Fault::Unavailable`] when it cannot be written; then the old group stays.
    async fn begin(&self, book: Book) -> Result<(), Fault<Refused>>;

    /// Adds statements.
    ///
    /// # Errors
    /// [`Fault::Unavailable`].
    async fn add(&self, statements: Vec<Statement>) -> Result<(), Fault<Refused>>;

    /// Remembers where somebody is.
    ///
    /// # Errors
    /// [`Fault::Unavailable`].
    async fn meet(&self, contact: Contact) -> Result<(), Fault<Refused>>;

    /// Opens an invitation.
    ///
    /// # Errors
    /// [`Fault::Busy`] when too many are open.
    async fn offer(&self, offer: Offer) -> Result<(), Fault<Refused>>;

    /// Whether any invitation can still be used, or was used by this node.
    ///
    /// # Errors
    /// [`Fault::Unavailable`].
    async fn expects(&self, node: NodeId) -> Result<bool, Fault<Refused>>;

    /// What the one who knows this secret may do.
    ///
    /// # Errors
    /// [`Refused::SpentTicket`] when another node used it, or it never was.
    async fn offered(&self, secret: Secret, to: NodeId) -> Result<Rights, Fault<Refused>>;

    /// Uses up an invitation for the node that the admission is about, and keeps the admission: both or
    /// neither. The same node may come again, because an answer can be lost.
    ///
    /// # Errors
    /// [`Refused::SpentTicket`] when another node was faster.
    async fn redeem(&self, secret: Secret, admission: Statement) -> Result<(), Fault<Refused>>;
}
