//! The hashes of what is gone: it may have been moved.

use std::collections::HashMap;

use maloca_files::prints::MAX_REMEMBERED;
use maloca_files::{Hash, Path, Prints, Version};

use super::compare::Failed;

/// How many are kept in mind.
const MOST: usize = 65_536;

/// Hashes by versions. A version is of one content of one file wherever it is, since inode and
/// times are part of it.
#[derive(Default)]
pub(super) struct Known(HashMap<Version, Hash>);

impl Known {
    pub(super) fn add(&mut self, version: Version, hash: Hash) {
        if self.0.len() >= MOST {
            self.0.clear();
        }
        self.0.insert(version, hash);
    }

    pub(super) fn get(&self, version: &Version) -> Option<Hash> {
        self.0.get(version).copied()
    }

    pub(super) fn clear(&mut self) {
        self.0 = HashMap::new();
    }

    /// Adds what is remembered of a folder at any depth, until there is too much.
    pub(super) async fn learn(&mut self, prints: &dyn Prints, top: &Path) -> Result<(), Failed> {
        let mut folders = vec![top.clone()];
        while let Some(folder) = folders.pop() {
            let mut after = None;
            loop {
                let page = prints.within(&folder, after.as_deref()).await?;
                folders.extend(page.folders.iter().filter_map(|name| folder.join(name).ok()));
                if self.0.len() + page.files.len() > MOST {
                    return Ok(());
                }
                let full = page.files.len() >= MAX_REMEMBERED;
                after = page.files.last().and_then(|it| it.path.name()).map(str::to_owned);
                self.0.extend(page.files.into_iter().map(|print| (print.version, print.hash)));
                if !full || after.is_none() {
                    break;
                }
            }
        }
        Ok(())
    }
}
