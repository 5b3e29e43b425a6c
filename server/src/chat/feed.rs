//! A room that is followed without end, for doors that stream.

use std::sync::Arc;
use std::time::Duration;

use futures::StreamExt;
use maloca_chat::{Chat, Cursor, Refused, RoomName, Step, Steps};
use maloca_fault::Fault;
use maloca_gateway::Life;
use maloca_gateway::tally::Guest;
use maloca_people::{Caller, Right};

use crate::hall::Hall;
use crate::visitor::{Standing, Visit};

/// After how much silence a sign of life is due: proxies cut what is silent for a minute.
const QUIET: Duration = Duration::from_secs(15);
/// How long to rest when the log cannot be read.
const REST: Duration = Duration::from_secs(1);

/// What a feed brings.
#[derive(Debug)]
pub enum Beat {
    /// The next step, and the place after it.
    Step(Step, Cursor),
    /// Nothing happened for a while.
    Quiet,
}

/// A follower that goes on after failures and ends only with the house, or with the session of the one
/// who follows.
pub struct Feed {
    chat: Arc<dyn Chat>,
    life: Life,
    who: Caller,
    standing: Standing,
    room: RoomName,
    cursor: Cursor,
    steps: Option<Steps>,
    _guest: Guest,
}

impl Feed {
    /// Follows a room from the place that `from` makes of its epoch; from now on without one.
    ///
    /// # Errors
    /// When there is no such room, or the caller may not chat.
    pub async fn open(
        hall: &Hall,
        visit: Visit,
        room: RoomName,
        from: impl FnOnce(maloca_chat::Epoch) -> Option<Cursor>,
    ) -> Result<Self, Fault<Refused>> {
        let standing = Standing::of(hall, &visit, Right::Chat);
        let (chat, who) = (Arc::clone(&hall.house.chat), visit.caller);
        let now = chat.room(&who, &room).await?;
        let cursor = from(now.epoch).unwrap_or(Cursor { epoch: now.epoch, after: now.head });
        let steps = Some(chat.follow(&who, &room, Some(cursor)).await?);
        let _guest = hall.register.live.enter();
        Ok(Self { chat, life: hall.life.clone(), who, standing, room, cursor, steps, _guest })
    }

    /// The place where it begins.
    pub const fn cursor(&self) -> Cursor {
        self.cursor
    }

    /// The next beat; `None` when the house or the session has ended.
    pub async fn next(&mut self) -> Option<Beat> {
        loop {
            let life = self.life.clone();
            let heard = tokio::select! {
                () = life.ended() => return None,
                heard = tokio::time::timeout(QUIET, self.step()) => heard,
            };
            if !self.standing.holds().await {
                return None;
            }
            match heard {
                Err(_elapsed) => return Some(Beat::Quiet),
                Ok(Some(step)) => {
                    self.cursor = after(self.cursor, &step);
                    return Some(Beat::Step(step, self.cursor));
                }
                Ok(None) => {}
            }
        }
    }

    /// The next step; `None` when the follower failed and was replaced.
    async fn step(&mut self) -> Option<Step> {
        if let Some(steps) = &mut self.steps {
            match steps.next().await {
                Some(Ok(step)) => return Some(step),
                Some(Err(_)) | None => self.steps = None,
            }
        }
        tokio::time::sleep(REST).await;
        self.steps = self.chat.follow(&self.who, &self.room, Some(self.cursor)).await.ok();
        None
    }
}

fn after(cursor: Cursor, step: &Step) -> Cursor {
    match step {
        Step::Event(event) => Cursor { after: event.seq, ..cursor },
        Step::Reset(cursor) => *cursor,
    }
}
