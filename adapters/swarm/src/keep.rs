//! Copies of folders: what the rules of [`maloca_nodes::keep`] say that this node fetches, is fetched.
//!
//! Nothing is written down of what was begun: it follows from the wishes and the logs. Files that others
//! share later are seen when their logs get longer.
//!
//! # Layout
//! - `port`: the port `Keeping`.

use std::collections::{BTreeSet, HashMap};
use std::pin::pin;
use std::time::Duration;

use futures::future::join_all;
use futures::{Stream, StreamExt, stream};
use maloca_fault::Fault;
use maloca_files::{Hash, Path};
use maloca_nodes::NodeId;
use maloca_nodes::keep::{Held, Keep};
use maloca_nodes::network::{Refused, TransferId};
use tokio::time::{Instant, sleep, timeout};

use crate::network::general;
use crate::shared::Shared;
use crate::swarm::Swarm;

mod port;

/// How often it is looked whether something is due, though no log got longer: others come and go.
const EVERY: Duration = Duration::from_secs(30);
/// How long it is waited for more when one did.
const PAUSE: Duration = Duration::from_secs(2);
/// How long it is waited for the others at the beginning: whose turn it is depends on who is there.
const START: Duration = Duration::from_secs(5);
/// How many fetches may be open until no more are begun here.
const MOST: usize = 400;
/// How many are begun at once.
const AT_ONCE: usize = 64;
/// When a file is tried again that did not come, or whose name is taken.
const AGAIN: Duration = Duration::from_secs(10 * 60);
/// How many of those are remembered.
const REMEMBERED: usize = 100_000;
/// How many names are read at once.
const PAGE: usize = 1_000;

/// What was tried lately, so that it is not tried in every round.
type Tried = HashMap<(Hash, Path), Trial>;

struct Trial {
    since: Instant,
    /// The fetch, if one was begun.
    fetch: Option<TransferId>,
}

/// Fetches what is due, until it is dropped.
pub(crate) async fn run(swarm: &Swarm) {
    let mut rings = swarm.shared.ports.catalogue.listen();
    let mut tried = Tried::new();
    sleep(START).await;
    loop {
        if let Err(fault) = swarm.fetch_due(&mut tried).await {
            tracing::info!(%fault, "copies that are due are fetched later");
        }
        // Whether it rang or not, it is time to look.
        let _ = timeout(EVERY, rings.next()).await;
        sleep(PAUSE).await;
    }
}

impl Swarm {
    /// Begins to fetch what is due, as much as may be open.
    async fn fetch_due(&self, tried: &mut Tried) -> Result<(), Fault<Refused>> {
        let me = self.shared.me();
        let keeps = self.shared.ports.keeps.all().await.map_err(general)?;
        let keeps = Vec::from_iter(keeps.into_iter().filter(|keep| keep.concerns(&me)));
        self.shared.let_go(&keeps, tried).await;
        for keep in &keeps {
            self.fetch_due_of(keep, tried).await?;
        }
        Ok(())
    }

    async fn fetch_due_of(&self, keep: &Keep, tried: &mut Tried) -> Result<(), Fault<Refused>> {
        let shared = &self.shared;
        let (mut pages, began) = (pin!(pages(shared, &keep.folder)), Instant::now());
        while let Some(page) = pages.next().await {
            let (connected, mut due) = (shared.connected(), page.map_err(general)?);
            due.retain(|file| keep.is_due(file, shared.me(), &connected));
            for some in due.chunks(AT_ONCE) {
                let room = timeout(PAUSE, shared.transfers.fewer_than(MOST)).await;
                // By then others may have come and gone, and the wish itself.
                let is_long = began.elapsed() >= EVERY;
                if room.is_err() || is_long || tried.len() >= REMEMBERED {
                    return Ok(());
                }
                self.try_once(some, tried).await?;
            }
        }
        Ok(())
    }

    /// Begins to fetch those files of which that was not tried lately. Of two names of one content that
    /// are due the second waits, as there may be enough copies then.
    async fn try_once(&self, files: &[Held], tried: &mut Tried) -> Result<(), Fault<Refused>> {
        let mut seen = BTreeSet::new();
        let mut is_new = |file: &&Held| {
            let key = (file.hash, file.path.clone());
            !tried.contains_key(&key)
                && !self.shared.transfers.want(&file.hash)
                && seen.insert(file.hash)
        };
        let _nobody_else_begins_one = self.beginning.lock().await;
        let begun = files.iter().filter(&mut is_new).map(|file| self.begin_copy(file));
        for begun in join_all(Vec::from_iter(begun)).await {
            let (key, fetch) = begun?;
            tried.insert(key, Trial { since: Instant::now(), fetch });
        }
        Ok(())
    }

    /// Begins to fetch a file, unless that is refused or its name is taken here.
    async fn begin_copy(
        &self,
        file: &Held,
    ) -> Result<((Hash, Path), Option<TransferId>), Fault<Refused>> {
        let key = (file.hash, file.path.clone());
        if self.shared.ports.prints.of(&file.path).await.map_err(general)?.is_some() {
            return Ok((key, None));
        }
        match self.shared.begin_fetch(file.hash, file.size, file.path.clone()).await {
            Ok(begun) => Ok((key, Some(begun.id))),
            Err(Fault::Refused(refused)) => {
                tracing::debug!(path = %key.1, "no copy is kept here for now: {refused}");
                Ok((key, None))
            }
            Err(fault) => Err(fault),
        }
    }
}

impl Shared {
    /// The members that can be reached now.
    fn connected(&self) -> BTreeSet<NodeId> {
        let newest = self.state().links.newest();
        newest.into_iter().map(|(node, _)| node).collect()
    }

    /// Forgets what was tried long ago. Ends the fetches of files that nobody wishes to be kept any more,
    /// and those of which nothing came in that time: they keep the place of others.
    async fn let_go(&self, keeps: &[Keep], tried: &mut Tried) {
        let is_kept = |path: &Path| keeps.iter().any(|keep| path.is_within(&keep.folder));
        let is_old = |trial: &Trial| trial.since.elapsed() >= AGAIN;
        let over = tried.extract_if(|(_, path), trial| is_old(trial) || !is_kept(path));
        for ((_, path), trial) in over {
            let is_vain = |fetch: &TransferId| !is_kept(&path) || self.transfers.is_vain(*fetch);
            if let Some(fetch) = trial.fetch.filter(is_vain) {
                self.cancel(fetch).await;
            }
        }
    }
}

/// The files beneath a folder, page by page.
fn pages<'a>(
    shared: &'a Shared,
    folder: &'a Path,
) -> impl Stream<Item = Result<Vec<Held>, Fault>> + 'a {
    stream::try_unfold(None::<Path>, move |after| async move {
        let page = shared.ports.keeps.under(folder, after.as_ref(), PAGE).await?;
        Ok(page.last().map(|last| last.path.clone()).map(|last| (page, Some(last))))
    })
}
