//! The ports `Prints`, `Catalogue`, `Keeps` and `Errands`: the files of all nodes.
//!
//! What is found out about a file of this node and the line about it in this node's log are one
//! transaction. So are a page of another node's log, what it makes void, and the search index.
//!
//! # Layout
//! - [`sharing`]: which files of this node are in its log.
//! - `prints`, `note`, `own`: this node's files, and its log of them.
//! - `follow`, `page`: taking in pages of logs, and giving them.
//! - `log`, `head`, `lines`, `place`: logs on disk; `clear`: removing them in small steps.
//! - `index`, `search`: finding names; `read`: everything else that is asked.
//! - `keeps`: folders that are kept; `errands`: files to be fetched.

use std::sync::Arc;

use async_trait::async_trait;
use maloca_fault::Fault;
use maloca_files::{Hash, Path};
use maloca_nodes::catalogue::{BadPage, LogId, Mark, Page};
use maloca_nodes::catalogue::{Listed, Share, port::Rings};
use maloca_nodes::{Catalogue, NodeId, NodeKey};
use tokio::sync::{Mutex, watch};
use tokio_stream::wrappers::WatchStream;

use self::follow::Follow;
use self::forget::Forget;
use crate::incident::failed_read;
use crate::store::Store;
use crate::writer::{Answer, Work};

mod clear;
mod errands;
mod follow;
mod forget;
mod head;
mod index;
mod keeps;
mod lines;
mod log;
mod note;
mod own;
mod page;
mod place;
mod prints;
mod read;
mod search;
pub mod sharing;

pub(crate) use clear::clear_away;
pub(crate) use log::drop_foreign;
pub use sharing::Sharing;

/// The most lines of one node's log that are kept here: some 600 bytes each.
pub const MAX_LOG: u64 = 4_000_000;
/// The most files of one node that are kept here.
pub const MAX_FILES: u64 = 2_000_000;
/// The most bytes of names in one node's log.
pub const MAX_TEXT: u64 = 1 << 30;

/// The catalogue of a store, for the node of one key. Cheap to clone; clones are the same.
///
/// It implements the ports `maloca_files::Prints`, `maloca_nodes::Catalogue`,
/// `maloca_nodes::keep::Keeps` and `maloca_nodes::network::Errands`.
#[derive(Clone)]
pub struct Shelves {
    inner: Arc<Inner>,
}

struct Inner {
    store: Store,
    key: NodeKey,
    sharing: Sharing,
    bell: watch::Sender<()>,
    /// Long changes go one after the other, so that chat waits for one of them at most.
    turn: Mutex<()>,
}

impl Store {
    /// The files of all nodes, for the node of this key, which shares these files of its own. When
    /// others were shared at the last time, the node's log is brought up to that first: some
    /// seconds for a hundred thousand files.
    ///
    /// # Errors
    /// [`Fault::Unavailable`] when the disk fails, [`Fault::Busy`] when too much waits.
    pub async fn catalogue(&self, key: NodeKey, sharing: Sharing) -> Result<Shelves, Fault> {
        let bell = watch::Sender::new(());
        let inner = Inner { store: self.clone(), key, sharing, bell, turn: Mutex::new(()) };
        let shelves = Shelves { inner: Arc::new(inner) };
        own::open(&shelves).await?;
        clear_away(self.clone());
        Ok(shelves)
    }
}

impl Shelves {
    fn store(&self) -> &Store {
        &self.inner.store
    }

    fn node(&self) -> NodeId {
        self.inner.key.id()
    }

    async fn submit<W: Work>(&self, work: W) -> Answer<W> {
        let _turn = self.inner.turn.lock().await;
        self.store().queue().submit(work).await
    }

    fn ring(&self) {
        self.inner.bell.send_replace(());
    }
}

#[async_trait]
impl Catalogue for Shelves {
    async fn marks(&self) -> Result<Vec<Mark>, Fault> {
        read::marks(self.store().readers()).await.map_err(failed_read)
    }

    async fn page(&self, log: LogId, after: u64) -> Result<Option<Page>, Fault> {
        page::page(self, log, after).await.map_err(failed_read)
    }

    async fn follow(&self, page: Page) -> Result<Mark, Fault<BadPage>> {
        let (mark, replaced) = self.submit(Follow { shelves: self.clone(), page }).await?;
        if replaced {
            clear_away(self.store().clone());
        }
        mark.map_err(Fault::Refused)
    }

    async fn forget(&self, node: NodeId) -> Result<(), Fault> {
        if node != self.node() {
            self.submit(Forget(node)).await?;
            clear_away(self.store().clone());
        }
        Ok(())
    }

    async fn search(&self, query: &str, limit: usize) -> Result<Vec<Listed>, Fault> {
        search::search(self.store().readers(), query, limit).await.map_err(failed_read)
    }

    async fn holders(&self, hash: &Hash, limit: usize) -> Result<Vec<Listed>, Fault> {
        read::holders(self.store().readers(), hash, limit).await.map_err(failed_read)
    }

    async fn named(&self, path: &Path, limit: usize) -> Result<Vec<Listed>, Fault> {
        read::named(self.store().readers(), path, limit).await.map_err(failed_read)
    }

    async fn shares(&self) -> Result<Vec<Share>, Fault> {
        read::shares(self.store().readers()).await.map_err(failed_read)
    }

    fn listen(&self) -> Rings {
        Box::pin(WatchStream::from_changes(self.inner.bell.subscribe()))
    }
}

/// What a number in a query is: no store holds more than fits.
fn stored(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
