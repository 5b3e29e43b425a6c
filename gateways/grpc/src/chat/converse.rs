//! Both directions at once.

use futures::{Stream, StreamExt, stream};
use maloca_chat::{self as chat, RoomName, Seq};
use maloca_people::Caller;
use tonic::{Status, Streaming};

use super::{Room, Seat, wire};
use crate::contract::v1::converse_request::Request;
use crate::contract::v1::converse_response::Response;
use crate::contract::v1::{ConverseRequest, ConverseResponse, Draft, Refusal, Step};
use crate::status::status;

/// A conversation. One thing at a time is read and answered, so a caller that does not take what it
/// is sent waits with what it wants to say.
struct Talk {
    house: Room,
    who: Caller,
    room: RoomName,
    requests: Streaming<ConverseRequest>,
    /// Whether the caller may still say something.
    open: bool,
    steps: chat::Steps,
    /// The last event that the caller was sent.
    seen: Seq,
    /// The last event that the caller made.
    made: Seq,
}

type Item = Result<ConverseResponse, Status>;

/// Joins the room that the first request names, and goes on from there.
pub(super) async fn begin(
    house: Room,
    who: Caller,
    mut requests: Streaming<ConverseRequest>,
) -> Result<impl Stream<Item = Item> + Send, Status> {
    let first = requests.message().await?.and_then(|first| first.request);
    let Some(Request::Join(join)) = first else {
        return Err(Status::invalid_argument("join a room first"));
    };
    let Seat { room, began, steps } = house.sit(&who, join).await?;
    let seen = began.after;
    let talk = Talk { house, who, room, requests, open: true, steps, seen, made: 0 };
    let first = stream::iter([Ok(stepped(wire::began(began)))]);
    Ok(first.chain(stream::unfold(talk, Talk::next)))
}

impl Talk {
    /// What the caller is sent next; nothing once it has ended its side and seen all that it said.
    async fn next(mut self) -> Option<(Item, Self)> {
        while self.open || self.seen < self.made {
            tokio::select! {
                request = self.requests.message(), if self.open => match request {
                    Ok(Some(request)) => {
                        let item = self.answer(request).await;
                        return Some((item, self));
                    }
                    Ok(None) => self.open = false,
                    Err(status) => return Some((Err(status), self)),
                },
                step = self.steps.next() => {
                    let item = self.hear(step?);
                    return Some((item, self));
                }
            }
        }
        None
    }

    async fn answer(&mut self, request: ConverseRequest) -> Item {
        let Some(Request::Post(draft)) = request.request else {
            return Err(Status::invalid_argument("join once, then post"));
        };
        Ok(ConverseResponse { response: Some(self.say(draft).await) })
    }

    async fn say(&mut self, draft: Draft) -> Response {
        let id = draft.id.clone();
        match self.house.say(&self.who, &self.room, draft).await {
            Ok(posted) => {
                self.made = self.made.max(posted.message.seq);
                Response::Posted(wire::posted(posted))
            }
            Err(status) => {
                let reason = status.message().to_owned();
                Response::Refusal(Refusal { id, reason, code: status.code() as i32 })
            }
        }
    }

    fn hear(&mut self, step: Result<chat::Step, maloca_fault::Fault<chat::Refused>>) -> Item {
        let step = step.map_err(status)?;
        self.seen = match &step {
            chat::Step::Event(event) => event.seq,
            // Whatever was said before is behind this place.
            chat::Step::Reset(cursor) => cursor.after,
        };
        Ok(stepped(wire::step(step)))
    }
}

fn stepped(step: Step) -> ConverseResponse {
    ConverseResponse { response: Some(Response::Step(step)) }
}
