//! What a caller lacks of the logs, now and later.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

use futures::future::BoxFuture;
use futures::{Stream, StreamExt, stream};
use maloca_fault::Fault;
use maloca_nodes::catalogue::port::Rings;
use maloca_nodes::catalogue::{BadPage, LogId, Page};
use maloca_nodes::{Logs, NodeId};
use maloca_people::Caller;

use super::known::Known;

/// What comes next.
pub(super) enum Step {
    /// A log goes on after this line.
    Began(LogId, u64),
    /// Lines of a log.
    Page(Page),
}

/// Logs on their way to a caller. One page is read when the one before was taken, of each log in
/// turn.
struct Follower {
    logs: Arc<dyn Logs>,
    who: Caller,
    known: Known,
    rings: Rings,
    /// The log of each node whose beginning was told.
    told: BTreeMap<NodeId, u64>,
    due: VecDeque<Due>,
    /// Resolves when the caller does not wait for more than is there.
    enough: BoxFuture<'static, ()>,
    /// Whether it did.
    last: bool,
}

/// What is to be told or read.
enum Due {
    Beginning(LogId, u64),
    /// Lines up to this number.
    Lines(LogId, u64),
}

type Outcome<T> = Result<T, Fault<BadPage>>;

/// Every line after what is known, of each log in order and without a gap; then what is written, until
/// `enough` resolves and all that is there was read.
pub(super) async fn follow(
    logs: Arc<dyn Logs>,
    who: Caller,
    known: Known,
    enough: BoxFuture<'static, ()>,
) -> Outcome<impl Stream<Item = Outcome<Step>> + Send> {
    // First listen, then look: what is written in between rings.
    let rings = logs.listen(&who).await?;
    let (told, due) = Default::default();
    let mut follower = Follower { logs, who, known, rings, told, due, enough, last: false };
    follower.look().await?;
    Ok(stream::try_unfold(follower, Follower::next))
}

impl Follower {
    async fn next(mut self) -> Outcome<Option<(Step, Self)>> {
        loop {
            while let Some(due) = self.due.pop_front() {
                if let Some(step) = self.step(due).await? {
                    return Ok(Some((step, self)));
                }
            }
            if !self.wait().await {
                return Ok(None);
            }
            self.look().await?;
        }
    }

    async fn step(&mut self, due: Due) -> Outcome<Option<Step>> {
        match due {
            Due::Beginning(log, after) => Ok(Some(Step::Began(log, after))),
            Due::Lines(log, until) => Ok(self.read(log, until).await?.map(Step::Page)),
        }
    }

    /// Until there may be more to read; whether there may.
    async fn wait(&mut self) -> bool {
        if self.last {
            return false;
        }
        tokio::select! {
            rung = self.rings.next() => rung.is_some(),
            () = &mut self.enough => {
                self.last = true;
                true
            }
        }
    }

    /// Notes what the caller lacks of all that is there now.
    async fn look(&mut self) -> Outcome<()> {
        for mark in self.logs.marks(&self.who).await? {
            let Some(after) = self.known.after(mark.log) else { continue };
            if self.told.insert(mark.log.node, mark.log.began) != Some(mark.log.began) {
                self.due.push_front(Due::Beginning(mark.log, after));
            }
            if after < mark.seq {
                self.due.push_back(Due::Lines(mark.log, mark.seq));
            }
        }
        Ok(())
    }

    /// The next page of a log, if the caller lacks one still.
    async fn read(&mut self, log: LogId, until: u64) -> Outcome<Option<Page>> {
        let Some(after) = self.known.after(log).filter(|after| *after < until) else {
            return Ok(None);
        };
        let page = self.logs.page(&self.who, log, after).await?;
        let Some(page) = page.filter(|page| !page.lines.is_empty()) else { return Ok(None) };
        self.due.push_back(Due::Lines(log, until));
        // While it was read, the caller may have sent it.
        if self.known.after(log) != Some(after) {
            return Ok(None);
        }
        self.known.learn(log, page.head.seq);
        Ok(Some(page))
    }
}

#[cfg(test)]
mod tests;
