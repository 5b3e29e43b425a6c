//! What a node needs of the rest of its house, in memory.
//!
//! # Layout
//! - [`ram`]: bytes; [`vault`]: files and parts; [`catalogue`]: logs; [`errands`]: fetches;
//!   [`keeps`]: folders that are kept.

pub mod catalogue;
pub mod errands;
pub mod keeps;
pub mod ram;
pub mod vault;

use std::sync::Arc;
use std::time::Duration;

use maloca_files::{Hash, Path};
use maloca_nodes::catalogue::Change;
use maloca_nodes::{Ledger, NodeKey};
use maloca_swarm::Ports;

use catalogue::Logs;
use errands::List;
use vault::Shelf;

/// A house without a disk.
#[derive(Clone)]
pub struct House {
    pub shelf: Arc<Shelf>,
    pub logs: Arc<Logs>,
    pub list: Arc<List>,
}

impl House {
    pub fn new(key: NodeKey, ledger: Arc<dyn Ledger>) -> Self {
        let (shelf, list) = (Arc::default(), Arc::default());
        Self { shelf, logs: Arc::new(Logs::new(key, ledger)), list }
    }

    /// The same, after its node has begun anew.
    pub fn moved(self, key: NodeKey, ledger: Arc<dyn Ledger>) -> Self {
        Self { logs: Arc::new(self.logs.moved(key, ledger)), ..self }
    }

    pub fn ports(&self, ledger: Arc<dyn Ledger>) -> Ports {
        Ports {
            ledger,
            catalogue: self.logs.clone(),
            prints: self.shelf.clone(),
            vault: self.shelf.clone(),
            keeps: self.logs.clone(),
            errands: self.list.clone(),
        }
    }

    /// Puts a file into the tree and says so.
    pub async fn share(&self, path: &str, bytes: &[u8]) -> Hash {
        let path: Path = path.parse().unwrap();
        let hash = self.shelf.put(&path, bytes);
        self.list(path, hash, bytes.len() as u64).await;
        hash
    }

    async fn list(&self, path: Path, hash: Hash, size: u64) {
        self.logs.write(path, Change::Shared { hash, size, modified: 1 }).await;
    }

    /// Removes a file from the tree and says so.
    pub async fn remove(&self, path: &str) {
        self.shelf.forget(path);
        self.logs.write(path.parse().unwrap(), Change::Gone).await;
    }

    /// Says now and then which files came into the tree.
    pub async fn journal(self) {
        loop {
            for print in self.shelf.prints() {
                if !self.logs.lists(&print.path, &print.hash) {
                    self.list(print.path, print.hash, print.size).await;
                }
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }
}
