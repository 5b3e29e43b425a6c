//! The tree itself; each method of the port, and which of them may block.

use std::path::Path as DiskPath;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use maloca_files::port::Changes;
use maloca_files::{
    Chunks, Condition, Found, Kind, Listing, Meta, Path, Query, Refused, Stored, Tree,
};
use tokio::sync::Semaphore;

use crate::content::OpenFile;
use crate::fault::{Failure, unavailable};
use crate::hash::Reading;
use crate::journal::{Teller, Told};
use crate::list::Lists;
use crate::root::{OpenError, Root};
use crate::store::{Locks, Quota, Upload, blocking, receive, there};
use crate::vault::Shelf;
use crate::watch::Hub;
use crate::{bin, change, private, vault};

/// How many folders are read at once; a folder of 200,000 entries takes 25 MB while it is.
const READERS: usize = 8;

/// How many files are read at once because somebody waits for their outboards.
const MAKERS: usize = 1;

/// How many folders a journal watches unless somebody says otherwise.
const WATCHES: usize = 8_192;

/// A shared tree over a folder of this machine.
///
/// The folder may be removed, made again or closed to this process at any time: calls answer
/// [`maloca_fault::Fault::Unavailable`] meanwhile, and it is never made here. Symbolic links are
/// followed while they stay beneath the folder; what is neither a regular file nor a folder, or
/// leads out, is not there.
///
/// A version is made of inode, size and both times of the file, so it changes with every change of
/// the content, and sometimes without one (a renaming, a new mode).
pub struct DiskTree {
    pub(crate) parts: Arc<Parts>,
    pub(crate) quota: Quota,
    pub(crate) makers: Semaphore,
    pub(crate) watches: usize,
    readers: Semaphore,
}

pub(crate) struct Parts {
    pub(crate) root: Arc<Root>,
    pub(crate) locks: Locks,
    pub(crate) shelf: Shelf,
    pub(crate) reading: Reading,
    pub(crate) teller: Teller,
    hub: Arc<Hub>,
    lists: Lists,
}

impl DiskTree {
    /// Opens the tree over an existing folder, and removes what uploads left there that a crash
    /// cut off, and what nodes began to send a month ago.
    ///
    /// # Errors
    /// [`OpenError`] when the folder cannot be entered or the kernel lacks `openat2`.
    pub fn open(root: &DiskPath) -> Result<Self, OpenError> {
        let root = Arc::new(Root::open(root)?);
        if let Ok(anchor) = root.current() {
            private::sweep(&anchor);
            vault::sweep(&anchor);
        }
        let hub = Arc::new(Hub::new(Arc::clone(&root)));
        let parts = Parts {
            root,
            hub,
            locks: Locks::default(),
            shelf: Shelf::default(),
            reading: Reading::default(),
            teller: Teller::default(),
            lists: Lists::default(),
        };
        let (makers, readers) = (Semaphore::new(MAKERS), Semaphore::new(READERS));
        Ok(Self {
            parts: Arc::new(parts),
            quota: Quota::default(),
            makers,
            readers,
            watches: WATCHES,
        })
    }

    /// The same tree, refusing files of more bytes with [`Refused::TooLarge`].
    #[must_use]
    pub fn with_max_size(self, bytes: u64) -> Self {
        Self { quota: Quota { size: bytes, ..self.quota }, ..self }
    }

    /// The same tree, refusing with [`Refused::Full`] what would leave fewer bytes of the disk free.
    /// Without this a twentieth of the disk stays free, 8 MiB to 1 GiB.
    #[must_use]
    pub fn with_reserve(self, bytes: u64) -> Self {
        Self { quota: Quota { reserve: Some(bytes), ..self.quota }, ..self }
    }

    /// The same tree, of which [`DiskTree::journal`] watches so many folders at most. It walks
    /// through the others every few seconds, or more seldom where that takes long.
    #[must_use]
    pub fn with_watches(self, folders: usize) -> Self {
        Self { watches: folders, ..self }
    }

