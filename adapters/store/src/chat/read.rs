//! Reading rooms, messages and events.

use std::sync::Arc;

use maloca_chat::rules::{Existing, Scene};
use maloca_chat::wire::{Change, Draft, Event, History, Message, MessageId, Room, Seq, Span};
use sqlx::sqlite::SqliteRow;
use sqlx::{Row, SqliteConnection, SqlitePool};

use super::rows;
use super::shelf::Shelved;

/// All rooms with their numbers.
pub(super) async fn rooms(conn: &mut SqliteConnection) -> Result<Vec<(i64, Room)>, sqlx::Error> {
    let rows = sqlx::query("SELECT number, name, title, epoch, head FROM room ORDER BY name")
        .fetch_all(conn)
        .await?;
    rows.iter().map(|row| Ok((row.try_get("number")?, rows::room(row)?))).collect()
}

/// What is known around a change.
pub(super) async fn scene(
    conn: &mut SqliteConnection,
    room: i64,
    change: &Change,
) -> Result<Scene, sqlx::Error> {
    let existing = existing(conn, room, change.id()).await?;
    let reply_exists = match change {
        Change::Post(Draft { reply_to: Some(id), .. }) if existing.is_none() => {
            is_in_room(conn, room, *id).await?
        }
        _ => false,
    };
    Ok(Scene { existing, reply_exists })
}

async fn existing(
    conn: &mut SqliteConnection,
    room: i64,
    id: MessageId,
) -> Result<Option<Existing>, sqlx::Error> {
    let row = sqlx::query("SELECT * FROM message WHERE id = $1")
        .bind(id.to_string())
        .fetch_optional(conn)
        .await?;
    row.map(|row| rows::existing(&row, room)).transpose()
}

async fn is_in_room(
    conn: &mut SqliteConnection,
    room: i64,
    id: MessageId,
) -> Result<bool, sqlx::Error> {
    let row = sqlx::query("SELECT 1 FROM message WHERE id = $1 AND room = $2")
        .bind(id.to_string())
        .bind(room)
        .fetch_optional(conn)
        .await?;
    Ok(row.is_some())
}

/// A part of the history, with the head of the same moment.
pub(super) async fn history(
    readers: &SqlitePool,
    room: &Shelved,
    span: Span,
    limit: usize,
) -> Result<History, sqlx::Error> {
    // One transaction is one snapshot: every message is as it was when the head was this one.
    let mut snapshot = readers.begin().await?;
    let head = sqlx::query("SELECT head FROM room WHERE number = $1")
        .bind(room.number)
        .fetch_one(&mut *snapshot)
        .await?;
    let messages = messages(&mut snapshot, room.number, span, limit).await?;
    snapshot.rollback().await?;
    let head = rows::count(&head, "head")?;
    room.advance(head);
    Ok(History { room: room.room().name, epoch: room.epoch, head, messages })
}

async fn messages(
    conn: &mut SqliteConnection,
    room: i64,
    span: Span,
    limit: usize,
) -> Result<Vec<Message>, sqlx::Error> {
    let (sql, from) = match span {
        Span::After(seq) => (
            "SELECT * FROM message WHERE room = $1 AND seq > $2 ORDER BY seq LIMIT $3",
            rows::stored(seq),
        ),
        Span::Before(seq) => (LAST_BEFORE, rows::stored(seq)),
        Span::Latest => (LAST_BEFORE, i64::MAX),
    };
    let limit = rows::stored(limit as u64);
    let rows = sqlx::query(sql).bind(room).bind(from).bind(limit).fetch_all(conn).await?;
    let mut messages = rows.iter().map(rows::message).collect::<Result<Vec<_>, _>>()?;
    messages.sort_unstable_by_key(|message| message.seq);
    Ok(messages)
}

const LAST_BEFORE: &str =
    "SELECT * FROM message WHERE room = $1 AND seq < $2 ORDER BY seq DESC LIMIT $3";

/// At most `limit` events after a number, ascending.
pub(super) async fn events(
    readers: &SqlitePool,
    room: i64,
    after: Seq,
    limit: usize,
) -> Result<Vec<Arc<Event>>, sqlx::Error> {
    let rows: Vec<SqliteRow> =
        sqlx::query("SELECT * FROM event WHERE room = $1 AND seq > $2 ORDER BY seq LIMIT $3")
            .bind(room)
            .bind(rows::stored(after))
            .bind(rows::stored(limit as u64))
            .fetch_all(readers)
            .await?;
    rows.iter().map(|row| rows::event(row).map(Arc::new)).collect()
}
