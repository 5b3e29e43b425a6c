//! How long a file is, proved by its last bytes: before a disk is filled for somebody who lies.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use bao_tree::io::BaoContentItem;
use iroh::endpoint::Connection;
use maloca_nodes::NodeId;
use maloca_nodes::fetch::Failure;
use maloca_nodes::wire::Holding;
use tokio::sync::{mpsc, watch};
use tokio::task::JoinSet;
use tokio::time::{Instant, interval, timeout};

use super::Progress;
use super::sources::{Event, Sources};
use crate::ask::{self, Want};
use crate::bao;

/// How long one member may take.
const TRY: Duration = Duration::from_secs(5);
/// How many are tried at once.
const AT_ONCE: usize = 4;
/// How often it is looked who is there.
const TICK: Duration = Duration::from_millis(100);

/// The size of a file, and what proves it.
type Proof = (u64, Vec<BaoContentItem>);

/// What a member answered.
type Tried = (NodeId, Result<Proof, Failure>);

/// Asks until somebody has proved how long the file is; nothing when nobody waits for it any more. What
/// is held by those who were heard meanwhile is told again by `events`.
pub(super) async fn prove(
    sources: &mut Sources,
    events: &mut mpsc::Receiver<Event>,
    progress: &watch::Sender<Progress>,
    seeks: &mut mpsc::Receiver<u64>,
) -> Option<Proof> {
    let mut heard = BTreeMap::<NodeId, Holding>::new();
    let (mut tried, mut trying) = (BTreeSet::new(), JoinSet::<Tried>::new());
    let mut tick = interval(TICK);
    loop {
        tokio::select! {
            event = events.recv() => note(&mut heard, &mut tried, event?),
            seek = seeks.recv() => drop(seek?),
            _ = tick.tick() => sources.look().await,
            Some(Ok((node, answer))) = trying.join_next() => match answer {
                Ok(proof) => {
                    tell_again(sources, heard);
                    return Some(proof);
                }
                Err(Failure::Lied) => sources.ban(node),
                Err(_) => {
                    heard.remove(&node);
                    tried.remove(&node);
                    sources.ask_again(&node);
                }
            },
        }
        let candidates = heard.iter().filter(|(node, _)| !tried.contains(*node));
        let candidates = candidates.take(AT_ONCE.saturating_sub(trying.len()));
        let candidates: Vec<_> = candidates.map(|(node, it)| (*node, it.size)).collect();
        for (node, size) in candidates {
            tried.insert(node);
            if let Some(connection) = sources.connection(&node) {
                let range = bao::last(size);
                let want = Want { hash: sources.hash, size, range };
                trying.spawn(async move { (node, attempt(connection, want).await) });
            }
        }
        mark(progress, trying.is_empty());
    }
}

/// Only those count who hold the last bytes.
fn note(heard: &mut BTreeMap<NodeId, Holding>, tried: &mut BTreeSet<NodeId>, event: Event) {
    match event {
        Event::Holds(node, Some(holding))
            if (1..=bao::LONGEST).contains(&holding.size)
                && holding.held().covers(&bao::last(holding.size)) =>
        {
            heard.insert(node, holding);
        }
        Event::Holds(node, _) | Event::Lost(node) => {
            heard.remove(&node);
            tried.remove(&node);
        }
        Event::Came(..) | Event::Ended(..) => {}
    }
}

async fn attempt(connection: Connection, want: Want) -> Result<Proof, Failure> {
    let trying = async {
        let (mut coming, mut items) = (ask::get(&connection, &want).await?, Vec::new());
        while let Some(item) = coming.next().await? {
            items.push(item);
        }
        Ok((want.size, items))
    };
    timeout(TRY, trying).await.unwrap_or(Err(Failure::Gone))
}

fn tell_again(sources: &Sources, heard: BTreeMap<NodeId, Holding>) {
    for (node, holding) in heard {
        // There are fewer members than places.
        let _ = sources.events.try_send(Event::Holds(node, Some(holding)));
    }
}

fn mark(progress: &watch::Sender<Progress>, is_alone: bool) {
    progress.send_if_modified(|it| {
        let changes = it.alone.is_some() != is_alone;
        it.alone = is_alone.then(|| it.alone.unwrap_or_else(Instant::now));
        changes
    });
}