    /// How many bytes were read so far for hashes that nobody had yet.
    pub fn hashed_bytes(&self) -> u64 {
        self.parts.reading.bytes()
    }

    /// Removes for good what was put into the bin longer ago than this; returns how many things.
    ///
    /// # Errors
    /// [`maloca_fault::Fault::Unavailable`] while the tree or its bin cannot be read.
    pub async fn empty_bin(&self, age: Duration) -> Result<usize, Failure> {
        self.with(move |parts| {
            bin::empty(&*parts.root.anchor()?, age).map_err(|error| unavailable("the bin", error))
        })
        .await
    }

    /// Does something with the tree in the blocking pool.
    pub(crate) async fn with<T: Send + 'static>(
        &self,
        job: impl FnOnce(&Parts) -> Result<T, Failure> + Send + 'static,
    ) -> Result<T, Failure> {
        let parts = Arc::clone(&self.parts);
        blocking(move || job(&parts)).await
    }
}

#[async_trait]
impl Tree for DiskTree {
    async fn list(&self, path: &Path, query: Query) -> Result<Listing, Failure> {
        let turn = self.readers.acquire().await;
        let _turn = turn.map_err(|error| unavailable("the readers", error))?;
        let path = path.clone();
        self.with(move |parts| parts.lists.page(&parts.root, &parts.hub, &path, &query)).await
    }

    /// Opening takes the kernel a few microseconds, less than a change of threads, so it happens
    /// at once.
    async fn find(&self, path: &Path) -> Result<Found, Failure> {
        let seen = self.parts.root.anchor()?.see(path)?;
        let meta = seen.facts.meta();
        Ok(match meta.kind {
            Kind::File => Found::File(Arc::new(OpenFile::new(seen.fd, meta))),
            Kind::Folder => Found::Folder(meta),
        })
    }

    async fn store(
        &self,
        path: &Path,
        condition: Condition,
        content: Chunks,
    ) -> Result<Stored, Failure> {
        let (parts, quota) = (Arc::clone(&self.parts), self.quota);
        let (wanted, expected) = (path.clone(), condition.clone());
        let begin = move || {
            let anchor = parts.root.anchor()?;
            // Whoever is refused should hear it before sending a gigabyte.
            let there = there(&anchor, &wanted)?;
            if !expected.holds(there.as_ref().map(|meta| &meta.version)) {
                return Err(Refused::Conflict.into());
            }
            Upload::begin(anchor, quota)
        };
        let upload = receive(begin, content).await?;
        let path = path.clone();
        self.with(move |parts| {
            let stored = upload.commit(&parts.root, &parts.locks, &path, &condition)?;
            parts.teller.stored(&path, &stored);
            Ok(stored)
        })
        .await
    }

    async fn make_folder(&self, path: &Path) -> Result<Meta, Failure> {
        let path = path.clone();
        self.with(move |parts| {
            let meta = change::make_folder(&*parts.root.anchor()?, &path)?;
            parts.teller.tell(Told::Changed(path));
            Ok(meta)
        })
        .await
    }

    async fn relocate(&self, from: &Path, to: &Path) -> Result<(), Failure> {
        let (from, to) = (from.clone(), to.clone());
        self.with(move |parts| {
            let anchor = parts.root.anchor()?;
            let version = anchor.glance(&from).ok().map(|seen| seen.facts.version());
            change::relocate(&anchor, &from, &to)?;
            parts.teller.tell(Told::Moved { from, to, version });
            Ok(())
        })
        .await
    }

    async fn remove(&self, path: &Path, condition: Condition) -> Result<(), Failure> {
        let path = path.clone();
        self.with(move |parts| {
            change::remove(&*parts.root.anchor()?, &parts.locks, &path, &condition)?;
            parts.teller.tell(Told::Changed(path));
            Ok(())
        })
        .await
    }

    async fn watch(&self, path: &Path) -> Result<Changes, Failure> {
        let path = path.clone();
        self.with(move |parts| parts.hub.changes(&path)).await
    }
}
