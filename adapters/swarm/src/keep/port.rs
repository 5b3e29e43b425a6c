//! The port `Keeping` on a swarm.

use std::pin::pin;

use async_trait::async_trait;
use futures::StreamExt;
use maloca_fault::Fault;
use maloca_files::Path;
use maloca_nodes::keep::{Copies, Keep, Keeping, Refused, View};
use maloca_people::{Caller, Right};

use super::pages;
use crate::network::general;
use crate::swarm::Swarm;

#[async_trait]
impl Keeping for Swarm {
    async fn keeps(&self, who: &Caller) -> Result<Vec<View>, Fault<Refused>> {
        who.need(Right::Read)?;
        let _one_at_a_time = self.counting.lock().await;
        let mut views = Vec::new();
        for keep in self.all().await? {
            views.push(self.view(keep).await?);
        }
        Ok(views)
    }

    async fn keep(
        &self,
        who: &Caller,
        folder: &Path,
        copies: Copies,
    ) -> Result<(), Fault<Refused>> {
        who.need(Right::Manage)?;
        if folder.is_hidden() {
            return Err(Refused::Hidden.into());
        }
        self.endpoint.as_ref().ok_or(Refused::Shut)?;
        self.shared.ports.keeps.wish(folder, Some(copies)).await
    }

    async fn release(&self, who: &Caller, folder: &Path) -> Result<(), Fault<Refused>> {
        who.need(Right::Manage)?;
        let released = self.shared.ports.keeps.wish(folder, None).await;
        if released == Err(Fault::Missing)
            && self.all().await?.iter().any(|keep| keep.folder == *folder)
        {
            return Err(Refused::Elsewhere.into());
        }
        released
    }
}

impl Swarm {
    async fn all(&self) -> Result<Vec<Keep>, Fault<Refused>> {
        self.shared.ports.keeps.all().await.map_err(general)
    }

    async fn view(&self, keep: Keep) -> Result<View, Fault<Refused>> {
        let folder = keep.folder.clone();
        let mut view = View::new(keep);
        let mut pages = pin!(pages(&self.shared, &folder));
        while let Some(page) = pages.next().await {
            page.map_err(general)?.iter().for_each(|file| view.add(file));
        }
        Ok(view)
    }
}
