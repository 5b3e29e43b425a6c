//! What this node knows of its group.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use iroh::RelayUrl;
use maloca_fault::Fault;
use maloca_nodes::wire::News;
use maloca_nodes::{
    Book, Card, Contact, GroupId, Ledger, Members, NodeId, NodeKey, Origin, Refused, Statement,
};
use time::OffsetDateTime;
use tokio::sync::{Semaphore, watch};
use tokio_util::sync::CancellationToken;

use crate::arrivals::Arrivals;
use crate::links::Links;
use crate::pieces::Pieces;
use crate::ports::Ports;
use crate::spread::Spreading;
use crate::transfers::Transfers;

/// How many statements are looked at before others get a turn: a signature takes 50 µs to check.
const CHUNK: usize = 64;
/// How many gets are served at once.
const GETS: usize = 64;
/// How many slices are served over HTTP at once, beside them.
const SLICES: usize = 16;

/// What all tasks of a swarm share. It holds no endpoint, because the endpoint holds it.
pub(crate) struct Shared {
    pub(crate) key: NodeKey,
    card: OnceLock<Card>,
    pub(crate) ports: Ports,
    /// This node's files that others get, and the places of those who get some.
    pub(crate) pieces: Pieces,
    pub(crate) gets: Semaphore,
    pub(crate) slices: Arc<Semaphore>,
    /// What this node gets.
    pub(crate) arrivals: Arrivals,
    pub(crate) transfers: Transfers,
    /// What it knows of what all share.
    pub(crate) spread: Spreading,
    /// Ends with [`crate::Swarm::run`].
    pub(crate) life: CancellationToken,
    state: Mutex<State>,
    /// Rings when there is something to tell.
    bell: watch::Sender<()>,
}

/// The group as this node sees it.
pub(crate) struct State {
    pub(crate) members: Members,
    pub(crate) contacts: HashMap<NodeId, Met>,
    pub(crate) links: Links,
    pub(crate) origins: HashMap<NodeId, Origin>,
    /// The relays by which members may be reached that are not directly.
    pub(crate) relays: Vec<RelayUrl>,
    heard: u64,
}

/// What is known about where a node is.
#[derive(Clone, Debug, Default)]
pub(crate) struct Met {
    pub(crate) card: Card,
    /// What others say, once it told itself.
    pub(crate) rumour: Card,
    /// Where it was found on this network.
    pub(crate) nearby: Vec<SocketAddr>,
    /// The number under which it told itself since this program runs; zero before.
    told: u64,
}

/// How far somebody was told what this node knows.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Cursor {
    statements: u64,
    contacts: u64,
}

impl std::fmt::Debug for Shared {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Shared of {}", self.key.id())
    }
}

impl Shared {
    /// Reads what was written down; who has nothing founds a group.
    pub(crate) async fn load(key: NodeKey, ports: Ports) -> Result<Self, Fault<Refused>> {
        let book = match ports.ledger.read().await? {
            Some(book) => book,
            None => found(&key, &*ports.ledger).await?,
        };
        let spread = Spreading::new(key.id());
        Ok(Self {
            key,
            card: OnceLock::new(),
            ports,
            pieces: Pieces::default(),
            gets: Semaphore::new(GETS),
            slices: Arc::new(Semaphore::new(SLICES)),
            arrivals: Arrivals::default(),
            transfers: Transfers::default(),
            spread,
            life: CancellationToken::new(),
            state: Mutex::new(State::of(book)),
            bell: watch::Sender::new(()),
        })
    }

    pub(crate) fn me(&self) -> NodeId {
        self.key.id()
    }

    /// What this node tells of itself.
    pub(crate) fn card(&self) -> Card {
        self.card.get().cloned().unwrap_or_default()
    }

    pub(crate) fn introduce(&self, card: Card) {
        // A node is introduced once, when it is known where its door is.
        let _ = self.card.set(card);
    }

