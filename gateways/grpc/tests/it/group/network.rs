//! The files of the group, as the logs in memory tell of them. Nothing is fetched.

use std::sync::Arc;

use async_trait::async_trait;
use maloca_fault::Fault;
use maloca_files::{Chunks, Hash, Path};
use maloca_nodes::catalogue::{Listed, Share};
use maloca_nodes::network::{Opened, Refused, Transfer, TransferId};
use maloca_nodes::slice::Slice;
use maloca_nodes::{Catalogue, Network};
use maloca_people::{Caller, Right};

use super::Memory;

pub(super) struct Known {
    logs: Arc<Memory>,
}

impl Known {
    pub(super) fn new(logs: Arc<Memory>) -> Self {
        Self { logs }
    }
}

fn found(listed: Result<Vec<Listed>, Fault>) -> Result<Vec<Listed>, Fault<Refused>> {
    listed.map_err(|fault| fault.map(|never| match never {}))
}

#[async_trait]
impl Network for Known {
    async fn find(
        &self,
        who: &Caller,
        query: &str,
        limit: usize,
    ) -> Result<Vec<Listed>, Fault<Refused>> {
        who.need(Right::Read)?;
        found(self.logs.search(query, limit).await)
    }

    async fn holders(&self, who: &Caller, hash: &Hash) -> Result<Vec<Listed>, Fault<Refused>> {
        who.need(Right::Read)?;
        found(self.logs.holders(hash, usize::MAX).await)
    }

    async fn named(&self, who: &Caller, path: &Path) -> Result<Vec<Listed>, Fault<Refused>> {
        who.need(Right::Read)?;
        found(self.logs.named(path, usize::MAX).await)
    }

    async fn shares(&self, _: &Caller) -> Result<Vec<Share>, Fault<Refused>> {
        Ok(Vec::new())
    }

    async fn open(&self, _: &Caller, _: &Hash) -> Result<Opened, Fault<Refused>> {
        Err(Refused::Shut.into())
    }

    async fn slice(&self, _: &Caller, _: &Hash, _: Slice) -> Result<Chunks, Fault<Refused>> {
        Err(Fault::Missing)
    }

    async fn fetch(
        &self,
        _: &Caller,
        _: &Hash,
        _: Option<Path>,
    ) -> Result<Transfer, Fault<Refused>> {
        Err(Refused::Shut.into())
    }

    async fn transfers(&self, _: &Caller) -> Result<Vec<Transfer>, Fault<Refused>> {
        Ok(Vec::new())
    }

    async fn transfer(&self, _: &Caller, _: TransferId) -> Result<Transfer, Fault<Refused>> {
        Err(Fault::Missing)
    }

    async fn cancel(&self, _: &Caller, _: TransferId) -> Result<(), Fault<Refused>> {
        Err(Fault::Missing)
    }
}
