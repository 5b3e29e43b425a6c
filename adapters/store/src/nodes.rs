//! The port `Ledger`: the group that this node belongs to, and its tickets.
//!
//! A ticket is used once: whether it still can be, that it is used, and by whom, and the statement that
//! follows are one transaction.
//!
//! # Layout
//! - `begin`, `note`: the group, its statements and contacts; `read`: all of that again.
//! - `ticket`: tickets, open and used.

use async_trait::async_trait;
use maloca_fault::Fault;
use maloca_nodes::{Book, Contact, Ledger, NodeId, Offer, Refused, Rights, Secret, Statement};

use self::begin::Begin;
use self::note::{Meet, Note};
use self::ticket::{Digest, Give, Redeem};
use crate::catalogue;
use crate::incident::failed_read;
use crate::store::Store;

mod begin;
mod note;
mod read;
mod ticket;

#[async_trait]
impl Ledger for Store {
    async fn read(&self) -> Result<Option<Book>, Fault<Refused>> {
        read::book(self.readers()).await.map_err(failed_read)
    }

    async fn begin(&self, book: Book) -> Result<(), Fault<Refused>> {
        self.queue().submit(Begin(book)).await?;
        catalogue::clear_away(self.clone());
        Ok(())
    }

    async fn add(&self, statements: Vec<Statement>) -> Result<(), Fault<Refused>> {
        self.queue().submit(Note(statements)).await
    }

    async fn meet(&self, contact: Contact) -> Result<(), Fault<Refused>> {
        self.queue().submit(Meet(contact)).await
    }

    async fn offer(&self, offer: Offer) -> Result<(), Fault<Refused>> {
        self.queue().submit(Give(offer)).await
    }

    async fn expects(&self, node: NodeId) -> Result<bool, Fault<Refused>> {
        ticket::expects(self.readers(), node, self.now()).await.map_err(failed_read)
    }

    async fn offered(&self, secret: Secret, to: NodeId) -> Result<Rights, Fault<Refused>> {
        let mut conn = self.readers().acquire().await.map_err(failed_read)?;
        let digest = Digest::of(secret);
        let state = ticket::state(&mut conn, digest, to, self.now()).await.map_err(failed_read)?;
        Ok(state?)
    }

    async fn redeem(&self, secret: Secret, admission: Statement) -> Result<(), Fault<Refused>> {
        self.queue().submit(Redeem { digest: Digest::of(secret), admission }).await
    }
}
