//! The follower that tells events outside.
//!
//! What commits knows nothing of it. It looks at the log from the last place that was told, carries what it finds, and
//! notes the new place when that was acknowledged: after an end at any moment it goes on there, and tells at most what
//! it had not noted yet a second time. A room of which nothing was told begins with its first event.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use futures::StreamExt;
use maloca_chat::port::{Log, Outbox, Rings};
use maloca_chat::service::{Look, look};
use maloca_chat::wire::{Cursor, Refused, Room, RoomName};
use maloca_fault::Fault;
use maloca_nodes::NodeId;
use tokio::time::sleep;

use crate::message::Message;

/// How many events of a room are carried at once; no more of them are ever in memory.
const BATCH: usize = 128;
/// How long to rest when nothing can be told.
const REST: Duration = Duration::from_secs(1);

/// Carries messages outside.
#[async_trait]
pub trait Courier: Send + Sync {
    /// Carries messages of one subject in their order; returns when the other side has acknowledged all of them. After
    /// a failure any of them may have arrived.
    ///
    /// # Errors
    /// [`Trouble`], and the same messages come again.
    async fn carry(&self, messages: &[Message]) -> Result<(), Trouble>;
}

/// Why nothing was told.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Trouble {
    /// Nobody takes anything now.
    #[error("{0}")]
    Away(String),
    /// These messages are not taken; others may be.
    #[error("{0}")]
    Refused(String),
}

impl From<Fault<Refused>> for Trouble {
    fn from(fault: Fault<Refused>) -> Self {
        Self::Away(format!("the log cannot be read: {fault}"))
    }
}

/// Tells everything that is committed to those outside, in each room's order, at least once.
pub struct Publisher<C> {
    log: Arc<dyn Log>,
    outbox: Arc<dyn Outbox>,
    courier: C,
    house: NodeId,
    /// The last place of each room that was told; as many as there are rooms.
    told: HashMap<RoomName, Cursor>,
    /// What was last complained about.
    trouble: Option<Trouble>,
}

impl<C: Courier> Publisher<C> {
    /// A publisher of this house that goes on where `outbox` says.
    ///
    /// # Errors
    /// When `outbox` cannot be read.
    pub async fn open(
        log: Arc<dyn Log>,
        outbox: Arc<dyn Outbox>,
        courier: C,
        house: NodeId,
    ) -> Result<Self, Fault<Refused>> {
        let told = outbox.told().await?.into_iter().collect();
        Ok(Self { log, outbox, courier, house, told, trouble: None })
    }

    /// Tells what there is, and then what comes whenever it rings. Ends only when the rings do; to be dropped at any
    /// moment.
    pub async fn run(mut self, mut rings: Rings) {
        loop {
            let told = self.go_round().await;
            self.report(told.as_ref().err());
            match told {
                Ok(true) => {}
                Ok(false) if rings.next().await.is_none() => return,
                Ok(false) => {}
                Err(_) => sleep(REST).await,
            }
        }
    }

    /// Tells the next events of every room; returns whether there were any.
    async fn go_round(&mut self) -> Result<bool, Trouble> {
        let (mut any, mut refused) = (false, None);
        for room in self.log.rooms().await? {
            match self.tell(&room).await {
                Ok(some) => any |= some,
                Err(Trouble::Refused(why)) => {
                    refused = Some(Trouble::Refused(format!("room {}: {why}", room.name)));
                }
                Err(away) => return Err(away),
            }
        }
        refused.map_or(Ok(any), Err)
    }

    async fn tell(&mut self, room: &Room) -> Result<bool, Trouble> {
        let beginning = Cursor { epoch: room.epoch, after: 0 };
        let place = self.told.get(&room.name).copied().unwrap_or(beginning);
        if place == (Cursor { epoch: room.epoch, after: room.head }) {
            return Ok(false);
        }
        let (messages, next) = self.read(room, place).await?;
        if messages.is_empty() {
            return Ok(false);
        }
        self.courier.carry(&messages).await?;
        self.note(&room.name, next).await;
        Ok(true)
    }

    /// What comes after a place, and the place after that.
    async fn read(&self, room: &Room, place: Cursor) -> Result<(Vec<Message>, Cursor), Trouble> {
        let (messages, next) = match look(&*self.log, room, place, BATCH).await? {
            Look::Reset(next) => {
                (Message::reset(self.house, room, next).map(|one| vec![one]), next)
            }
            Look::Events(events) => {
                let after = events.last().map_or(place.after, |event| event.seq);
                let told = events.iter().map(|event| Message::event(self.house, room, event));
                (told.collect(), Cursor { after, ..place })
            }
        };
        Ok((messages.map_err(|error| Trouble::Refused(error.to_string()))?, next))
    }

    async fn note(&mut self, room: &RoomName, place: Cursor) {
        self.told.insert(room.clone(), place);
        // What is not noted now is noted with the next place; until then another start tells it again.
        if let Err(fault) = self.outbox.note(room, place).await {
            tracing::debug!(%room, %fault, "cannot note what was told");
        }
    }

    /// Says once when it begins to fail, when the reason is another, and when it is over.
    fn report(&mut self, trouble: Option<&Trouble>) {
        if trouble == self.trouble.as_ref() {
            return;
        }
        match trouble {
            Some(trouble) => tracing::warn!(%trouble, "events are not told; they wait in the log"),
            None => tracing::info!("events are told again"),
        }
        self.trouble = trouble.cloned();
    }
}

#[cfg(test)]
mod tests;
