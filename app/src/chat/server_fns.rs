//! What the browser calls of the room `chat`. Messages are posted over the WebSocket where scripts
//! run, and by [`say`] where they do not.

use leptos::prelude::*;
use maloca_chat::{Draft, History, NewRoom, Refused, Room, RoomName, Seq, Span};
use maloca_fault::Fault;
use serde::{Deserialize, Serialize};

use super::{id, slug};
use crate::failure::Failure;
use crate::port;

/// How many messages are fetched at once.
pub const PAGE: usize = 50;

/// Above this many rooms the list shows no last words: each of them is a question to the log.
const LAST_WORDS: usize = 40;

/// A room in the list, with the last thing that was said in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Glimpse {
    /// The room.
    pub room: Room,
    /// Who said it and what, in one line.
    pub last: Option<(String, String)>,
}

/// What a page shows of a room at first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Look {
    /// The room.
    pub room: Room,
    /// All rooms.
    pub rooms: Vec<Room>,
    /// A part of its history.
    pub history: History,
    /// Whether there are messages before that part.
    pub has_older: bool,
    /// Whether there are messages after it.
    pub has_newer: bool,
    /// The name of the next message, for a form that works without scripts.
    pub id: String,
}

/// All rooms, `general` first.
///
/// # Errors
/// [`Fault::Denied`].
#[server(prefix = "/fn", endpoint = "chat/lobby")]
pub async fn lobby() -> Result<Vec<Glimpse>, Failure<Refused>> {
    let (house, who) = (port::house()?, port::visitor()?.caller());
    let rooms = house.chat.rooms(&who).await?;
    let shows_words = rooms.len() <= LAST_WORDS;
    let mut glimpses = Vec::with_capacity(rooms.len());
    for room in rooms {
        let last = if shows_words && room.head > 0 {
            let history = house.chat.history(&who, &room.name, Span::Latest, 5).await?;
            let said = history.messages.into_iter().rev().find(|message| !message.deleted);
            said.map(|said| (said.author.to_string(), maloca_markup::plain(&said.text)))
        } else {
            None
        };
        glimpses.push(Glimpse { room, last });
    }
    Ok(glimpses)
}

/// A room as a page shows it: its newest messages, or those before or after a number.
///
/// # Errors
/// [`Refused::BadRoomName`], [`Fault::Missing`], [`Fault::Denied`].
#[server(prefix = "/fn", endpoint = "chat/look")]
pub async fn look_in(
    /// Its address.
    room: String,
    /// The last messages before this number.
    before: Option<Seq>,
    /// The first messages after it.
    after: Option<Seq>,
) -> Result<Look, Failure<Refused>> {
    let (house, who) = (port::house()?, port::visitor()?.caller());
    let name: RoomName = room.parse().map_err(Fault::Refused)?;
    let room = house.chat.room(&who, &name).await?;
    let history = house.chat.history(&who, &name, span(before, after), PAGE).await?;
    let is_full = history.messages.len() == PAGE;
    Ok(Look {
        room,
        rooms: house.chat.rooms(&who).await?,
        has_older: if after.is_some() { after > Some(0) } else { is_full },
        has_newer: if after.is_some() { is_full } else { before.is_some() },
        history,
        id: id::fresh().to_string(),
    })
}

/// A further part of a room's history.
///
/// # Errors
/// [`Fault::Missing`], [`Fault::Denied`].
#[server(prefix = "/fn", endpoint = "chat/history")]
pub async fn read_on(
    /// The room's address.
    room: RoomName,
    /// The last messages before this number.
    before: Option<Seq>,
    /// The first messages after it.
    after: Option<Seq>,
) -> Result<History, Failure<Refused>> {
    let (house, who) = (port::house()?, port::visitor()?.caller());
    Ok(house.chat.history(&who, &room, span(before, after), PAGE).await?)
}

fn span(before: Option<Seq>, after: Option<Seq>) -> Span {
    match (before, after) {
        (Some(seq), _) => Span::Before(seq),
        (None, Some(seq)) => Span::After(seq),
        (None, None) => Span::Latest,
    }
}

/// Posts a message and goes back to its room, for forms without scripts.
///
/// # Errors
/// [`Refused::NoNick`], [`Refused::EmptyText`] and what else makes a text no message.
#[server(prefix = "/fn", endpoint = "chat/say")]
pub async fn say(
    /// The room's address.
    room: String,
    /// The message's name, made when the form was.
    id: String,
    /// Markdown.
    text: String,
) -> Result<(), Failure<Refused>> {
    let (house, visitor) = (port::house()?, port::visitor()?);
    let room: RoomName = room.parse().map_err(Fault::Refused)?;
    let draft = Draft {
        id: id.parse().map_err(Fault::Refused)?,
        text: text.parse().map_err(Fault::Refused)?,
        reply_to: None,
    };
    house.chat.post(&visitor.caller(), &room, draft).await?;
    visitor.redirect(&format!("/chat/{room}"));
    Ok(())
}

/// Opens a room under a title and goes there; one that exists already is simply gone to.
///
/// # Errors
/// [`Refused::BadTitle`], [`Refused::BadRoomName`], [`Refused::TooManyRooms`].
#[server(prefix = "/fn", endpoint = "chat/open")]
pub async fn open_room(
    /// What people read.
    title: String,
) -> Result<RoomName, Failure<Refused>> {
    let (house, visitor) = (port::house()?, port::visitor()?);
    let name = slug::of_title(&title).map_err(Fault::Refused)?;
    let room = NewRoom::new(name.clone(), &title).map_err(Fault::Refused)?;
    match house.chat.open(&visitor.caller(), room).await {
        Ok(_) | Err(Fault::Refused(Refused::RoomExists)) => {}
        Err(fault) => return Err(fault.into()),
    }
    visitor.redirect(&format!("/chat/{name}"));
    Ok(name)
}
