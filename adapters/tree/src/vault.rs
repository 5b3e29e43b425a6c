//! Bytes of files for nodes: those of the tree with what proves them, and those on their way.
//!
//! What comes lies in `.maloca/parts` as `HASH` and `HASH.outboard`, as long as it shall be and
//! without the blocks that are missing. It stays there across restarts until it is finished or
//! discarded, or nobody touched it for a month.

use async_trait::async_trait;
use maloca_files::vault::Piece;
use maloca_files::{Condition, Hash, Path, Print, Refused, Stored, Vault};

use crate::DiskTree;
use crate::fault::{Failure, unavailable};
use open::Opened;
pub(crate) use shelf::Shelf;
pub(crate) use sweep::sweep;

mod bytes;
mod open;
pub(crate) mod outboard;
mod part;
mod shelf;
mod sweep;

#[async_trait]
impl Vault for DiskTree {
    async fn open(&self, print: &Print) -> Result<Option<Piece>, Failure> {
        let wanted = print.clone();
        match self.with(move |parts| open::file(&parts.root, &wanted)).await? {
            Opened::Proved(piece) => return Ok(Some(piece)),
            Opened::Gone => return Ok(None),
            Opened::Unproved(_) => {}
        }
        // Those who want the same file read it once.
        let turn = self.makers.acquire().await;
        let _turn = turn.map_err(|error| unavailable("the makers of outboards", error))?;
        let (wanted, (reading, _leash)) = (print.clone(), self.parts.reading.leashed());
        self.with(move |parts| open::proved(&parts.root, &wanted, &reading)).await
    }

    async fn begin(&self, hash: Hash, size: u64) -> Result<Piece, Failure> {
        let quota = self.quota;
        self.with(move |parts| parts.shelf.begin(&parts.root.anchor()?, quota, hash, size)).await
    }

    async fn finish(
        &self,
        hash: Hash,
        path: &Path,
        condition: Condition,
    ) -> Result<Stored, Failure> {
        let path = path.clone();
        self.with(move |parts| {
            let part = parts.shelf.find(&parts.root.anchor()?, hash)?;
            let published = part.finish(&parts.root, &parts.locks, &path, &condition)?;
            parts.shelf.forget(hash);
            let (created, meta) = (published.created, published.meta);
            let stored = Stored { created, meta, blake3: hash.to_string() };
            parts.teller.stored(&path, &stored);
            Ok(stored)
        })
        .await
    }

    async fn discard(&self, hash: Hash) -> Result<(), Failure> {
        self.with(move |parts| parts.shelf.discard(&*parts.root.anchor()?, hash)).await
    }
}

/// A file longer than this house takes.
fn check_size(most: u64, size: u64) -> Result<(), Refused> {
    if size > most { Err(Refused::TooLarge) } else { Ok(()) }
}
