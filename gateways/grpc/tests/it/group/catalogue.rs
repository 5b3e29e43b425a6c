//! Logs in memory.

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use async_trait::async_trait;
use futures::{StreamExt, stream};
use maloca_fault::Fault;
use maloca_files::{Hash, Path};
use maloca_nodes::catalogue::port::Rings;
use maloca_nodes::catalogue::{
    BadPage, Change, Head, Line, Listed, LogId, MAX_LINES, Mark, Page, Share,
};
use maloca_nodes::{Catalogue, GroupId, NodeId};
use tokio::sync::watch;

/// The logs of a group.
pub(crate) struct Memory {
    group: GroupId,
    logs: Mutex<BTreeMap<NodeId, Log>>,
    bell: watch::Sender<()>,
    /// How many pages were asked for.
    pub(crate) read: AtomicU64,
}

struct Log {
    mark: Mark,
    lines: Vec<Line>,
    heads: Vec<Head>,
}

impl Log {
    fn start(log: LogId) -> Self {
        Self { mark: Mark::start(log), lines: Vec::new(), heads: Vec::new() }
    }

    fn page(&self, after: u64) -> Option<Page> {
        let fits = |head: &&Head| head.seq > after && head.seq - after <= MAX_LINES as u64;
        let head = *self.heads.iter().rfind(fits)?;
        let lines = self.lines[after as usize..head.seq as usize].to_vec();
        Some(Page { lines, head })
    }

    /// What is shared by the latest lines.
    fn listed(&self) -> Vec<Listed> {
        let mut files = BTreeMap::new();
        for Line { path, change } in &self.lines {
            match *change {
                Change::Shared { hash, size, modified } => {
                    let (node, path) = (self.mark.log.node, path.clone());
                    files.insert(path.clone(), Listed { node, path, hash, size, modified });
                }
                Change::Gone => drop(files.remove(path)),
                Change::Kept { .. } => {}
            }
        }
        files.into_values().collect()
    }
}

impl Memory {
    pub(crate) fn new(group: GroupId) -> Self {
        let (bell, _) = watch::channel(());
        Self { group, logs: Mutex::default(), bell, read: AtomicU64::new(0) }
    }

    /// Files of all nodes that are as asked for.
    fn all(&self, is: impl Fn(&Listed) -> bool, limit: usize) -> Vec<Listed> {
        let logs = self.logs.lock().unwrap();
        logs.values().flat_map(Log::listed).filter(is).take(limit).collect()
    }
}

#[async_trait]
impl Catalogue for Memory {
    async fn marks(&self) -> Result<Vec<Mark>, Fault> {
        Ok(self.logs.lock().unwrap().values().map(|log| log.mark).collect())
    }

    async fn page(&self, log: LogId, after: u64) -> Result<Option<Page>, Fault> {
        self.read.fetch_add(1, Ordering::Relaxed);
        // As a disk would.
        tokio::task::yield_now().await;
        let logs = self.logs.lock().unwrap();
        Ok(logs.get(&log.node).filter(|known| known.mark.log == log).and_then(|it| it.page(after)))
    }

    async fn follow(&self, page: Page) -> Result<Mark, Fault<BadPage>> {
        let mark = {
            let mut logs = self.logs.lock().unwrap();
            let id = page.head.log;
            let log = logs.entry(id.node).or_insert_with(|| Log::start(id));
            let before = log.mark.log;
            log.mark.follow(self.group, &page)?;
            if before != id {
                *log = Log { mark: log.mark, ..Log::start(id) };
            }
            log.lines.extend(page.lines);
            log.heads.push(page.head);
            log.mark
        };
        self.bell.send_replace(());
        tokio::task::yield_now().await;
        Ok(mark)
    }

    async fn forget(&self, node: NodeId) -> Result<(), Fault> {
        self.logs.lock().unwrap().remove(&node);
        Ok(())
    }

    async fn search(&self, query: &str, limit: usize) -> Result<Vec<Listed>, Fault> {
        Ok(self.all(|file| query.split(' ').all(|it| file.path.to_string().contains(it)), limit))
    }

    async fn holders(&self, hash: &Hash, limit: usize) -> Result<Vec<Listed>, Fault> {
        Ok(self.all(|file| file.hash == *hash, limit))
    }

    async fn named(&self, path: &Path, limit: usize) -> Result<Vec<Listed>, Fault> {
        Ok(self.all(|file| file.path == *path, limit))
    }

    async fn shares(&self) -> Result<Vec<Share>, Fault> {
        Ok(Vec::new())
    }

    fn listen(&self) -> Rings {
        let heard = self.bell.subscribe();
        let rung = |mut heard: watch::Receiver<()>| async {
            heard.changed().await.ok()?;
            Some(((), heard))
        };
        stream::unfold(heard, rung).boxed()
    }
}
