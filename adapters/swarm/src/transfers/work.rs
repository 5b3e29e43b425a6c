//! How a fetch is carried out.

use std::sync::Arc;
use std::time::Duration;

use maloca_fault::Fault;
use maloca_files::{Condition, Refused as FilesRefused};
use maloca_nodes::network::{Errand, Phase, Refused, TransferId};
use tokio::sync::watch;
use tokio::time::{sleep, timeout};

use super::Cancelled;
use crate::arrivals::{Arrival, Progress};
use crate::shared::Shared;

/// How long a fetch that nobody serves keeps its place when others wait.
const PATIENCE: Duration = Duration::from_secs(1);
/// How long a fetch waits for another of the same file to end.
const MOMENT: Duration = Duration::from_millis(100);
/// How long it is waited after something of this house failed.
const PAUSE: Duration = Duration::from_secs(5);
/// How long one that is cancelled may take to end.
const FAREWELL: Duration = Duration::from_secs(5);

/// Carries out one fetch after another, of files of at most this size.
pub(super) async fn work(shared: Arc<Shared>, longest: u64) {
    loop {
        let (errand, cancelled) = shared.transfers.next(longest).await;
        let arriving = arrive(&shared, &errand);
        let arrived = tokio::select! {
            () = cancelled.cancelled() => Some(Err(Phase::Cancelled)),
            arrived = arriving => arrived,
        };
        let ended = match arrived {
            Some(Ok(arrival)) => name(&shared, &errand, &arrival).await,
            Some(Err(phase)) => Some(phase),
            None => None,
        };
        match ended {
            Some(phase) => end(&shared, errand.id, phase).await,
            None => shared.transfers.postpone(errand.id),
        }
    }
}

/// Waits until the file is whole; nothing when it is another's turn first.
async fn arrive(shared: &Arc<Shared>, errand: &Errand) -> Option<Result<Arc<Arrival>, Phase>> {
    let arrival = shared.arrival(errand.hash, errand.size).await;
    shared.transfers.attach(errand.id, &arrival);
    let mut progress = arrival.progress();
    loop {
        let judged = judge(&progress.borrow_and_update());
        match judged {
            Some(Ok(())) => return Some(Ok(arrival)),
            Some(Err(Fault::Refused(refused))) => {
                return Some(Err(Phase::Failed(refused.into())));
            }
            Some(Err(_)) => {
                sleep(PAUSE).await;
                return None;
            }
            None => {}
        }
        if is_idle(&progress) && shared.transfers.is_awaited() {
            return None;
        }
        // When it ended without a word it is begun anew.
        if timeout(PATIENCE, progress.changed()).await.is_ok_and(|changed| changed.is_err()) {
            sleep(PAUSE).await;
            return None;
        }
    }
}

fn judge(progress: &Progress) -> Option<Result<(), Fault<FilesRefused>>> {
    let failed = progress.failed.clone().map(Err);
    failed.or_else(|| progress.is_whole().then_some(Ok(())))
}

fn is_idle(progress: &watch::Receiver<Progress>) -> bool {
    progress.borrow().alone.is_some_and(|since| since.elapsed() >= PATIENCE)
}

/// Gives the file its name, one fetch after another; nothing when it has to come once more.
async fn name(shared: &Shared, errand: &Errand, arrival: &Arc<Arrival>) -> Option<Phase> {
    if !shared.arrivals.name(&errand.hash, arrival) {
        sleep(MOMENT).await;
        return None;
    }
    let ended = finish(shared, errand).await;
    shared.arrivals.named(&errand.hash, ended == Some(Phase::Done));
    ended
}

async fn finish(shared: &Shared, errand: &Errand) -> Option<Phase> {
    let finished = shared.ports.vault.finish(errand.hash, &errand.to, Condition::Absent).await;
    match finished {
        Ok(_) => Some(Phase::Done),
        Err(Fault::Refused(FilesRefused::Exists | FilesRefused::Conflict)) => {
            let print = shared.ports.prints.of(&errand.to).await.ok().flatten();
            let is_there = print.is_some_and(|print| print.hash == errand.hash);
            if is_there && shared.ports.vault.discard(errand.hash).await.is_ok() {
                return Some(Phase::Done);
            }
            Some(Phase::Failed(Refused::Files(FilesRefused::Exists)))
        }
        Err(Fault::Refused(refused)) => Some(Phase::Failed(refused.into())),
        Err(_) => {
            sleep(PAUSE).await;
            None
        }
    }
}

async fn end(shared: &Shared, id: TransferId, phase: Phase) {
    while let Err(fault) = shared.ports.errands.end(id).await {
        tracing::warn!(%fault, "a fetch that has ended cannot be crossed out yet");
        sleep(PAUSE).await;
    }
    shared.transfers.end(id, phase);
}

impl Shared {
    /// Ends a fetch and removes what came of it; whether it has not ended before.
    pub(crate) async fn cancel(&self, id: TransferId) -> bool {
        let Some((cancelled, ended)) = self.transfers.cancel(id) else { return false };
        if let Cancelled::Queued(hash) = cancelled {
            end(self, id, Phase::Cancelled).await;
            if !self.transfers.want(&hash) && self.arrivals.partial(&hash).is_none() {
                // The vault has said in the log why it could not.
                let _ = self.ports.vault.discard(hash).await;
            }
        }
        // It goes on ending when it takes longer.
        let _ = timeout(FAREWELL, ended.cancelled()).await;
        true
    }
}
