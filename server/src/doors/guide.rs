//! The doors as the page that teaches needs them.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use maloca_app::doors::ask::{Ask, VALUES};
use maloca_app::doors::port::{Doors, NotTried};
use maloca_app::doors::wire::{Counts, Door, Exchange, Modern, State};
use maloca_app::port::Visitor;
use maloca_fault::Fault;
use maloca_gateway::Tally;
use tokio::sync::Semaphore;

use super::call::call;
use super::plan::today::{Today, today};
use super::plan::{Plan, plan, right, unusable};
use super::register::Register;
use super::talk::talk;
use crate::kept::Kept;
use crate::limits::Limits;

/// How many exchanges may be under way at once.
const PLACES: usize = 16;

/// Shows visitors what goes through the house's own doors, and through no other.
pub struct Guide {
    register: Arc<Register>,
    limits: Arc<Limits>,
    /// Where HFTP's files lie in the tree: empty, or with a slash at its end.
    folder: String,
    places: Semaphore,
    kept: Kept<Exchange>,
}

impl Guide {
    /// The guide of a house whose HFTP serves this folder.
    pub fn new(register: Arc<Register>, limits: Arc<Limits>, folder: &str) -> Self {
        let folder = folder.trim_matches('/');
        let folder = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        let places = Semaphore::new(PLACES);
        Self { register, limits, folder, places, kept: Kept::default() }
    }

    fn at(&self, door: Door) -> Option<SocketAddr> {
        let addresses = self.register.addresses();
        match door {
            Door::Web | Door::Rest | Door::Live => addresses.web,
            Door::Hftp => addresses.hftp,
            Door::Http09 => addresses.http09,
            Door::Labs => addresses.labs,
            Door::Grpc => addresses.grpc,
            Door::Peers => addresses.peers,
            Door::Relay => addresses.relay,
        }
    }

    fn tally(&self, door: Door) -> Option<&Tally> {
        let register = &*self.register;
        match door {
            Door::Web => Some(&register.web),
            Door::Rest => Some(&register.rest),
            Door::Live => Some(&register.live),
            Door::Hftp => Some(&register.hftp),
            Door::Http09 => Some(&register.http09),
            Door::Labs => Some(&register.labs),
            Door::Grpc => Some(&register.grpc),
            Door::Relay => Some(&register.relay),
            Door::Peers => None,
        }
    }

    async fn modern(&self, today: Today) -> Modern {
        let talk = match (&today.request, self.at(Door::Web)) {
            (Some(request), Some(web)) => talk(web, request).await.ok(),
            _ => None,
        };
        Modern { command: today.command, talk }
    }
}

fn counts(tally: &Tally) -> Counts {
    Counts {
        now: tally.open(),
        connections: tally.accepted(),
        requests: tally.requests(),
        errors: tally.errors(),
        received: tally.bytes_received(),
        sent: tally.bytes_sent(),
    }
}

#[async_trait]
impl Doors for Guide {
    fn states(&self) -> Vec<State> {
        let state = |door| State {
            door,
            at: self.at(door),
            counts: self.tally(door).map(counts).unwrap_or_default(),
        };
        Door::ALL.into_iter().map(state).collect()
    }

    async fn exchange(
        &self,
        visitor: &dyn Visitor,
        ask: Ask,
        values: [String; VALUES],
    ) -> Result<Exchange, Fault<NotTried>> {
        let who = visitor.caller();
        right(ask).map_or(Ok(()), |right| who.need(right))?;
        if let Some(slot) = unusable(ask, &values) {
            return Err(Fault::Refused(NotTried::Value(slot)));
        }
        self.limits.trial(&who, visitor.address())?;
        let busy = |_| Fault::Busy { retry_after: Duration::from_secs(1) };
        let _place = self.places.try_acquire().map_err(busy)?;
        let door = self.at(ask.door()).ok_or(Fault::Refused(NotTried::Shut(ask.door())))?;
        let tried = match plan(ask, &values) {
            Plan::Bytes(request) => talk(door, &request).await.map(plain),
            Plan::Call(it) => call(door, &it).await,
        };
        let mut exchange = tried.map_err(|_| Fault::Refused(NotTried::Unreached))?;
        if let Some(today) = today(ask, &values, &visitor.origin(), &self.folder) {
            exchange.modern = Some(self.modern(today).await);
        }
        Ok(exchange)
    }

    fn keep(&self, exchange: Exchange) -> String {
        self.kept.keep(exchange)
    }

    fn kept(&self, name: &str) -> Option<Exchange> {
        self.kept.get(name)
    }
}

const fn plain(talk: maloca_app::doors::wire::Talk) -> Exchange {
    Exchange { talk, frames: Vec::new(), meaning: None, modern: None }
}
