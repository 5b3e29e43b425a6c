//! `/chat/{room}` for terminals: a message on each line, `HH:MM nick: text`, in UTC.

use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use maloca_app::chat::id;
use maloca_chat::{Draft, Kind as EventKind, Span, Step, Text};
use maloca_people::Nick;
use serde::Deserialize;
use time::OffsetDateTime;

use super::feed::{Beat, Feed};
use super::rest::parsed;
use super::speaker::speaker;
use super::stream::streamed;
use crate::hall::Hall;
use crate::problem::{Kind, Problem};
use crate::visitor::Visit;

/// How many lines of the past are shown.
const LINES: usize = 50;

/// `?follow` asks for live lines.
#[derive(Debug, Deserialize)]
pub struct Wanted {
    follow: Option<String>,
}

/// `GET /chat`: the rooms, each with its title where that says more than the name.
pub async fn rooms(State(hall): State<Hall>, visit: Visit) -> Response {
    let rooms = match hall.house.chat.rooms(&visit.caller).await {
        Ok(rooms) => rooms,
        Err(fault) => return Problem::from(fault).into_text(),
    };
    let lines = rooms.iter().map(|room| {
        if room.title == room.name.as_str() {
            format!("{}\n", room.name)
        } else {
            format!("{}\t{}\n", room.name, room.title)
        }
    });
    lines.collect::<String>().into_response()
}

/// `GET /chat/{room}`: the last lines; with `?follow` those that come from now on, without end.
pub async fn read(
    State(hall): State<Hall>,
    visit: Visit,
    Path(room): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Response {
    let read = if wanted.follow.is_some() {
        follow(&hall, visit, &room).await
    } else {
        last(&hall, &visit, &room).await
    };
    read.unwrap_or_else(Problem::into_text)
}

async fn last(hall: &Hall, visit: &Visit, room: &str) -> Result<Response, Problem> {
    let room = parsed(room)?;
    let history = hall.house.chat.history(&visit.caller, &room, Span::Latest, LINES).await?;
    let said = history.messages.iter().filter(|message| !message.deleted);
    let lines = said.map(|message| line(message.at, &message.author, &message.text));
    Ok(lines.collect::<String>().into_response())
}

async fn follow(hall: &Hall, visit: Visit, room: &str) -> Result<Response, Problem> {
    let feed = Feed::open(hall, visit, parsed(room)?, |_| None).await?;
    Ok(streamed(feed, "text/plain; charset=utf-8", Bytes::new(), |beat| match beat {
        Beat::Step(Step::Event(event), _) if event.kind == EventKind::Posted => {
            event.text.as_deref().map(|text| line(event.at, &event.author, text))
        }
        _ => None,
    }))
}

/// `POST /chat/{room}`: the body is the text, whatever its `Content-Type` says.
pub async fn post(
    State(hall): State<Hall>,
    visit: Visit,
    Path(room): Path<String>,
    body: Bytes,
) -> Response {
    let posted = say(&hall, &visit, &room, &body).await;
    posted.unwrap_or_else(Problem::into_text)
}

async fn say(hall: &Hall, visit: &Visit, room: &str, body: &[u8]) -> Result<Response, Problem> {
    let room = parsed(room)?;
    let text = std::str::from_utf8(body)
        .map_err(|_| Problem::new(Kind::BAD_REQUEST, "a message must be text in UTF-8"))?;
    let draft = Draft { id: id::fresh(), text: parsed::<Text>(text)?, reply_to: None };
    let who = speaker(hall, visit).await?;
    let message = hall.house.chat.post(&who, &room, draft).await?.message;
    Ok((StatusCode::CREATED, line(message.at, &message.author, &message.text)).into_response())
}

/// One line per message, so that nobody can write lines in another's name.
fn line(at: OffsetDateTime, author: &Nick, text: &str) -> String {
    let text = text.replace('\n', " ");
    format!("{:02}:{:02} {author}: {text}\n", at.hour(), at.minute())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_one_line_whatever_it_says() {
        let at = OffsetDateTime::UNIX_EPOCH + time::Duration::minutes(65);
        let nick = "ana".parse().unwrap();
        assert_eq!(line(at, &nick, "hi\n02:00 ben: no"), "01:05 ana: hi 02:00 ben: no\n");
    }
}
