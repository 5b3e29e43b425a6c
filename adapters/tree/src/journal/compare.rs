//! One folder compared with what is remembered of it.

use std::collections::HashSet;
use std::time::{Duration, Instant};

use maloca_fault::{Fault, Never};
use maloca_files::prints::MAX_REMEMBERED;
use maloca_files::{Noted, Path, Print};
use tokio::task::spawn_blocking;

use super::Journal;
use super::look::{Blind, Look, look};
use super::merge::{Difference, Merge, There};
use super::queue::Why;

/// How long a file must be left alone before it is read.
const QUIET: Duration = Duration::from_millis(200);

/// How long to wait when something failed that passes.
const AWHILE: Duration = Duration::from_secs(1);

impl Journal {
    /// Finds out what changed in a folder, notes what is gone, and has the rest read.
    pub(super) async fn compare(&mut self, folder: &Path, why: Why) {
        let begun = Instant::now();
        if self.notes.concern(folder) {
            self.notes.flush().await;
        }
        let (root, hub, path) = (self.parts.clone(), self.ear.hub(), folder.clone());
        let looked = spawn_blocking(move || look(&root.root, &hub, &path)).await;
        match looked.unwrap_or(Err(Blind::Closed)) {
            Ok(found) => self.found(folder, found, why).await,
            Err(Blind::Gone) => self.nothing(folder).await,
            Err(Blind::Closed) => self.walk.missed_something(),
            Err(Blind::Away) => self.begin_again(AWHILE),
        }
        self.due.compared(folder, begun.elapsed());
    }

    async fn found(&mut self, folder: &Path, found: Look, why: Why) {
        if let Err(wait) = self.standing.check(&found.anchor) {
            self.ear.forget(&Path::root());
            return self.begin_again(wait);
        }
        if self.merge(folder, found, why).await.is_err() {
            self.walk.missed_something();
            self.look_again(folder.clone(), Instant::now() + AWHILE);
        }
    }

    async fn merge(&mut self, folder: &Path, mut found: Look, why: Why) -> Result<(), Failed> {
        self.ear.keep(folder, found.bell.take());
        found.folders.sort_unstable();
        let mut page = self.prints.within(folder, None).await?;
        self.lost_folders(folder, &found, &page.folders).await?;
        self.descend(folder, &found.folders, &page.folders, why);
        let mut merge = Merge::new(std::mem::take(&mut found.files));
        loop {
            let full = page.files.len() >= MAX_REMEMBERED;
            let last = page.files.last().and_then(|print| print.path.name()).map(str::to_owned);
            for difference in merge.page(page.files) {
                self.differs(folder, &found, difference, why).await;
            }
            let Some(last) = last.filter(|_| full) else { break };
            page = self.prints.within(folder, Some(&last)).await?;
        }
        for difference in merge.rest() {
            self.differs(folder, &found, difference, why).await;
        }
        Ok(())
    }

    /// Notes the folders that are remembered and not there.
    async fn lost_folders(
        &mut self,
        folder: &Path,
        found: &Look,
        remembered: &[String],
    ) -> Result<(), Failed> {
        for name in remembered.iter().filter(|name| !found.has_folder(name) && found.whole) {
            if let Ok(child) = folder.join(name) {
                self.lost(&child).await?;
            }
        }
        Ok(())
    }

    /// Goes on with the folders in a folder: on a walk with all, else with the new ones.
    fn descend(&mut self, folder: &Path, names: &[String], remembered: &[String], why: Why) {
        let now = Instant::now();
        // Too many to be watched: the next walk comes by.
        let left: HashSet<_> =
            if self.ear.deaf { remembered.iter().collect() } else { HashSet::new() };
        for name in names {
            let Ok(child) = folder.join(name) else { continue };
            match why {
                Why::Walked => self.walk.push(child),
                Why::Heard if self.ear.is_watched(&child) || left.contains(name) => {}
                Why::Heard => self.look_again(child, now),
            }
        }
    }

    async fn differs(&mut self, folder: &Path, found: &Look, difference: Difference, why: Why) {
        match difference {
            Difference::Same(hash) => self.walk.needs(hash),
            Difference::Changed(there) => self.changed(folder, there, why).await,
            Difference::Gone(print) if found.whole => {
                let name = print.path.name().unwrap_or_default();
                if found.has_folder(name) {
                    // What is remembered beneath goes with it.
                    self.look_again(print.path.clone(), Instant::now());
                }
                self.known.add(print.version, print.hash);
                self.notes.add(Noted::Gone(print.path)).await;
            }
            Difference::Gone(_) => {}
        }
    }

    async fn changed(&mut self, folder: &Path, there: There, why: Why) {
        let Ok(path) = folder.join(&there.name) else { return };
        let (meta, now) = (there.facts.meta(), Instant::now());
        let (version, size, modified) = (meta.version, meta.size, meta.modified);
        if let Some(hash) = self.known.get(&version) {
            self.walk.needs(hash);
            self.notes.add(Noted::Read(Print { path, version, size, modified, hash })).await;
        } else if let Some(until) = self.due.paused(&path) {
            self.look_again(folder.clone(), until);
        } else if let Some(left) = there.facts.age().and_then(|age| QUIET.checked_sub(age)) {
            self.look_again(folder.clone(), now + left);
        } else {
            self.queue.add(path, size, why);
        }
    }

    /// There is no such folder.
    async fn nothing(&mut self, folder: &Path) {
        self.ear.forget(folder);
        let remembered = self.prints.within(folder, None).await.unwrap_or_default();
        let known = !remembered.files.is_empty() || !remembered.folders.is_empty();
        if known && self.lost(folder).await.is_err() {
            self.look_again(folder.clone(), Instant::now() + AWHILE);
        }
    }

    /// Notes that a folder is gone with all that was in it. That is kept in mind for a while: it
    /// may have been moved.
    async fn lost(&mut self, folder: &Path) -> Result<(), Failed> {
        self.ear.forget(folder);
        self.known.learn(&*self.prints, folder).await?;
        self.notes.add(Noted::Gone(folder.clone())).await;
        Ok(())
    }
}

/// What is remembered cannot be read now.
pub(super) type Failed = Fault<Never>;
