//! The port `Catalogue` in memory.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use futures::StreamExt;
use maloca_fault::Fault;
use maloca_files::{Hash, Path};
use maloca_nodes::catalogue::port::Rings;
use maloca_nodes::catalogue::{BadPage, Catalogue, Change, Line, Listed, LogId, Mark, Page, Share};
use maloca_nodes::{GroupId, Ledger, NodeId, NodeKey};
use tokio::sync::watch;

/// All logs, as pages.
pub struct Logs {
    pub(super) key: NodeKey,
    ledger: Arc<dyn Ledger>,
    pub(super) logs: Mutex<BTreeMap<NodeId, (Mark, Vec<Page>)>>,
    /// The folders that are kept here.
    pub(super) here: Mutex<BTreeSet<Path>>,
    bell: watch::Sender<()>,
}

impl Logs {
    pub fn new(key: NodeKey, ledger: Arc<dyn Ledger>) -> Self {
        let (logs, here) = Default::default();
        Self { key, ledger, logs, here, bell: watch::Sender::new(()) }
    }

    pub fn moved(&self, key: NodeKey, ledger: Arc<dyn Ledger>) -> Self {
        let logs = Mutex::new(self.logs.lock().unwrap().clone());
        Self { logs, ..Self::new(key, ledger) }
    }

    async fn group(&self) -> GroupId {
        self.ledger.read().await.unwrap().unwrap().group
    }

    /// Adds a line to the log of this node.
    pub async fn write(&self, path: Path, change: Change) {
        let group = self.group().await;
        let log = LogId { node: self.key.id(), began: 1 };
        let mut logs = self.logs.lock().unwrap();
        let (mark, pages) = logs.entry(log.node).or_insert((Mark::start(log), Vec::new()));
        let lines = vec![Line { path, change }];
        let head = mark.write(&self.key, group, &lines);
        pages.push(Page { lines, head });
        drop(logs);
        self.bell.send_replace(());
    }

    /// What somebody says without signing anything.
    pub fn believe(&self, node: NodeId, path: &str, hash: Hash, size: u64) {
        let log = LogId { node, began: 0 };
        let change = Change::Shared { hash, size, modified: 1 };
        let line = Line { path: path.parse().unwrap(), change };
        let mut mark = Mark::start(log);
        let group = GroupId { founder: node, founded: 0 };
        let head = mark.write(&self.key, group, std::slice::from_ref(&line));
        let page = Page { lines: vec![line], head };
        self.logs.lock().unwrap().insert(node, (Mark::start(log), vec![page]));
    }

    /// Whether this node shares this there.
    pub fn lists(&self, path: &Path, hash: &Hash) -> bool {
        let logs = self.logs.lock().unwrap();
        let pages = logs.get(&self.key.id()).into_iter().flat_map(|(_, pages)| pages);
        let mut lines = pages.flat_map(|page| &page.lines).rev();
        let change = lines.find(|line| line.path == *path).map(|line| &line.change);
        matches!(change, Some(Change::Shared { hash: shared, .. }) if shared == hash)
    }

    pub(super) fn listed(&self) -> Vec<Listed> {
        let mut all = BTreeMap::new();
        for (node, (_, pages)) in &*self.logs.lock().unwrap() {
            for Line { path, change } in pages.iter().flat_map(|page| &page.lines) {
                let key = (*node != self.key.id(), *node, path.clone());
                match *change {
                    Change::Shared { hash, size, modified } => {
                        let path = path.clone();
                        all.insert(key, Listed { node: *node, path, hash, size, modified });
                    }
                    Change::Gone => drop(all.remove(&key)),
                    Change::Kept { .. } => {}
                }
            }
        }
        all.into_values().collect()
    }
}

#[async_trait]
impl Catalogue for Logs {
    async fn marks(&self) -> Result<Vec<Mark>, Fault> {
        Ok(self.logs.lock().unwrap().values().map(|(mark, _)| *mark).collect())
    }

    async fn page(&self, log: LogId, after: u64) -> Result<Option<Page>, Fault> {
        let logs = self.logs.lock().unwrap();
        let Some((mark, pages)) = logs.get(&log.node) else { return Ok(None) };
        let next = |page: &&Page| page.head.seq - page.lines.len() as u64 == after;
        Ok(pages.iter().filter(|_| mark.log == log).find(next).cloned())
    }

    async fn follow(&self, page: Page) -> Result<Mark, Fault<BadPage>> {
        let group = self.group().await;
        let mut logs = self.logs.lock().unwrap();
        let log = page.head.log;
        let (mark, pages) = logs.entry(log.node).or_insert((Mark::start(log), Vec::new()));
        let before = mark.log;
        if let Err(bad) = mark.follow(group, &page) {
            if bad == BadPage::Forked {
                pages.clear();
            }
            return Err(bad.into());
        }
        if before != log {
            pages.clear();
        }
        pages.push(page);
        let mark = *mark;
        drop(logs);
        self.bell.send_replace(());
        Ok(mark)
    }

    async fn forget(&self, node: NodeId) -> Result<(), Fault> {
        self.logs.lock().unwrap().remove(&node);
        Ok(())
    }

    async fn search(&self, query: &str, limit: usize) -> Result<Vec<Listed>, Fault> {
        let found = self.listed().into_iter();
        Ok(found.filter(|one| one.path.to_string().contains(query)).take(limit).collect())
    }

    async fn holders(&self, hash: &Hash, limit: usize) -> Result<Vec<Listed>, Fault> {
        let found = self.listed().into_iter();
        Ok(found.filter(|one| one.hash == *hash).take(limit).collect())
    }

    async fn named(&self, path: &Path, limit: usize) -> Result<Vec<Listed>, Fault> {
        let found = self.listed().into_iter();
        Ok(found.filter(|one| one.path == *path).take(limit).collect())
    }

    async fn shares(&self) -> Result<Vec<Share>, Fault> {
        Ok(Vec::new())
    }

    fn listen(&self) -> Rings {
        let bell = tokio_stream::wrappers::WatchStream::from_changes(self.bell.subscribe());
        bell.boxed()
    }
}
