//! Rows of the tables as values.

use std::str::FromStr;

use maloca_chat::rules::{Digest, Existing};
use maloca_chat::wire::{Event, Kind, Message, MessageId, Room, Seq};
use maloca_people::{Nick, PersonId};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use crate::clock;

/// A stored text as the value it was made from.
pub(crate) fn parsed<T>(row: &SqliteRow, column: &str) -> Result<T, sqlx::Error>
where
    T: FromStr<Err: std::error::Error + Send + Sync + 'static>,
{
    let text: &str = row.try_get(column)?;
    text.parse().map_err(|cause| sqlx::Error::Decode(Box::new(cause)))
}

/// A stored number that is never negative.
pub(super) fn count(row: &SqliteRow, column: &str) -> Result<u64, sqlx::Error> {
    let number: i64 = row.try_get(column)?;
    u64::try_from(number).map_err(|cause| sqlx::Error::Decode(Box::new(cause)))
}

/// A number as it is stored. Numbers of events and rooms stay far below 2^63.
pub(super) fn stored(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

pub(super) fn room(row: &SqliteRow) -> Result<Room, sqlx::Error> {
    Ok(Room {
        name: parsed(row, "name")?,
        title: row.try_get("title")?,
        epoch: count(row, "epoch")?,
        head: count(row, "head")?,
    })
}

pub(super) fn message(row: &SqliteRow) -> Result<Message, sqlx::Error> {
    let person = person(row)?;
    Ok(Message {
        seq: seq(row)?,
        id: parsed(row, "id")?,
        author: parsed::<Nick>(row, "author")?,
        verified: person.is_some(),
        person,
        text: row.try_get("text")?,
        at: clock::time(row.try_get("at")?),
        edited_at: row.try_get::<Option<i64>, _>("edited_at")?.map(clock::time),
        deleted: row.try_get("deleted")?,
        reply_to: reply_to(row)?,
    })
}

pub(super) fn existing(row: &SqliteRow, room: i64) -> Result<Existing, sqlx::Error> {
    let posted: &[u8] = row.try_get("posted")?;
    let posted = posted.try_into().map_err(|cause| sqlx::Error::Decode(Box::new(cause)))?;
    Ok(Existing {
        here: row.try_get::<i64, _>("room")? == room,
        message: message(row)?,
        posted: Digest(posted),
    })
}

pub(super) fn event(row: &SqliteRow) -> Result<Event, sqlx::Error> {
    let person = person(row)?;
    Ok(Event {
        seq: seq(row)?,
        kind: kind(row.try_get("kind")?)?,
        id: parsed(row, "message")?,
        author: parsed::<Nick>(row, "author")?,
        verified: person.is_some(),
        person,
        text: row.try_get("text")?,
        reply_to: reply_to(row)?,
        at: clock::time(row.try_get("at")?),
    })
}

fn seq(row: &SqliteRow) -> Result<Seq, sqlx::Error> {
    count(row, "seq")
}

/// A session vouches for an author exactly when the author has a number.
fn person(row: &SqliteRow) -> Result<Option<PersonId>, sqlx::Error> {
    Ok(row.try_get::<Option<i64>, _>("person")?.map(PersonId))
}

fn reply_to(row: &SqliteRow) -> Result<Option<MessageId>, sqlx::Error> {
    let id: Option<&str> = row.try_get("reply_to")?;
    id.map(str::parse).transpose().map_err(|cause| sqlx::Error::Decode(Box::new(cause)))
}

fn kind(word: &str) -> Result<Kind, sqlx::Error> {
    [Kind::Posted, Kind::Edited, Kind::Deleted]
        .into_iter()
        .find(|kind| kind.word() == word)
        .ok_or_else(|| sqlx::Error::Decode(format!("no kind of event: {word}").into()))
}
