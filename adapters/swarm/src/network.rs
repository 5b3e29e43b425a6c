//! The port `Network` on a swarm.

use std::cmp::Reverse;
use std::time::Duration;

use async_trait::async_trait;
use maloca_fault::{Fault, Never};
use maloca_files::{Chunks, Hash, Path, Refused as FilesRefused};
use maloca_nodes::Network;
use maloca_nodes::catalogue::{Listed, Share};
use maloca_nodes::network::{Opened, Phase, Refused, Transfer, TransferId};
use maloca_nodes::slice::Slice;
use maloca_people::{Caller, Right};
use time::OffsetDateTime;
use tokio::time::timeout;

use crate::bao;
use crate::reading::Reading;
use crate::shared::Shared;
use crate::swarm::Swarm;

/// The most lines of an answer.
const MOST: usize = 1_000;
/// How long a reader waits for somebody who has the file.
const PATIENCE: Duration = Duration::from_secs(10);

#[async_trait]
impl Network for Swarm {
    async fn find(
        &self,
        who: &Caller,
        query: &str,
        limit: usize,
    ) -> Result<Vec<Listed>, Fault<Refused>> {
        who.need(Right::Read)?;
        self.shared.ports.catalogue.search(query, limit.min(MOST)).await.map_err(general)
    }

    async fn holders(&self, who: &Caller, hash: &Hash) -> Result<Vec<Listed>, Fault<Refused>> {
        who.need(Right::Read)?;
        self.shared.ports.catalogue.holders(hash, MOST).await.map_err(general)
    }

    async fn named(&self, who: &Caller, path: &Path) -> Result<Vec<Listed>, Fault<Refused>> {
        who.need(Right::Read)?;
        self.shared.ports.catalogue.named(path, MOST).await.map_err(general)
    }

    async fn shares(&self, who: &Caller) -> Result<Vec<Share>, Fault<Refused>> {
        who.need(Right::Read)?;
        self.shared.ports.catalogue.shares().await.map_err(general)
    }

    async fn open(&self, who: &Caller, hash: &Hash) -> Result<Opened, Fault<Refused>> {
        let holder = self.holder(who, hash).await?;
        if let Some(piece) = self.shared.own(hash).await {
            let content = Reading::own(piece, modified(&holder));
            return Ok(Opened { content, path: holder.path });
        }
        self.endpoint.as_ref().ok_or(Refused::Shut)?;
        if self.shared.arrivals.is_full() {
            return Err(Refused::TooMany.into());
        }
        let arrival = self.shared.arrival(*hash, holder.size).await;
        let opening = Reading::open(arrival, modified(&holder));
        let content = timeout(PATIENCE, opening).await.map_err(|_| Refused::Nobody)??;
        Ok(Opened { content, path: holder.path })
    }

    async fn slice(
        &self,
        who: &Caller,
        hash: &Hash,
        slice: Slice,
    ) -> Result<Chunks, Fault<Refused>> {
        who.need(Right::Read)?;
        self.shared.slice(hash, &slice).await
    }

    async fn fetch(
        &self,
        who: &Caller,
        hash: &Hash,
        to: Option<Path>,
    ) -> Result<Transfer, Fault<Refused>> {
        who.need(Right::Upload)?;
        let holder = self.holder(who, hash).await?;
        let to = to.unwrap_or(holder.path);
        if to.is_hidden() {
            return Err(Refused::Files(FilesRefused::Hidden).into());
        }
        let _one_at_a_time = self.beginning.lock().await;
        if let Some(running) = self.shared.transfers.same(hash, &to) {
            return Ok(running);
        }
        if let Some(there) = self.shared.there(hash, &to).await? {
            return Ok(there);
        }
        self.endpoint.as_ref().ok_or(Refused::Shut)?;
        self.shared.begin_fetch(*hash, holder.size, to).await
    }

    async fn transfers(&self, who: &Caller) -> Result<Vec<Transfer>, Fault<Refused>> {
        who.need(Right::Read)?;
        Ok(self.shared.transfers.look())
    }

    async fn transfer(&self, who: &Caller, id: TransferId) -> Result<Transfer, Fault<Refused>> {
        who.need(Right::Read)?;
        let all = self.shared.transfers.look();
        all.into_iter().find(|transfer| transfer.id == id).ok_or(Fault::Missing)
    }

    async fn cancel(&self, who: &Caller, id: TransferId) -> Result<(), Fault<Refused>> {
        who.need(Right::Upload)?;
        self.shared.cancel(id).await.then_some(()).ok_or(Fault::Missing)
    }
}

impl Swarm {
    /// Somebody who shares this file, this node first; with the size that most say.
    async fn holder(&self, who: &Caller, hash: &Hash) -> Result<Listed, Fault<Refused>> {
        let all = self.holders(who, hash).await?;
        let votes = |size: u64| all.iter().filter(|one| one.size == size).count();
        let sizes = all.iter().map(|one| one.size);
        let size = sizes.max_by_key(|size| (votes(*size), Reverse(*size)));
        let first = all.first().cloned().zip(size).ok_or(Fault::Missing)?;
        Ok(Listed { size: first.1, ..first.0 })
    }
}

impl Shared {
    /// What is to be said when this file is there already.
    async fn there(&self, hash: &Hash, to: &Path) -> Result<Option<Transfer>, Fault<Refused>> {
        let print = self.ports.prints.of(to).await.map_err(general)?;
        let Some(print) = print else { return Ok(None) };
        if print.hash != *hash {
            return Err(Refused::Files(FilesRefused::Exists).into());
        }
        let errand = self.ports.errands.begin(*hash, print.size, to.clone()).await;
        let errand = errand.map_err(general)?;
        self.ports.errands.end(errand.id).await.map_err(general)?;
        let begun = self.transfers.add(errand);
        self.transfers.end(begun.id, Phase::Done);
        self.transfers
            .look()
            .into_iter()
            .find(|one| one.id == begun.id)
            .map(Some)
            .ok_or(Fault::Missing)
    }

    /// Looks whether there is room, and writes the fetch down.
    pub(crate) async fn begin_fetch(
        &self,
        hash: Hash,
        size: u64,
        to: Path,
    ) -> Result<Transfer, Fault<Refused>> {
        if self.transfers.is_full() {
            return Err(Refused::TooMany.into());
        }
        if size > bao::LONGEST {
            return Err(Refused::Files(FilesRefused::TooLarge).into());
        }
        if self.arrivals.partial(&hash).is_none() {
            let begun = self.ports.vault.begin(hash, size).await;
            begun.map_err(|fault| fault.map(Refused::Files))?;
        }
        let errand = self.ports.errands.begin(hash, size, to).await.map_err(general)?;
        Ok(self.transfers.add(errand))
    }
}

/// When a file was changed, by what its holder says.
fn modified(listed: &Listed) -> OffsetDateTime {
    OffsetDateTime::from_unix_timestamp(listed.modified).unwrap_or(OffsetDateTime::UNIX_EPOCH)
}

/// A fault of a port that refuses nothing.
pub(crate) fn general<R>(fault: Fault<Never>) -> Fault<R> {
    fault.map(|never| match never {})
}