    /// Never held across an await.
    pub(crate) fn state(&self) -> MutexGuard<'_, State> {
        // No change is left half done: each is one insertion.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn bell(&self) -> watch::Receiver<()> {
        self.bell.subscribe()
    }

    pub(crate) fn ring(&self) {
        self.bell.send_replace(());
    }

    pub(crate) fn is_member(&self, node: &NodeId) -> bool {
        self.state().members.of(node).is_some()
    }

    /// Takes in what a member says, writes down what is new, and lets the others know.
    pub(crate) async fn learn(
        self: &Arc<Self>,
        from: NodeId,
        news: News,
    ) -> Result<(), Fault<Refused>> {
        self.note(news.statements).await?;
        if let Some(rumour) = news.rumour {
            self.spread.hear(self, from, &rumour);
        }
        let told = Contact { node: from, card: news.card };
        let is_told = told.card != Card::default();
        let mut new = Vec::from_iter(is_told.then_some(told).filter(|told| self.meet(told, true)));
        new.extend(news.contacts.into_iter().filter(|one| self.meet(one, false)));
        for contact in new {
            self.ports.ledger.meet(contact).await?;
        }
        Ok(())
    }

    /// Adds statements, in memory and on disk.
    pub(crate) async fn note(
        self: &Arc<Self>,
        statements: Vec<Statement>,
    ) -> Result<(), Fault<Refused>> {
        if statements.is_empty() {
            return Ok(());
        }
        let shared = Arc::clone(self);
        let merged = tokio::task::spawn_blocking(move || shared.merge(&statements)).await;
        let new = merged.unwrap_or_default();
        if !new.is_empty() {
            self.ports.ledger.add(new).await?;
            self.ring();
        }
        Ok(())
    }

    fn merge(&self, statements: &[Statement]) -> Vec<Statement> {
        let chunks = statements.chunks(CHUNK);
        chunks.flat_map(|chunk| self.state().members.merge(chunk.iter().copied())).collect()
    }

    /// Remembers where a node is; whether that is worth writing down.
    fn meet(&self, contact: &Contact, by_itself: bool) -> bool {
        let is_other = contact.node != self.me() && self.is_member(&contact.node);
        let is_new = is_other && self.state().meet(contact, by_itself);
        if is_new && by_itself {
            self.ring();
        }
        is_new
    }

    /// Moves into another group.
    pub(crate) async fn begin(&self, book: Book) -> Result<(), Fault<Refused>> {
        self.ports.ledger.begin(book.clone()).await?;
        let origins = std::mem::take(&mut self.state().origins);
        let state = State { origins, ..State::of(book) };
        let old = std::mem::replace(&mut *self.state(), state);
        drop(old);
        self.ring();
        Ok(())
    }
}

/// Founds a group of one.
async fn found(key: &NodeKey, ledger: &dyn Ledger) -> Result<Book, Fault<Refused>> {
    let group = GroupId { founder: key.id(), founded: micros(OffsetDateTime::now_utc()) };
    let book = Book { group, statements: Vec::new(), contacts: Vec::new() };
    ledger.begin(book.clone()).await?;
    Ok(book)
}

impl State {
    fn of(book: Book) -> Self {
        let mut members = Members::new(book.group);
        members.merge(book.statements);
        let met = |card| Met { card, ..Met::default() };
        let contacts = book.contacts.into_iter().map(|one| (one.node, met(one.card))).collect();
        let (links, origins, relays) = Default::default();
        Self { members, contacts, links, origins, relays, heard: 0 }
    }

    /// A node's own word counts more than what others say of it.
    fn meet(&mut self, contact: &Contact, by_itself: bool) -> bool {
        let number = self.heard + 1;
        let met = self.contacts.entry(contact.node).or_default();
        let known = if by_itself || met.told == 0 { &mut met.card } else { &mut met.rumour };
        let is_new = *known != contact.card;
        *known = contact.card.clone();
        if by_itself && (is_new || met.told == 0) {
            met.told = number;
            self.heard = number;
        }
        is_new
    }

    /// What to tell somebody who was told up to the cursor: statements, and where those are who told it
    /// themselves. What others say is not passed on: it would run in circles.
    pub(crate) fn news(&self, cursor: &mut Cursor) -> News {
        let statements = self.members.since(cursor.statements);
        let told = self.contacts.iter().filter(|(_, met)| met.told > cursor.contacts);
        let told = told.filter(|(node, _)| self.members.of(node).is_some());
        let contacts = told.map(|(node, met)| Contact { node: *node, card: met.card.clone() });
        let contacts = contacts.collect();
        let news = News { statements, contacts, ..News::default() };
        *cursor = Cursor { statements: self.members.arrived(), contacts: self.heard };
        news
    }

    /// All that a newcomer needs.
    pub(crate) fn everything(&self) -> News {
        let contact =
            |(node, met): (&NodeId, &Met)| Contact { node: *node, card: met.card.clone() };
        let contacts = self.contacts.iter().filter(|(node, _)| self.members.of(node).is_some());
        let contacts = contacts.map(contact).collect();
        News { statements: self.members.since(0), contacts, ..News::default() }
    }

    /// Whether this node shares its group with nobody, or was put out of it.
    pub(crate) fn is_alone(&self, me: &NodeId) -> bool {
        let standing = self.members.standing();
        standing.len() <= 1 || !standing.contains_key(me)
    }
}

pub(crate) fn micros(time: OffsetDateTime) -> u64 {
    u64::try_from(time.unix_timestamp_nanos() / 1_000).unwrap_or_default()
}

pub(crate) fn time(micros: u64) -> OffsetDateTime {
    OffsetDateTime::from_unix_timestamp_nanos(i128::from(micros) * 1_000)
        .unwrap_or(OffsetDateTime::UNIX_EPOCH)
}
