//! How long a file is, proved by its last bytes: before a disk is filled for somebody who lies.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use bao_tree::io::BaoContentItem;
use maloca_nodes::fetch::Failure;
use maloca_nodes::wire::Holding;
use tokio::sync::{mpsc, watch};
use tokio::task::JoinSet;
use tokio::time::{Instant, interval, timeout};

use super::Progress;
use super::sources::{Event, Sources};
use super::way::{Open, Way};
use crate::bao;
use crate::coming::Want;

/// How long one member may take.
const TRY: Duration = Duration::from_secs(5);
/// How many are tried at once.
const AT_ONCE: usize = 4;
/// How often it is looked who is there.
const TICK: Duration = Duration::from_millis(100);

/// The size of a file, and what proves it.
type Proof = (u64, Vec<BaoContentItem>);

/// What a member answered.
type Tried = (Way, Result<Proof, Failure>);

/// Asks until somebody has proved how long the file is; nothing when nobody waits for it any more. What
/// is held by those who were heard meanwhile is told again by `events`.
pub(super) async fn prove(
    sources: &mut Sources,
    events: &mut mpsc::Receiver<Event>,
    progress: &watch::Sender<Progress>,
    seeks: &mut mpsc::Receiver<u64>,
) -> Option<Proof> {
    let mut heard = BTreeMap::<Way, Holding>::new();
    let (mut tried, mut trying) = (BTreeSet::new(), JoinSet::<Tried>::new());
    let mut tick = interval(TICK);
    loop {
        tokio::select! {
            event = events.recv() => note(&mut heard, &mut tried, event?),
            seek = seeks.recv() => drop(seek?),
            _ = tick.tick() => sources.look().await,
            Some(Ok((way, answer))) = trying.join_next() => match answer {
                Ok(proof) => {
                    tell_again(sources, heard);
                    return Some(proof);
                }
                Err(Failure::Lied) => sources.ban(way),
                Err(_) => {
                    heard.remove(&way);
                    tried.remove(&way);
                    sources.ask_again(&way);
                }
            },
        }
        let candidates = heard.iter().filter(|(way, _)| !tried.contains(*way));
        let candidates = candidates.take(AT_ONCE.saturating_sub(trying.len()));
        let candidates: Vec<_> = candidates.map(|(way, it)| (*way, it.size)).collect();
        for (way, size) in candidates {
            tried.insert(way);
            if let Some(open) = sources.open(&way) {
                let range = bao::last(size);
                let want = Want { hash: sources.hash, size, range };
                trying.spawn(async move { (way, attempt(open, want).await) });
            }
        }
        mark(progress, trying.is_empty());
    }
}

/// Only those count who hold the last bytes.
fn note(heard: &mut BTreeMap<Way, Holding>, tried: &mut BTreeSet<Way>, event: Event) {
    match event {
        Event::Holds(way, Some(holding))
            if (1..=bao::LONGEST).contains(&holding.size)
                && holding.held().covers(&bao::last(holding.size)) =>
        {
            heard.insert(way, holding);
        }
        Event::Holds(way, _) | Event::Lost(way) => {
            heard.remove(&way);
            tried.remove(&way);
        }
        Event::Came(..) | Event::Ended(..) => {}
    }
}

/// Asks for bytes, and waits for all of them.
pub(super) async fn attempt(open: Open, want: Want) -> Result<Proof, Failure> {
    let trying = async {
        let (mut coming, mut items) = (open.get(&want).await?, Vec::new());
        while let Some(item) = coming.next().await? {
            items.push(item);
        }
        Ok((want.size, items))
    };
    timeout(TRY, trying).await.unwrap_or(Err(Failure::Gone))
}

fn tell_again(sources: &Sources, heard: BTreeMap<Way, Holding>) {
    for (way, holding) in heard {
        // There are fewer members than places.
        let _ = sources.events.try_send(Event::Holds(way, Some(holding)));
    }
}

fn mark(progress: &watch::Sender<Progress>, is_alone: bool) {
    progress.send_if_modified(|it| {
        let changes = it.alone.is_some() != is_alone;
        it.alone = is_alone.then(|| it.alone.unwrap_or_else(Instant::now));
        changes
    });
}
