//! What pages see of the group, of its files and of the copies of folders.
//!
//! # Layout
//! - `counted`: how long a count of copies serves.

use std::collections::HashSet;
use std::num::NonZeroU8;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use maloca_app::nodes::keeps::wire::Keep;
use maloca_app::nodes::port::{Peers, Refused};
use maloca_app::nodes::wire;
use maloca_fault::Fault;
use maloca_files::{Hash, Path};
use maloca_nodes::catalogue::Listed;
use maloca_nodes::network::TransferId;
use maloca_nodes::{Group, Keeping, Network, NodeId, Nodes, Rights, Ticket, Wish};
use maloca_people::{Caller, PersonId, Right};
use time::OffsetDateTime;

use self::counted::Counted;
use super::view::keeps::{self, of_keeps};
use super::view::{self, of_files, of_group};
use crate::doors::register::Register;
use crate::kept::Kept;

mod counted;

/// How many lines of the catalogue a search looks at.
const LINES: usize = 200;
/// How many files it shows.
const MOST: usize = 50;

/// The group as the pages need it.
pub struct Window {
    nodes: Arc<dyn Nodes>,
    network: Arc<dyn Network>,
    keeping: Arc<dyn Keeping>,
    counted: Counted,
    register: Arc<Register>,
    /// Tickets, each for the person who asked for it.
    kept: Kept<(Option<PersonId>, wire::Invitation)>,
}

type Answer<T> = Result<T, Fault<Refused>>;

impl Window {
    /// The window onto these.
    pub fn new(
        nodes: Arc<dyn Nodes>,
        network: Arc<dyn Network>,
        keeping: Arc<dyn Keeping>,
        register: Arc<Register>,
    ) -> Self {
        let (counted, kept) = Default::default();
        Self { nodes, network, keeping, counted, register, kept }
    }

    async fn group(&self, who: &Caller) -> Answer<Group> {
        self.nodes.look(who).await.map_err(|fault| fault.map(of_group))
    }

    /// The contents of these lines, each once, in their order.
    async fn contents(
        &self,
        who: &Caller,
        lines: &[Listed],
        group: &Group,
    ) -> Answer<Vec<wire::Content>> {
        let mut seen = HashSet::new();
        let mut contents = Vec::new();
        for line in lines.iter().filter(|line| seen.insert(line.hash)).take(MOST) {
            let listed = self.network.holders(who, &line.hash).await;
            let listed = listed.map_err(|fault| fault.map(of_files))?;
            let content = view::content(line, &listed, group);
            if !content.holders.is_empty() {
                contents.push(content);
            }
        }
        Ok(contents)
    }
}

#[async_trait]
impl Peers for Window {
    async fn look(&self, who: &Caller) -> Answer<wire::Group> {
        let group = self.group(who).await?;
        let shares = self.network.shares(who).await.map_err(|fault| fault.map(of_files))?;
        let door = self.register.addresses().peers;
        Ok(wire::Group { door, ..view::group(group, &shares) })
    }

    async fn invite(
        &self,
        who: &Caller,
        lasts: Duration,
        may_invite: bool,
    ) -> Answer<wire::Invitation> {
        let rights = if may_invite { Rights::INVITE } else { Rights::NONE };
        let ticket = self.nodes.invite(who, Wish { lasts, rights }).await;
        let ticket = ticket.map_err(|fault| fault.map(of_group))?;
        let expires = i64::try_from(ticket.expires).unwrap_or(i64::MAX);
        let expires = OffsetDateTime::from_unix_timestamp(expires);
        let expires = expires.map_err(|_| Fault::Refused(Refused::BadExpiry))?;
        Ok(wire::Invitation { ticket: ticket.to_string(), expires, qr: None })
    }

    fn keep_invitation(&self, who: &Caller, invitation: wire::Invitation) -> String {
        self.kept.keep((who.person(), invitation))
    }

    fn take_invitation(&self, who: &Caller, name: &str) -> Option<wire::Invitation> {
        let is_theirs = |(person, _): &(Option<PersonId>, _)| *person == who.person();
        self.kept.take(name, is_theirs).map(|(_, invitation)| invitation)
    }

    async fn join(&self, who: &Caller, ticket: &str) -> Answer<()> {
        let ticket = ticket.trim().parse::<Ticket>();
        let ticket = ticket
            .map_err(|bad| Fault::Refused(of_group(maloca_nodes::Refused::BadTicket(bad))))?;
        let joined = self.nodes.join(who, &ticket).await;
        joined.map(|_| ()).map_err(|fault| fault.map(of_group))
    }

    async fn revoke(&self, who: &Caller, id: &str) -> Answer<()> {
        let node = id.parse::<NodeId>().map_err(|_| Fault::Missing)?;
        self.nodes.revoke(who, &node).await.map_err(|fault| fault.map(of_group))
    }

    async fn find(&self, who: &Caller, query: &str) -> Answer<Vec<wire::Content>> {
        let lines = self.network.find(who, query, LINES).await;
        let lines = lines.map_err(|fault| fault.map(of_files))?;
        let group = self.group(who).await?;
        self.contents(who, &lines, &group).await
    }

    async fn copies(&self, who: &Caller, path: &Path) -> Answer<wire::Copies> {
        let group = self.group(who).await?;
        if group.peers.is_empty() {
            return Ok(wire::Copies::default());
        }
        let lines = self.network.named(who, path).await;
        let lines = lines.map_err(|fault| fault.map(of_files))?;
        let own = lines.iter().find(|line| line.node == group.me.id).map(|line| line.hash);
        let contents = self.contents(who, &lines, &group).await?;
        let (mut here, others): (Vec<_>, Vec<_>) =
            contents.into_iter().partition(|content| Some(content.hash) == own);
        Ok(wire::Copies { here: here.pop(), others })
    }

    async fn fetch(&self, who: &Caller, hash: &Hash, to: Option<Path>) -> Answer<()> {
        let begun = self.network.fetch(who, hash, to).await;
        begun.map(|_| ()).map_err(|fault| fault.map(of_files))
    }

    async fn transfers(&self, who: &Caller) -> Answer<Vec<wire::Transfer>> {
        let transfers = self.network.transfers(who).await;
        let transfers = transfers.map_err(|fault| fault.map(of_files))?;
        Ok(transfers.into_iter().map(view::transfer).collect())
    }

    async fn cancel(&self, who: &Caller, id: u64) -> Answer<()> {
        let cancelled = self.network.cancel(who, TransferId(id)).await;
        cancelled.map_err(|fault| fault.map(of_files))
    }

    async fn keeps(&self, who: &Caller) -> Answer<Vec<Keep>> {
        // The last count was made for another visitor.
        who.need(Right::Read)?;
        let count = async {
            let views = self.keeping.keeps(who).await.map_err(|fault| fault.map(of_keeps))?;
            Ok(views.into_iter().map(keeps::keep).collect())
        };
        self.counted.get(count).await
    }

    async fn keep(&self, who: &Caller, folder: &Path, in_group: Option<NonZeroU8>) -> Answer<()> {
        let kept = self.keeping.keep(who, folder, in_group.into()).await;
        self.counted.forget().await;
        kept.map_err(|fault| fault.map(of_keeps))
    }

    async fn release(&self, who: &Caller, folder: &Path) -> Answer<()> {
        let released = self.keeping.release(who, folder).await;
        self.counted.forget().await;
        released.map_err(|fault| fault.map(of_keeps))
    }
}

#[cfg(test)]
mod tests;
