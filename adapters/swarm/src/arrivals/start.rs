//! What is here of a file before anybody is asked, and what is done when nobody waits any more.

use std::io;
use std::sync::Arc;

use bao_tree::io::BaoContentItem;
use maloca_fault::{Fault, Incident};
use maloca_files::vault::Piece;
use maloca_files::{Hash, Refused};
use maloca_nodes::fetch::ranges::Ranges;
use tokio::sync::{mpsc, watch};
use tokio::task::spawn_blocking;

use super::drive::Drive;
use super::sources::{Event, Sources};
use super::{Progress, prove};
use crate::bao;
use crate::shared::Shared;

/// How many events may wait; with the bytes that came it is 4 MiB.
const EVENTS: usize = 256;

/// Lets a file come until nobody waits for it.
pub(super) async fn run(
    shared: Arc<Shared>,
    hash: Hash,
    size: u64,
    progress: watch::Sender<Progress>,
    mut seeks: mpsc::Receiver<u64>,
) {
    let entry = Entry { shared: Arc::clone(&shared), hash, progress };
    if let Err(fault) = arrive(&shared, hash, size, &entry.progress, &mut seeks).await {
        entry.progress.send_modify(|it| it.failed = Some(fault));
    }
    // Whole or not, it is here for as long as somebody reads it.
    while seeks.recv().await.is_some() {}
    if entry.is_current() && !shared.transfers.want(&hash) {
        // The vault has said in the log why it could not.
        let _ = shared.ports.vault.discard(hash).await;
    }
}

/// A place among the files on their way, until all of this one is tidied up.
struct Entry {
    shared: Arc<Shared>,
    hash: Hash,
    progress: watch::Sender<Progress>,
}

impl Entry {
    fn is_current(&self) -> bool {
        self.shared.arrivals.is_current(&self.hash, &self.progress)
    }
}

impl Drop for Entry {
    fn drop(&mut self) {
        if self.is_current() {
            self.shared.arrivals.remove(&self.hash);
        }
    }
}

async fn arrive(
    shared: &Arc<Shared>,
    hash: Hash,
    size: u64,
    progress: &watch::Sender<Progress>,
    seeks: &mut mpsc::Receiver<u64>,
) -> Result<(), Fault<Refused>> {
    let (sender, mut events) = mpsc::channel::<Event>(EVENTS);
    let mut sources = Sources::new(Arc::clone(shared), hash, sender);
    let (piece, held) = match here(shared, hash, size).await? {
        Here::Proved(piece, held) => (piece, held),
        Here::Said(piece) => {
            let proof = prove::prove(&mut sources, &mut events, progress, seeks).await;
            let Some(proof) = proof else { return Ok(()) };
            begin(shared, hash, piece, proof).await?
        }
    };
    progress.send_modify(|it| (it.piece, it.held) = (Some(piece.clone()), held.clone()));
    Drive::new(piece, held, sources, progress).run(&mut events, seeks).await
}

/// What is here before anybody is asked.
enum Here {
    /// Bytes that prove how long the file is.
    Proved(Piece, Ranges),
    /// Room for as many bytes as somebody says, if that can be.
    Said(Option<Piece>),
}

async fn here(shared: &Shared, hash: Hash, size: u64) -> Result<Here, Fault<Refused>> {
    let own = shared.own(&hash).await;
    let size = own.as_ref().map_or(size, |own| own.size);
    let size = if bao::is_empty(&hash) { 0 } else { size };
    if size > bao::LONGEST {
        return Ok(Here::Said(None));
    }
    let piece = shared.ports.vault.begin(hash, size).await?;
    let part = piece.clone();
    let copying = move || match own {
        Some(own) => bao::copy(&own, &part).and_then(|()| bao::held(&part)),
        None => bao::held(&part),
    };
    let held = blocking(copying).await?;
    let proves_size = size == 0 && bao::is_empty(&hash);
    let proves_size = proves_size || size > 0 && held.covers(&bao::last(size));
    Ok(if proves_size { Here::Proved(piece, held) } else { Here::Said(Some(piece)) })
}

/// Writes the proof of the file's size where there is room for such a file, now if not before.
async fn begin(
    shared: &Shared,
    hash: Hash,
    said: Option<Piece>,
    proof: (u64, Vec<BaoContentItem>),
) -> Result<(Piece, Ranges), Fault<Refused>> {
    let (size, items) = proof;
    let piece = match said {
        Some(piece) if piece.size == size => piece,
        _ => {
            shared.ports.vault.discard(hash).await?;
            shared.ports.vault.begin(hash, size).await?
        }
    };
    let part = piece.clone();
    let held = blocking(move || bao::write(&part, &items).and_then(|()| bao::held(&part))).await?;
    Ok((piece, held))
}

/// Waits for the disk on a thread of its own.
pub(super) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> io::Result<T> + Send + 'static,
) -> Result<T, Fault<Refused>> {
    match spawn_blocking(work).await.map_err(io::Error::other).flatten() {
        Ok(done) => Ok(done),
        Err(error) if error.kind() == io::ErrorKind::StorageFull => Err(Refused::Full.into()),
        Err(cause) => {
            let incident = Incident::fresh();
            tracing::error!(%incident, %cause, "a file on its way cannot be written");
            Err(Fault::Unavailable(incident))
        }
    }
}
