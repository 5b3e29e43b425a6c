//! What is seen of a conversation, row by row.

use std::collections::HashMap;

use maloca_chat::{History, Message, MessageId, Seq};
use maloca_people::Nick;
use time::{Date, Duration, OffsetDateTime};

use super::outbox::Pending;

/// How long a silence within a group of messages may be.
const GROUP: Duration = Duration::minutes(5);

/// One row of a conversation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Row {
    /// Another day begins.
    Day(Date),
    /// What follows was not seen before.
    Unread,
    /// A message.
    Said(Box<Said>),
}

/// How far a message has come.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum State {
    /// It is in the log.
    Kept,
    /// It is on its way.
    Sending,
    /// The house refused it, and said why.
    Refused(String),
}

/// A message as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// The message.
    pub message: Message,
    /// Whether it shows its author: the first of a group.
    pub is_first: bool,
    /// Whether the reader wrote it.
    pub is_own: bool,
    /// Whether it names the reader.
    pub names_reader: bool,
    /// What it answers.
    pub quote: Option<Quote>,
    /// How far it has come.
    pub state: State,
}

/// The message that another one answers.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Quote {
    /// Which one.
    pub id: MessageId,
    /// Its author and its first words, when it is in sight.
    pub words: Option<(String, String)>,
}

/// By what a row is known: everything that changes how it looks.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Key {
    /// A day.
    Day(Date),
    /// The divider.
    Unread,
    /// A message with what can change about it.
    Said(MessageId, Option<OffsetDateTime>, [bool; 4], Option<Quote>, State),
}

impl Row {
    /// The key under which it stays the same row.
    pub fn key(&self) -> Key {
        match self {
            Self::Day(date) => Key::Day(*date),
            Self::Unread => Key::Unread,
            Self::Said(said) => {
                let marks = [said.message.deleted, said.is_first, said.is_own, said.names_reader];
                let (id, edited) = (said.message.id, said.message.edited_at);
                Key::Said(id, edited, marks, said.quote.clone(), said.state.clone())
            }
        }
    }
}

/// What the rows are made of besides the messages.
#[derive(Clone, Debug, Default)]
pub struct View<'a> {
    /// Messages that are on their way.
    pub outbox: &'a [Pending],
    /// The first message that was not seen.
    pub unread: Option<Seq>,
    /// Who reads.
    pub reader: Option<&'a Nick>,
}

/// The rows of a conversation, oldest first. `place` brings a time to the reader's time zone.
pub fn rows(
    history: &History,
    view: &View<'_>,
    place: impl Fn(OffsetDateTime) -> OffsetDateTime,
) -> Vec<Row> {
    let known: HashMap<MessageId, &Message> =
        history.messages.iter().map(|message| (message.id, message)).collect();
    let waiting = view.outbox.iter().filter(|pending| !known.contains_key(&pending.id));
    let kept = history.messages.iter().map(|message| (message.clone(), State::Kept));
    let all = kept.chain(waiting.map(on_its_way));
    let mut builder = Builder { rows: Vec::new(), before: None };
    for (message, state) in all {
        let day = place(message.at).date();
        let divides = view.unread == Some(message.seq) && state == State::Kept;
        let quote = message.reply_to.map(|id| quote(id, &known));
        builder.push(message, state, day, divides, quote, view.reader);
    }
    builder.rows
}

fn on_its_way(pending: &Pending) -> (Message, State) {
    let message = Message {
        seq: Seq::MAX,
        id: pending.id,
        author: pending.author.clone(),
        verified: true,
        person: None,
        text: pending.text.as_str().to_owned(),
        at: pending.at,
        edited_at: None,
        deleted: false,
        reply_to: pending.reply_to,
    };
    let state = pending.refused.clone().map_or(State::Sending, State::Refused);
    (message, state)
}

fn quote(id: MessageId, known: &HashMap<MessageId, &Message>) -> Quote {
    let message = known.get(&id).filter(|message| !message.deleted);
    let words =
        message.map(|message| (message.author.to_string(), maloca_markup::plain(&message.text)));
    Quote { id, words }
}

struct Builder {
    rows: Vec<Row>,
    before: Option<(Message, Date)>,
}

impl Builder {
    fn push(
        &mut self,
        message: Message,
        state: State,
        day: Date,
        divides: bool,
        quote: Option<Quote>,
        reader: Option<&Nick>,
    ) {
        let is_new_day = self.before.as_ref().is_none_or(|(_, before)| *before != day);
        if is_new_day {
            self.rows.push(Row::Day(day));
        }
        if divides {
            self.rows.push(Row::Unread);
        }
        let is_first = is_new_day
            || divides
            || quote.is_some()
            || self.before.as_ref().is_none_or(|(before, _)| !belong(before, &message));
        let is_own = message.verified && reader == Some(&message.author);
        let names_reader = !is_own && reader.is_some_and(|nick| names(&message.text, nick));
        self.before = Some((message.clone(), day));
        let said = Said { message, is_first, is_own, names_reader, quote, state };
        self.rows.push(Row::Said(Box::new(said)));
    }
}

/// Whether a message goes on where the one before ended.
fn belong(before: &Message, message: &Message) -> bool {
    before.author == message.author
        && before.verified == message.verified
        && message.at - before.at < GROUP
}

/// Whether a text has `@nick` in it.
fn names(text: &str, nick: &Nick) -> bool {
    let (text, nick) = (text.to_lowercase(), format!("@{}", nick.as_str().to_lowercase()));
    text.match_indices(&nick)
        .any(|(at, _)| !text[at + nick.len()..].starts_with(char::is_alphanumeric))
}

#[cfg(test)]
mod tests;
