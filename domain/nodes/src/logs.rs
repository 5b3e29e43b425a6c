//! The port [`Logs`]: the logs of the group, for programs that follow them by another way than nodes
//! do; and [`Reading`], what implements it.

use std::sync::Arc;

use async_trait::async_trait;
use maloca_fault::Fault;
use maloca_people::{Caller, Right};

use crate::catalogue::port::Rings;
use crate::catalogue::{BadPage, Catalogue, LogId, Mark, Page};
use crate::{NodeId, Nodes};

/// The logs of the group, as doors see them.
#[async_trait]
pub trait Logs: Send + Sync {
    /// How far every log goes by the knowledge of this node.
    ///
    /// # Errors
    /// [`Fault::Denied`] without the right to read.
    async fn marks(&self, who: &Caller) -> Result<Vec<Mark>, Fault<BadPage>>;

    /// What follows the first `after` lines of a log, as [`Catalogue::page`].
    ///
    /// # Errors
    /// [`Fault::Denied`] without the right to read.
    async fn page(
        &self,
        who: &Caller,
        log: LogId,
        after: u64,
    ) -> Result<Option<Page>, Fault<BadPage>>;

    /// Takes in a page, whoever brings it: it proves itself.
    ///
    /// # Errors
    /// [`Fault::Denied`] without the right to upload, [`Fault::Missing`] when its node does not belong
    /// to the group, [`BadPage`].
    async fn follow(&self, who: &Caller, page: Page) -> Result<Mark, Fault<BadPage>>;

    /// Rings when any log got longer, from now on.
    ///
    /// # Errors
    /// [`Fault::Denied`] without the right to read.
    async fn listen(&self, who: &Caller) -> Result<Rings, Fault<BadPage>>;
}

/// The logs in a catalogue, of the members of a group.
pub struct Reading {
    catalogue: Arc<dyn Catalogue>,
    nodes: Arc<dyn Nodes>,
}

impl Reading {
    /// Over a catalogue and the group whose members' logs are in it.
    pub fn new(catalogue: Arc<dyn Catalogue>, nodes: Arc<dyn Nodes>) -> Self {
        Self { catalogue, nodes }
    }

    /// Whether it is another member: this node alone adds to its own log.
    async fn is_peer(&self, node: &NodeId) -> Result<bool, Fault<BadPage>> {
        let group = self.nodes.look(&Caller::house()).await.map_err(|_| Fault::Missing)?;
        Ok(group.peers.iter().any(|peer| peer.id == *node))
    }
}

#[async_trait]
impl Logs for Reading {
    async fn marks(&self, who: &Caller) -> Result<Vec<Mark>, Fault<BadPage>> {
        who.need(Right::Read)?;
        self.catalogue.marks().await.map_err(general)
    }

    async fn page(
        &self,
        who: &Caller,
        log: LogId,
        after: u64,
    ) -> Result<Option<Page>, Fault<BadPage>> {
        who.need(Right::Read)?;
        self.catalogue.page(log, after).await.map_err(general)
    }

    async fn follow(&self, who: &Caller, page: Page) -> Result<Mark, Fault<BadPage>> {
        who.need(Right::Upload)?;
        if !self.is_peer(&page.head.log.node).await? {
            return Err(Fault::Missing);
        }
        self.catalogue.follow(page).await
    }

    async fn listen(&self, who: &Caller) -> Result<Rings, Fault<BadPage>> {
        who.need(Right::Read)?;
        Ok(self.catalogue.listen())
    }
}

fn general(fault: Fault) -> Fault<BadPage> {
    fault.map(|never| match never {})
}
