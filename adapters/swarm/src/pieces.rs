//! Files of this node, open for those who ask.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use maloca_fault::Fault;
use maloca_files::vault::Piece;
use maloca_files::{Hash, Path, Refused};
use tokio::time::Instant;

use crate::shared::Shared;

/// How many files are kept open.
const MOST: usize = 32;
/// For how long: it is not looked again whether they are there still.
const FRESH: Duration = Duration::from_secs(10);
/// How many names of one content are tried.
const NAMES: usize = 32;

/// The files that were asked for last.
#[derive(Default)]
pub(crate) struct Pieces(Mutex<VecDeque<(Instant, Piece)>>);

impl Pieces {
    fn get(&self, hash: &Hash) -> Option<Piece> {
        let mut open = self.lock();
        open.retain(|(since, _)| since.elapsed() < FRESH);
        open.iter().find(|(_, piece)| piece.hash == *hash).map(|(_, piece)| piece.clone())
    }

    fn add(&self, piece: Piece) {
        let mut open = self.lock();
        open.truncate(MOST - 1);
        open.push_front((Instant::now(), piece));
    }

    /// Looks again the next time.
    pub(crate) fn drop(&self, hash: &Hash) {
        self.lock().retain(|(_, piece)| piece.hash != *hash);
    }

    fn lock(&self) -> MutexGuard<'_, VecDeque<(Instant, Piece)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Shared {
    /// A file of this node by its content.
    pub(crate) async fn own(&self, hash: &Hash) -> Option<Piece> {
        if let Some(piece) = self.pieces.get(hash) {
            return Some(piece);
        }
        let listed = self.ports.catalogue.holders(hash, NAMES).await.ok()?;
        for mine in listed.iter().filter(|one| one.node == self.me()) {
            if let Ok(Some(piece)) = self.piece(&mine.path, hash).await {
                self.pieces.add(piece.clone());
                return Some(piece);
            }
        }
        None
    }

    /// The file under this name, when this is in it.
    async fn piece(&self, path: &Path, hash: &Hash) -> Result<Option<Piece>, Fault<Refused>> {
        let print =
            self.ports.prints.of(path).await.map_err(|fault| fault.map(|no| match no {}))?;
        match print.filter(|print| print.hash == *hash) {
            Some(print) => self.ports.vault.open(&print).await,
            None => Ok(None),
        }
    }
}
