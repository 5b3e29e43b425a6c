//! The file while it grows.

use std::fs::{File, TryLockError};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use tokio::task::spawn_blocking;

use super::Error;
use crate::Name;

/// How much of the end is compared before a file is continued.
const TAIL: u64 = 64 * 1024;

/// The bytes that have arrived, all from the beginning on without a gap: so the length alone tells
/// where to go on. It is hidden beside its final place, and locked.
pub(super) struct Partial {
    file: File,
    path: PathBuf,
    target: PathBuf,
    length: u64,
    hash: Sha256,
}

/// Runs what waits for the disk where waiting is allowed.
async fn on_disk<T: Send + 'static>(
    path: &Path,
    work: impl FnOnce() -> io::Result<T> + Send + 'static,
) -> Result<T, Error> {
    let done = spawn_blocking(work).await.unwrap_or_else(|gone| Err(gone.into()));
    done.map_err(|cause| match cause.kind() {
        io::ErrorKind::WouldBlock => Error::Busy(path.to_owned()),
        _ => Error::Disk { path: path.to_owned(), cause },
    })
}

impl Partial {
    /// Opens what an earlier attempt left, or begins; gives its last bytes too.
    pub(super) async fn open(folder: &Path, name: &Name) -> Result<(Self, Vec<u8>), Error> {
        let (path, target) = (folder.join(format!(".{name}.part")), folder.join(name.as_str()));
        on_disk(&target.clone(), move || Self::open_now(path, target)).await
    }

    fn open_now(path: PathBuf, target: PathBuf) -> io::Result<(Self, Vec<u8>)> {
        let mut options = File::options();
        let mut file = options.read(true).write(true).create(true).truncate(false).open(&path)?;
        file.try_lock().map_err(|error| match error {
            TryLockError::WouldBlock => io::ErrorKind::WouldBlock.into(),
            TryLockError::Error(error) => error,
        })?;
        let mut hash = Sha256::new();
        let length = io::copy(&mut file, &mut hash)?;
        let mut tail = Vec::new();
        file.seek(SeekFrom::Start(length.saturating_sub(TAIL)))?;
        file.read_to_end(&mut tail)?;
        Ok((Self { file, path, target, length, hash }, tail))
    }

    /// How many bytes have arrived.
    pub(super) const fn length(&self) -> u64 {
        self.length
    }

    /// Begins anew.
    pub(super) async fn clear(mut self) -> Result<Self, Error> {
        let path = self.path.clone();
        on_disk(&path, move || {
            self.file.set_len(0)?;
            self.file.rewind()?;
            Ok(Self { length: 0, hash: Sha256::new(), ..self })
        })
        .await
    }

    /// Adds the next bytes.
    pub(super) async fn append(mut self, bytes: Vec<u8>) -> Result<Self, Error> {
        let path = self.path.clone();
        on_disk(&path, move || {
            self.file.write_all(&bytes)?;
            self.hash.update(&bytes);
            self.length += bytes.len() as u64;
            Ok(self)
        })
        .await
    }

    /// Puts the whole file in its place, where it survives a power cut; gives its SHA-256.
    pub(super) async fn finish(self) -> Result<(PathBuf, String), Error> {
        let path = self.path.clone();
        on_disk(&path, move || {
            self.file.sync_all()?;
            std::fs::rename(&self.path, &self.target)?;
            if let Some(folder) = self.target.parent().filter(|path| !path.as_os_str().is_empty()) {
                File::open(folder)?.sync_all()?;
            }
            Ok((self.target, format!("{:x}", self.hash.finalize())))
        })
        .await
    }
}
