//! What the journal hears of, and what becomes of the files it reads.

use std::time::{Duration, Instant};

use maloca_files::{Noted, Path, Print, Version};

use super::read::{End, Outcome};
use super::{Journal, Told};
use crate::facts::Facts;

/// How long changes in a folder are gathered.
const GATHER: Duration = Duration::from_millis(100);

impl Journal {
    /// Takes in what happened since.
    pub(super) async fn hear(&mut self) {
        while let Ok(told) = self.told.try_recv() {
            self.heed(told).await;
        }
        let now = Instant::now();
        if self.parts.teller.missed() {
            self.walk.not_later_than(now);
        }
        for folder in self.ear.heard.take() {
            self.look_again(folder, now + GATHER);
        }
    }

    pub(super) async fn heed(&mut self, told: Told) {
        let now = Instant::now();
        match told {
            Told::Stored(print) => self.stored(print).await,
            Told::Changed(path) => self.look_again(path.parent().unwrap_or_default(), now),
            Told::Moved { from, to, version } => {
                self.moved(&from, &to, version).await;
                // What is gone there tells what is new here.
                self.look_again(from.parent().unwrap_or_default(), now);
                let after = now + Duration::from_millis(1);
                self.look_again(to.parent().unwrap_or_default(), after);
            }
        }
    }

    /// A file whose hash is known; left to the next look when it is another one by now, or its path
    /// is none of the journal's.
    async fn stored(&mut self, print: Print) {
        let folder = print.path.parent().unwrap_or_default();
        let facts = self.facts(&print.path);
        let plain = self.parts.root.current().is_ok_and(|it| it.folder_plain(&folder).is_ok());
        let same = facts.is_some_and(|facts| facts.version() == print.version);
        if same && plain && !print.path.is_hidden() {
            self.walk.needs(print.hash);
            self.notes.add(Noted::Read(print)).await;
        } else {
            self.look_again(folder, Instant::now());
        }
    }

    /// A file keeps its bytes when it is moved, though not its version.
    async fn moved(&mut self, from: &Path, to: &Path, version: Option<Version>) {
        if self.notes.concern(from) {
            self.notes.flush().await;
        }
        let Ok(Some(print)) = self.prints.of(from).await else { return };
        let Some(facts) = self.facts(to) else { return };
        let meta = facts.meta();
        let same = meta.size == print.size && meta.modified == print.modified;
        if same && version == Some(print.version) {
            self.known.add(meta.version, print.hash);
        }
    }

    fn facts(&self, path: &Path) -> Option<Facts> {
        let anchor = self.parts.root.current().ok()?;
        anchor.glance(path).ok().map(|seen| seen.facts)
    }

    /// Begins to read what waits.
    pub(super) fn read(&mut self) {
        while let Some((path, large)) = self.queue.take() {
            let (reader, failed) = (self.reader.clone(), Outcome::unread(path.clone(), large));
            let job = tokio::task::spawn_blocking(move || reader.read(path, large));
            self.readings.push(Box::pin(async move { job.await.unwrap_or(failed) }));
        }
    }

    pub(super) async fn ended(&mut self, outcome: Outcome) {
        let Outcome { path, large, cost, end } = outcome;
        self.queue.done(&path, large);
        match end {
            End::Read(print) => {
                self.due.read(&path, cost);
                self.walk.needs(print.hash);
                self.notes.add(Noted::Read(print)).await;
            }
            End::Unsettled => {
                let when = self.due.unsettled(&path, cost);
                self.look_again(path.parent().unwrap_or_default(), when);
            }
            // Its folder tells what became of it; what is closed is tried on the next walk.
            End::Unread => {}
        }
    }
}
