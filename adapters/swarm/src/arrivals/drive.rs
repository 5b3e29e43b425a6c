//! The fetch itself: the machine [`Fetch`] decides, here it is done.

use std::collections::HashMap;
use std::ops::Range;
use std::time::Duration;

use maloca_fault::Fault;
use maloca_files::Refused;
use maloca_files::vault::Piece;
use maloca_nodes::fetch::ranges::Ranges;
use maloca_nodes::fetch::source::SourceId;
use maloca_nodes::fetch::{Action, Failure, Fetch, RequestId};
use maloca_nodes::wire::Holding;
use tokio::sync::{mpsc, watch};
use tokio::time::{Instant, interval};

use super::Progress;
use super::request::{Request, leaf};
use super::sources::{Event, Sources};
use super::start::blocking;
use super::way::Way;
use crate::bao;
use crate::coming::Want;

/// How often the machine looks at the clock.
const TICK: Duration = Duration::from_millis(100);
/// How many events are taken at once.
const BATCH: usize = 64;

/// A fetch that runs.
pub(super) struct Drive<'a> {
    pub(super) machine: Fetch,
    pub(super) piece: Piece,
    pub(super) sources: Sources,
    /// The place of a way is its number as a source.
    ways: Vec<Way>,
    pub(super) requests: HashMap<RequestId, Request>,
    pub(super) progress: &'a watch::Sender<Progress>,
    began: Instant,
}

impl<'a> Drive<'a> {
    pub(super) fn new(
        piece: Piece,
        held: Ranges,
        sources: Sources,
        progress: &'a watch::Sender<Progress>,
    ) -> Self {
        let machine = Fetch::new(piece.size, held, seed());
        let (ways, requests, began) = (Vec::new(), HashMap::new(), Instant::now());
        Self { machine, piece, sources, ways, requests, progress, began }
    }

    /// Runs until all is here, or nobody waits for it any more.
    pub(super) async fn run(
        mut self,
        events: &mut mpsc::Receiver<Event>,
        seeks: &mut mpsc::Receiver<u64>,
    ) -> Result<(), Fault<Refused>> {
        let (mut tick, mut batch) = (interval(TICK), Vec::new());
        while !self.machine.is_whole() {
            tokio::select! {
                _ = events.recv_many(&mut batch, BATCH) => self.take(std::mem::take(&mut batch)).await?,
                seek = seeks.recv() => match seek {
                    Some(at) => self.machine.seek(at),
                    None => break,
                },
                _ = tick.tick() => self.tick().await,
            }
        }
        self.publish();
        Ok(())
    }

    fn now(&self) -> Duration {
        self.began.elapsed()
    }

    async fn tick(&mut self) {
        self.sources.look().await;
        let actions = self.machine.tick(self.now());
        self.perform(actions);
        self.publish();
    }

    /// Writes what came, then says that it is here.
    async fn take(&mut self, batch: Vec<Event>) -> Result<(), Fault<Refused>> {
        let (mut items, mut marks, mut others) = (Vec::new(), Vec::new(), Vec::new());
        for event in batch {
            match event {
                Event::Came(id, item) => {
                    marks.extend(leaf(&item).map(|range| (id, range)));
                    items.push(item);
                }
                other => others.push(other),
            }
        }
        if !items.is_empty() {
            let piece = self.piece.clone();
            blocking(move || bao::write(&piece, &items)).await?;
            self.mark(marks);
        }
        others.into_iter().for_each(|event| self.hear(event));
        Ok(())
    }

    fn mark(&mut self, marks: Vec<(RequestId, Range<u64>)>) {
        self.progress.send_modify(|it| {
            for (_, range) in &marks {
                it.held.insert(range.clone());
            }
        });
        for (id, range) in marks {
            let actions = self.machine.received(id, range.end, self.now());
            self.perform(actions);
        }
        self.sources.shared.arrivals.grow();
    }

    fn hear(&mut self, event: Event) {
        let now = self.now();
        let actions = match event {
            Event::Holds(way, Some(holding)) if self.fits(&way, &holding) => {
                let source = self.source(way);
                self.machine.joined(source, holding.held(), now)
            }
            Event::Holds(way, _) | Event::Lost(way) => {
                let source = self.source(way);
                self.machine.joined(source, Ranges::none(), now)
            }
            Event::Ended(id, answer) => {
                self.requests.remove(&id);
                answer.err().map(|why| self.machine.failed(id, why, now)).unwrap_or_default()
            }
            Event::Came(..) => Vec::new(),
        };
        self.perform(actions);
    }

    /// Who says another size than the proved one does not hold this file.
    fn fits(&self, way: &Way, holding: &Holding) -> bool {
        holding.size == self.piece.size && self.sources.is_asked(way)
    }

    fn source(&mut self, way: Way) -> SourceId {
        let known = self.ways.iter().position(|one| *one == way);
        let place = known.unwrap_or_else(|| {
            self.ways.push(way);
            self.ways.len() - 1
        });
        SourceId(u32::try_from(place).unwrap_or(u32::MAX))
    }

    pub(super) fn way(&self, source: SourceId) -> Option<Way> {
        self.ways.get(source.0 as usize).copied()
    }

    fn perform(&mut self, mut actions: Vec<Action>) {
        while let Some(action) = (!actions.is_empty()).then(|| actions.remove(0)) {
            match action {
                Action::Request { id, source, range } => {
                    if !self.request(id, source, range) {
                        actions.extend(self.machine.failed(id, Failure::Gone, self.now()));
                    }
                }
                Action::Trim { id, until } => {
                    if let Some(request) = self.requests.get(&id) {
                        request.trim(until);
                    }
                }
                Action::Cancel { id } => drop(self.requests.remove(&id)),
                Action::Ban { source } => {
                    if let Some(way) = self.way(source) {
                        self.sources.ban(way);
                    }
                }
                Action::Finish => {}
            }
        }
    }

    /// Begins a request; whether its source can be reached.
    fn request(&mut self, id: RequestId, source: SourceId, range: Range<u64>) -> bool {
        let open = self.way(source).and_then(|way| self.sources.open(&way));
        let Some(open) = open else { return false };
        let want = Want { hash: self.piece.hash, size: self.piece.size, range };
        let events = self.sources.events.clone();
        self.requests.insert(id, Request::begin(source, open, want, id, events));
        true
    }
}

/// Other receivers have others. Without random numbers it is 0.
fn seed() -> u64 {
    let mut random = [0; 8];
    let _ = getrandom::fill(&mut random);
    u64::from_le_bytes(random)
}
