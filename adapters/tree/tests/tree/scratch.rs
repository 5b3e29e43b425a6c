//! A folder to try things in.

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use bytes::Bytes;
use futures::{StreamExt, TryStreamExt, stream};
use maloca_fault::Fault;
use maloca_files::{
    Chunks, Condition, Content, Found, Hash, Listing, Meta, Path, Query, Refused, Stored, Tree,
};
use maloca_tree::DiskTree;
use tempfile::TempDir;

pub(crate) type Failure = Fault<Refused>;

/// `outer/tree` is shared; what lies beside it is not.
pub(crate) struct Scratch {
    pub(crate) outer: TempDir,
    pub(crate) tree: Arc<DiskTree>,
}

pub(crate) fn path(text: &str) -> Path {
    text.parse().unwrap()
}

pub(crate) fn chunks(parts: &[&[u8]]) -> Chunks {
    let parts: Vec<_> = parts.iter().map(|part| Ok(Bytes::copy_from_slice(part))).collect();
    Box::pin(stream::iter(parts))
}

/// An upload that stops in the middle.
pub(crate) fn cut_off(parts: &[&[u8]]) -> Chunks {
    let error = std::io::Error::from(std::io::ErrorKind::ConnectionReset);
    Box::pin(chunks(parts).chain(stream::iter([Err(error)])))
}

impl Scratch {
    pub(crate) fn new() -> Self {
        let outer = TempDir::new().unwrap();
        fs::create_dir(outer.path().join("tree")).unwrap();
        let tree = Arc::new(DiskTree::open(&outer.path().join("tree")).unwrap());
        Self { outer, tree }
    }

    pub(crate) fn at(&self, name: &str) -> PathBuf {
        self.outer.path().join("tree").join(name)
    }

    pub(crate) fn write(&self, name: &str, content: &str) {
        fs::create_dir_all(self.at(name).parent().unwrap()).unwrap();
        fs::write(self.at(name), content).unwrap();
    }

    pub(crate) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.at(name)).unwrap()
    }

    pub(crate) async fn store(
        &self,
        name: &str,
        condition: Condition,
        content: &str,
    ) -> Result<Stored, Failure> {
        self.tree.store(&path(name), condition, chunks(&[content.as_bytes()])).await
    }

    pub(crate) async fn find(&self, name: &str) -> Result<Meta, Failure> {
        self.tree.find(&path(name)).await.map(|found| match found {
            Found::File(file) => file.meta().clone(),
            Found::Folder(meta) => meta,
        })
    }

    pub(crate) async fn open(&self, name: &str) -> Arc<dyn Content> {
        match self.tree.find(&path(name)).await.unwrap() {
            Found::File(file) => file,
            Found::Folder(_) => panic!("{name} is a folder"),
        }
    }

    pub(crate) async fn list(&self, name: &str) -> Result<Listing, Failure> {
        self.tree.list(&path(name), Query::default()).await
    }

    pub(crate) async fn names(&self, name: &str) -> Vec<String> {
        self.list(name).await.unwrap().entries.into_iter().map(|entry| entry.name).collect()
    }

    /// Files in the private folder for uploads.
    pub(crate) fn leftovers(&self) -> usize {
        fs::read_dir(self.at(".maloca/tmp")).map_or(0, Iterator::count)
    }
}

pub(crate) async fn all(content: Chunks) -> std::io::Result<Vec<u8>> {
    content
        .try_fold(Vec::new(), |mut all, chunk| async move {
            all.extend_from_slice(&chunk);
            Ok(all)
        })
        .await
}

/// Waits until something holds, at most ten seconds.
pub(crate) async fn until(mut holds: impl FnMut() -> bool) {
    for _ in 0..1000 {
        if holds() {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    panic!("this did not happen within ten seconds");
}

/// Bytes of any length that differ from group to group.
pub(crate) fn noise(size: usize) -> Vec<u8> {
    (0..size).map(|at| (at % 251) as u8 ^ (at / 16_384) as u8).collect()
}

pub(crate) fn hash(bytes: &[u8]) -> Hash {
    Hash(*blake3::hash(bytes).as_bytes())
}
