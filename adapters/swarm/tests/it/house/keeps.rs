//! The port `Keeps` in memory.

use std::collections::BTreeMap;
use std::num::NonZeroU8;

use async_trait::async_trait;
use maloca_fault::Fault;
use maloca_files::Path;
use maloca_nodes::catalogue::{Change, Line};
use maloca_nodes::keep::{Copies, Held, Keep, Keeps, Refused};

use super::catalogue::Logs;

impl Logs {
    /// What the logs say of folders.
    fn wishes(&self) -> Vec<Keep> {
        let mut all = BTreeMap::new();
        for (node, (_, pages)) in &*self.logs.lock().unwrap() {
            for Line { path, change } in pages.iter().flat_map(|page| &page.lines) {
                if let Change::Kept { copies } = change {
                    all.insert((path.clone(), *node), *copies);
                }
            }
        }
        let wish = |((folder, node), copies)| {
            let copies = Copies::Group(NonZeroU8::new(copies)?);
            Some(Keep { node, folder, copies })
        };
        all.into_iter().filter_map(wish).collect()
    }
}

#[async_trait]
impl Keeps for Logs {
    async fn all(&self) -> Result<Vec<Keep>, Fault> {
        let here = |folder: &Path| {
            let folder = folder.clone();
            Keep { node: self.key.id(), folder, copies: Copies::Here }
        };
        let here: Vec<_> = self.here.lock().unwrap().iter().map(here).collect();
        Ok([here, self.wishes()].concat())
    }

    async fn wish(&self, folder: &Path, copies: Option<Copies>) -> Result<(), Fault<Refused>> {
        let was_here = self.here.lock().unwrap().remove(folder);
        let mine = |keep: &Keep| keep.node == self.key.id() && keep.folder == *folder;
        if copies.is_none() && !was_here && !self.wishes().iter().any(mine) {
            return Err(Fault::Missing);
        }
        if copies == Some(Copies::Here) {
            self.here.lock().unwrap().insert(folder.clone());
        }
        let copies = match copies {
            Some(Copies::Group(copies)) => copies.get(),
            Some(Copies::Here) | None => 0,
        };
        self.write(folder.clone(), Change::Kept { copies }).await;
        Ok(())
    }

    async fn under(
        &self,
        folder: &Path,
        after: Option<&Path>,
        limit: usize,
    ) -> Result<Vec<Held>, Fault> {
        let (all, after) = (self.listed(), after.map(ToString::to_string).unwrap_or_default());
        let mut page = BTreeMap::new();
        for one in &all {
            let name = one.path.to_string();
            if one.path.is_within(folder) && name > after {
                let same = all.iter().filter(|it| it.hash == one.hash);
                let namesakes = all.iter().filter(|it| it.path == one.path);
                let (holders, named) =
                    (same.map(|it| it.node).collect(), namesakes.map(|it| it.node).collect());
                let (path, hash, size) = (one.path.clone(), one.hash, one.size);
                page.insert((name, hash), Held { path, hash, size, holders, named });
            }
        }
        let mut names: Vec<_> = page.keys().map(|(name, _)| name.clone()).collect();
        names.dedup();
        let beyond = names.get(limit);
        let within = |(name, _): &(String, _)| beyond.is_none_or(|beyond| name < beyond);
        Ok(page.into_iter().filter(|(key, _)| within(key)).map(|(_, held)| held).collect())
    }
}
