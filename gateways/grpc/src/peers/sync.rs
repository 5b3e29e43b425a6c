//! Logs in both directions.

use std::sync::Arc;

use futures::channel::oneshot::{self, Sender};
use futures::{FutureExt, Stream, StreamExt, future, stream};
use maloca_nodes::Logs;
use maloca_nodes::catalogue::Mark;
use maloca_people::Caller;
use tonic::{Status, Streaming};

use super::follow::{Step, follow};
use super::known::Known;
use super::wire;
use crate::contract::v1::sync_request::Request;
use crate::contract::v1::sync_response::Response;
use crate::contract::v1::{Page, SyncRequest, SyncResponse};
use crate::door::Group;
use crate::status::status;

/// What the caller sends. One page at a time is taken in, and the next when the answer was taken.
struct Intake {
    logs: Arc<dyn Logs>,
    who: Caller,
    known: Known,
    requests: Streaming<SyncRequest>,
    /// Dropped with the rest when the caller ends its side.
    _open: Sender<()>,
}

type Item = Result<SyncResponse, Status>;

/// Hears what the caller has, and goes on from there.
pub(super) async fn begin(
    group: &Group,
    who: Caller,
    mut requests: Streaming<SyncRequest>,
) -> Result<impl Stream<Item = Item> + Send + use<>, Status> {
    let first = requests.message().await?.and_then(|first| first.request);
    let Some(Request::Have(have)) = first else {
        return Err(Status::invalid_argument("say first what you have: `have`"));
    };
    let known = wire::known(have.marks)?;
    let marks = marks(group, &who).await?;
    let logs = Arc::clone(&group.logs);
    let (open, closed) = oneshot::channel();
    let enough = closed.map(drop).boxed();
    let steps = follow(logs.clone(), who.clone(), known.clone(), enough).await.map_err(status)?;
    let pages = steps.filter_map(|step| future::ready(step.map(page).map_err(status).transpose()));
    let intake = Intake { logs, who, known, requests, _open: open };
    let both = stream::select(stream::unfold(intake, Intake::next), pages);
    Ok(stream::iter([Ok(respond(marks))]).chain(both))
}

async fn marks(group: &Group, who: &Caller) -> Result<Response, Status> {
    let id = group.nodes.look(who).await.map_err(status)?.id;
    let marks = group.logs.marks(who).await.map_err(status)?;
    Ok(Response::Marks(wire::marks(id, &marks)))
}

/// What the caller is sent of a step. Where a log begins, its pages say.
fn page(step: Step) -> Option<SyncResponse> {
    match step {
        Step::Began(..) => None,
        Step::Page(page) => Some(respond(Response::Page(wire::page(page)))),
    }
}

impl Intake {
    /// The answer to what the caller sends next; nothing once it has ended its side.
    async fn next(mut self) -> Option<(Item, Self)> {
        let item = match self.requests.message().await.transpose()? {
            Ok(SyncRequest { request: Some(Request::Page(page)) }) => Ok(self.answer(page).await),
            Ok(_) => Err(Status::invalid_argument("say once what you have, then send pages")),
            Err(status) => Err(status),
        };
        Some((item, self))
    }

    async fn answer(&self, page: Page) -> SyncResponse {
        let head = wire::end(&page);
        respond(match self.take(page).await {
            Ok(mark) => Response::Taken(wire::mark(&mark)),
            Err(refused) => Response::Refused(wire::refusal(head, &refused)),
        })
    }

    async fn take(&self, page: Page) -> Result<Mark, Status> {
        let page = wire::read_page(page)?;
        let head = page.head;
        // Before it rings: the caller's own page shall not come back to it.
        self.known.extend(head.log, head.seq.saturating_sub(page.lines.len() as u64), head.seq);
        self.logs.follow(&self.who, page).await.map_err(status)
    }
}

const fn respond(response: Response) -> SyncResponse {
    SyncResponse { response: Some(response) }
}
