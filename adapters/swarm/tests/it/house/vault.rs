//! The ports `Vault` and `Prints` in memory.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use bao_tree::BlockSize;
use bao_tree::io::outboard::PreOrderMemOutboard;
use maloca_fault::Fault;
use maloca_files::prints::{Noted, Print, Remembered};
use maloca_files::vault::{Bytes, Piece};
use maloca_files::{Condition, Hash, Kind, Meta, Path, Prints, Refused, Stored, Vault, Version};
use time::OffsetDateTime;

use super::ram::Ram;

/// A file with what is remembered of it.
type Kept = (Print, Piece, Arc<Ram>);

/// What is in the tree, and what comes.
pub struct Shelf {
    files: Mutex<HashMap<Path, Kept>>,
    pub parts: Mutex<HashMap<Hash, (Piece, Arc<Ram>)>>,
    /// How many bytes a part may have.
    pub room: AtomicU64,
}

impl Default for Shelf {
    fn default() -> Self {
        let room = AtomicU64::new(1 << 30);
        Self { files: Mutex::default(), parts: Mutex::default(), room }
    }
}

impl Shelf {
    pub fn put(&self, path: &Path, bytes: &[u8]) -> Hash {
        let tree = PreOrderMemOutboard::create(bytes, BlockSize::from_chunk_log(4));
        let (hash, data) = (Hash(*tree.root.as_bytes()), Arc::new(Ram::of(bytes)));
        let outboard: Arc<dyn Bytes> = Arc::new(Ram::of(&tree.data));
        let piece = Piece { hash, size: bytes.len() as u64, data: data.clone(), outboard };
        self.insert(path, piece, data);
        hash
    }

    fn insert(&self, path: &Path, piece: Piece, data: Arc<Ram>) -> Print {
        let (version, modified) = (Version("1".into()), OffsetDateTime::UNIX_EPOCH);
        let (hash, size) = (piece.hash, piece.size);
        let print = Print { path: path.clone(), version, size, modified, hash };
        self.files.lock().unwrap().insert(path.clone(), (print.clone(), piece, data));
        print
    }

    /// What is in a file of the tree.
    pub fn read(&self, path: &str) -> Option<Vec<u8>> {
        let path: Path = path.parse().unwrap();
        self.files.lock().unwrap().get(&path).map(|(_, _, data)| data.bytes())
    }

    /// How many bytes came until it was whole.
    pub fn came(&self, path: &str) -> u64 {
        let path: Path = path.parse().unwrap();
        self.files.lock().unwrap()[&path].2.written()
    }

    pub fn prints(&self) -> Vec<Print> {
        self.files.lock().unwrap().values().map(|(print, _, _)| print.clone()).collect()
    }

    pub fn forget(&self, path: &str) {
        self.files.lock().unwrap().remove(&path.parse().unwrap());
    }

    /// Changes a byte in place, and nobody notices.
    pub fn edit(&self, path: &str, at: u64) {
        let path: Path = path.parse().unwrap();
        let data = self.files.lock().unwrap()[&path].2.clone();
        let mut byte = [0];
        data.read_at(at, &mut byte).unwrap();
        data.write_at(at, &[byte[0] ^ 1]).unwrap();
    }
}

#[async_trait]
impl Vault for Shelf {
    async fn open(&self, print: &Print) -> Result<Option<Piece>, Fault<Refused>> {
        Ok(self.files.lock().unwrap().get(&print.path).map(|(_, piece, _)| piece.clone()))
    }

    async fn begin(&self, hash: Hash, size: u64) -> Result<Piece, Fault<Refused>> {
        if size > self.room.load(Ordering::Relaxed) {
            return Err(Refused::Full.into());
        }
        let mut parts = self.parts.lock().unwrap();
        let (piece, _) = parts.entry(hash).or_insert_with(|| {
            let (data, outboard) = (Arc::new(Ram::default()), Arc::new(Ram::default()));
            (Piece { hash, size, data: data.clone(), outboard }, data)
        });
        piece.size = size;
        Ok(piece.clone())
    }

    async fn finish(
        &self,
        hash: Hash,
        path: &Path,
        condition: Condition,
    ) -> Result<Stored, Fault<Refused>> {
        let there = self.files.lock().unwrap().get(path).map(|it| it.0.version.clone());
        if !condition.holds(there.as_ref()) {
            return Err(Refused::Conflict.into());
        }
        let part = self.parts.lock().unwrap().remove(&hash);
        let (piece, data) = part.ok_or(Fault::Missing)?;
        let size = piece.size;
        let print = self.insert(path, piece, data);
        let meta =
            Meta { kind: Kind::File, size, modified: print.modified, version: print.version };
        Ok(Stored { created: there.is_none(), meta, blake3: hash.to_string() })
    }

    async fn discard(&self, hash: Hash) -> Result<(), Fault<Refused>> {
        self.parts.lock().unwrap().remove(&hash);
        Ok(())
    }
}

#[async_trait]
impl Prints for Shelf {
    async fn of(&self, path: &Path) -> Result<Option<Print>, Fault> {
        Ok(self.files.lock().unwrap().get(path).map(|(print, _, _)| print.clone()))
    }

    async fn within(&self, _: &Path, _: Option<&str>) -> Result<Remembered, Fault> {
        Ok(Remembered::default())
    }

    async fn note(&self, _: Vec<Noted>) -> Result<(), Fault> {
        Ok(())
    }
}
