//! `/api/v1/rooms`.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use maloca_app::chat::id;
use maloca_chat::{Draft, MessageId, NewRoom, Refused, RoomName, Span, Text};
use maloca_fault::Fault;

use super::shape::{Editing, HistoryShape, MessageShape, Opening, Part, Place, Posting, RoomShape};
use super::speaker::speaker;
use crate::extract::{Body, Params};
use crate::hall::Hall;
use crate::problem::{Kind, Problem};
use crate::visitor::Visit;

/// How many messages a page of history has when nobody says how many.
const PAGE: usize = 50;
/// How many it has at most.
const LARGEST_PAGE: usize = 500;

/// A value of the chat out of what somebody sent.
///
/// # Errors
/// The chat's own reason, as a problem.
pub fn parsed<T: std::str::FromStr<Err = Refused>>(text: &str) -> Result<T, Problem> {
    text.parse().map_err(|refused: Refused| Fault::Refused(refused).into())
}

/// All rooms, `general` first.
#[utoipa::path(get, path = "/rooms", tag = "chat", responses(
    (status = 200, body = Vec<RoomShape>),
))]
pub async fn rooms(
    State(hall): State<Hall>,
    visit: Visit,
) -> Result<Json<Vec<RoomShape>>, Problem> {
    let rooms = hall.house.chat.rooms(&visit.caller).await?;
    Ok(Json(rooms.into_iter().map(RoomShape::from).collect()))
}

/// Open a room.
#[utoipa::path(post, path = "/rooms", tag = "chat", request_body = Opening, responses(
    (status = 201, body = RoomShape), (status = 409, description = "there is a room of that name"),
))]
pub async fn open(
    State(hall): State<Hall>,
    visit: Visit,
    Body(opening): Body<Opening>,
) -> Result<(StatusCode, Json<RoomShape>), Problem> {
    let room = NewRoom::new(parsed(&opening.name)?, &opening.title).map_err(Fault::Refused)?;
    let room = hall.house.chat.open(&visit.caller, room).await?;
    Ok((StatusCode::CREATED, Json(room.into())))
}

/// One room.
#[utoipa::path(get, path = "/rooms/{room}", tag = "chat", responses(
    (status = 200, body = RoomShape), (status = 404, description = "there is no such room"),
))]
pub async fn room(
    State(hall): State<Hall>,
    visit: Visit,
    Path(room): Path<String>,
) -> Result<Json<RoomShape>, Problem> {
    Ok(Json(hall.house.chat.room(&visit.caller, &parsed(&room)?).await?.into()))
}

/// A part of the history: the newest messages, or those after or before a number.
#[utoipa::path(get, path = "/rooms/{room}/messages", tag = "chat", params(Part), responses(
    (status = 200, body = HistoryShape), (status = 404, description = "there is no such room"),
))]
pub async fn messages(
    State(hall): State<Hall>,
    visit: Visit,
    Path(room): Path<String>,
    Params(part): Params<Part>,
) -> Result<Json<HistoryShape>, Problem> {
    let limit = part.limit.unwrap_or(PAGE);
    if !(1..=LARGEST_PAGE).contains(&limit) {
        return Err(Problem::new(Kind::BAD_REQUEST, "limit must be 1 to 500"));
    }
    let history =
        hall.house.chat.history(&visit.caller, &parsed(&room)?, part.span()?, limit).await?;
    Ok(Json(history.into()))
}

impl Part {
    fn span(&self) -> Result<Span, Problem> {
        match (self.after, self.before) {
            (None, None) => Ok(Span::Latest),
            (Some(seq), None) => Ok(Span::After(seq)),
            (None, Some(seq)) => Ok(Span::Before(seq)),
            (Some(_), Some(_)) => {
                Err(Problem::new(Kind::BAD_REQUEST, "say either after or before, not both"))
            }
        }
    }
}

/// Post a message. Without a credential its author is `guest`, unverified.
#[utoipa::path(post, path = "/rooms/{room}/messages", tag = "chat", request_body = Posting, responses(
    (status = 201, body = MessageShape, description = "it is on disk"),
    (status = 200, body = MessageShape, description = "the same id and content came before: that message"),
    (status = 409, description = "the id was used for another message"),
))]
pub async fn post(
    State(hall): State<Hall>,
    visit: Visit,
    Path(room): Path<String>,
    Body(posting): Body<Posting>,
) -> Result<(StatusCode, Json<MessageShape>), Problem> {
    let (room, draft) = (parsed(&room)?, drafted(&posting)?);
    let who = speaker(&hall, &visit).await?;
    let posted = hall.house.chat.post(&who, &room, draft).await?;
    let status = if posted.fresh { StatusCode::CREATED } else { StatusCode::OK };
    Ok((status, Json(posted.message.into())))
}

fn drafted(posting: &Posting) -> Result<Draft, Problem> {
    Ok(Draft {
        id: posting.id.as_deref().map_or_else(|| Ok(id::fresh()), parsed)?,
        text: parsed(&posting.text)?,
        reply_to: posting.reply_to.as_deref().map(parsed).transpose()?,
    })
}

/// Replace the text of one's own message.
#[utoipa::path(put, path = "/rooms/{room}/messages/{id}", tag = "chat", request_body = Editing, responses(
    (status = 200, body = MessageShape), (status = 403, description = "it is somebody else's"),
    (status = 404, description = "there is no such message"), (status = 410, description = "it was deleted"),
))]
pub async fn edit(
    State(hall): State<Hall>,
    visit: Visit,
    Path((room, id)): Path<(String, String)>,
    Body(editing): Body<Editing>,
) -> Result<Json<MessageShape>, Problem> {
    let (room, id, text) = (parsed(&room)?, named(&id)?, parsed::<Text>(&editing.text)?);
    Ok(Json(hall.house.chat.edit(&visit.caller, &room, id, text).await?.into()))
}

/// Take a message back: one's own, or any with the right to manage.
#[utoipa::path(delete, path = "/rooms/{room}/messages/{id}", tag = "chat", responses(
    (status = 204), (status = 403, description = "it is somebody else's"),
    (status = 404, description = "there is no such message"),
))]
pub async fn delete(
    State(hall): State<Hall>,
    visit: Visit,
    Path((room, id)): Path<(String, String)>,
) -> Result<StatusCode, Problem> {
    let room: RoomName = parsed(&room)?;
    hall.house.chat.delete(&visit.caller, &room, named(&id)?).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What is no ULID names no message.
fn named(id: &str) -> Result<MessageId, Problem> {
    id.parse().map_err(|_| Fault::<Refused>::Missing.into())
}

impl Place {
    /// The cursor in a room; `None` is from now on.
    pub fn cursor(&self, epoch: maloca_chat::Epoch) -> Option<maloca_chat::Cursor> {
        let is_given = self.after.is_some() || self.epoch.is_some();
        is_given.then(|| maloca_chat::Cursor {
            epoch: self.epoch.unwrap_or(epoch),
            after: self.after.unwrap_or(0),
        })
    }
}
