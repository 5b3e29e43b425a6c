//! The JSON file that keeps the names: written whole beside itself, then renamed.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use serde::{Deserialize, Serialize};
use tokio::sync::Mutex as Turn;

use super::table::Name;

/// Why the names cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum NamesError {
    /// The file cannot be read.
    #[error(
        "cannot read the names of the labs door in {path}: {source}\nGive this \
         user the right to read it."
    )]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// It holds something else.
    #[error(
        "{path} does not hold the names of the labs door: {source}\nMove it away to \
         start without names."
    )]
    Broken {
        /// The file.
        path: PathBuf,
        /// Where and why.
        source: serde_json::Error,
    },
}

#[derive(Serialize, Deserialize)]
struct Kept {
    names: Vec<Name>,
}

/// Where the names are kept.
pub(super) struct NamesFile {
    disk: Arc<Disk>,
    /// One call writes, those behind it find their change written.
    turn: Turn<()>,
}

struct Disk {
    path: PathBuf,
    /// Held while writing: a caller that went away leaves its write running.
    writing: Mutex<()>,
    written: AtomicU64,
}

impl NamesFile {
    /// The file and what it holds; nothing when there is none.
    pub(super) fn open(path: PathBuf) -> Result<(Self, Vec<Name>), NamesError> {
        let names = read(&path)?;
        let disk = Disk { path, writing: Mutex::default(), written: AtomicU64::new(0) };
        Ok((Self { disk: Arc::new(disk), turn: Turn::default() }, names))
    }

    /// Returns when `version` or a later one is on disk.
    pub(super) async fn save(
        &self,
        version: u64,
        snapshot: impl FnOnce() -> (u64, Vec<Name>),
    ) -> io::Result<()> {
        let _turn = self.turn.lock().await;
        if self.disk.has(version) {
            return Ok(());
        }
        let (version, names) = snapshot();
        let disk = Arc::clone(&self.disk);
        tokio::task::spawn_blocking(move || disk.write(version, names)).await?
    }
}

impl Disk {
    fn has(&self, version: u64) -> bool {
        self.written.load(Ordering::Acquire) >= version
    }

    fn write(&self, version: u64, names: Vec<Name>) -> io::Result<()> {
        let _writing = self.writing.lock().unwrap_or_else(PoisonError::into_inner);
        if self.has(version) {
            return Ok(());
        }
        replace(&self.path, &serde_json::to_vec(&Kept { names })?)?;
        self.written.store(version, Ordering::Release);
        Ok(())
    }
}

fn read(path: &Path) -> Result<Vec<Name>, NamesError> {
    let text = match fs::read(path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(source) => return Err(NamesError::Unreadable { path: path.to_owned(), source }),
    };
    serde_json::from_slice(&text)
        .map(|kept: Kept| kept.names)
        .map_err(|source| NamesError::Broken { path: path.to_owned(), source })
}

/// Either the old content or the new one is there, whenever the machine stops.
fn replace(path: &Path, content: &[u8]) -> io::Result<()> {
    let beside = path.with_extension("json.new");
    let mut file = File::create(&beside)?;
    file.write_all(content)?;
    file.sync_all()?;
    fs::rename(&beside, path)?;
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
}
