//! Keeping a change of a room.

use std::sync::Arc;

use async_trait::async_trait;
use maloca_chat::port::Outcome;
use maloca_chat::rules::{Digest, Entry, Verdict, judge};
use maloca_chat::wire::{Change, Event, Kind, Message, Refused, Seq};
use maloca_people::Caller;
use sqlx::SqliteConnection;

use super::shelf::Shelved;
use super::{read, rows};
use crate::clock;
use crate::writer::{Answer, Desk, Work};

/// A change that waits to be judged.
pub(super) struct Append {
    pub(super) who: Caller,
    pub(super) room: Arc<Shelved>,
    pub(super) change: Change,
}

#[async_trait]
impl Work for Append {
    type Done = Outcome;
    type Reason = Refused;

    async fn run(&mut self, desk: &mut Desk<'_>) -> Result<Answer<Self>, sqlx::Error> {
        let scene = read::scene(desk.conn, self.room.number, &self.change).await?;
        match judge(&self.who, &self.change, scene) {
            Err(refusal) => Ok(Err(refusal)),
            Ok(Verdict::AlreadyDone(message)) => Ok(Ok(Outcome { message, event: None })),
            Ok(Verdict::Append(entry)) => self.keep(desk, entry).await.map(Ok),
        }
    }

    fn committed(&self, outcome: &Outcome) {
        if let Some(event) = &outcome.event {
            self.room.push(event);
        }
    }
}

impl Append {
    async fn keep(&self, desk: &mut Desk<'_>, entry: Entry) -> Result<Outcome, sqlx::Error> {
        let (seq, at) = next_place(desk, self.room.number).await?;
        let (event, message) = entry.numbered(seq, clock::time(at));
        keep_event(desk.conn, self.room.number, &event).await?;
        match &self.change {
            Change::Post(draft) => {
                let posted = Digest::of(&draft.text);
                keep_message(desk.conn, self.room.number, &message, posted).await?;
            }
            Change::Edit { .. } | Change::Delete { .. } => revise(desk.conn, &message).await?,
        }
        if event.kind == Kind::Deleted {
            redact(desk.conn, self.room.number, &message).await?;
        }
        Ok(Outcome { message, event: Some(Arc::new(event)) })
    }
}

/// The next number of the room and its time, which is never before that of the last event.
async fn next_place(desk: &mut Desk<'_>, room: i64) -> Result<(Seq, i64), sqlx::Error> {
    let row = sqlx::query(
        "UPDATE room SET head = head + 1, \
         last_at = CASE WHEN last_at > $2 THEN last_at ELSE $2 END \
         WHERE number = $1 RETURNING head, last_at",
    )
    .bind(room)
    .bind(desk.now)
    .fetch_one(&mut *desk.conn)
    .await?;
    Ok((rows::count(&row, "head")?, sqlx::Row::try_get(&row, "last_at")?))
}

async fn keep_event(
    conn: &mut SqliteConnection,
    room: i64,
    event: &Event,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO event (room, seq, kind, message, author, person, text, reply_to, at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    )
    .bind(room)
    .bind(rows::stored(event.seq))
    .bind(event.kind.word())
    .bind(event.id.to_string())
    .bind(event.author.as_str())
    .bind(event.person.map(|person| person.0))
    .bind(event.text.as_deref())
    .bind(event.reply_to.map(|id| id.to_string()))
    .bind(clock::micros(event.at))
    .execute(conn)
    .await
    .map(drop)
}

async fn keep_message(
    conn: &mut SqliteConnection,
    room: i64,
    message: &Message,
    posted: Digest,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO message (id, room, seq, author, person, text, posted, reply_to, at, deleted) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, FALSE)",
    )
    .bind(message.id.to_string())
    .bind(room)
    .bind(rows::stored(message.seq))
    .bind(message.author.as_str())
    .bind(message.person.map(|person| person.0))
    .bind(message.text.as_str())
    .bind(posted.0.as_slice())
    .bind(message.reply_to.map(|id| id.to_string()))
    .bind(clock::micros(message.at))
    .execute(conn)
    .await
    .map(drop)
}

async fn revise(conn: &mut SqliteConnection, message: &Message) -> Result<(), sqlx::Error> {
    sqlx::query("UPDATE message SET text = $2, edited_at = $3, deleted = $4 WHERE id = $1")
        .bind(message.id.to_string())
        .bind(message.text.as_str())
        .bind(message.edited_at.map(clock::micros))
        .bind(message.deleted)
        .execute(conn)
        .await
        .map(drop)
}

/// What was taken back leaves no text in the stream either.
async fn redact(
    conn: &mut SqliteConnection,
    room: i64,
    message: &Message,
) -> Result<(), sqlx::Error> {
    sqlx::query("UPDATE event SET text = NULL WHERE room = $1 AND seq = $2")
        .bind(room)
        .bind(rows::stored(message.seq))
        .execute(&mut *conn)
        .await?;
    sqlx::query("UPDATE event SET text = NULL WHERE message = $1 AND kind = 'edited'")
        .bind(message.id.to_string())
        .execute(conn)
        .await
        .map(drop)
}
