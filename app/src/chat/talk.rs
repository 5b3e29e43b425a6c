//! What a page knows of a conversation, and what it does with what it hears.

use std::time::Duration;

use futures::channel::mpsc::UnboundedSender;
use leptos::prelude::*;
use leptos::task::spawn_local;
use maloca_chat::rules::{Applied, apply};
use maloca_chat::{Cursor, Event, History, Kind, MessageId, Refused, RoomName, Text};
use maloca_fault::Fault;
use maloca_people::Nick;
use time::OffsetDateTime;

use super::elsewhere::Elsewhere;
use super::frame::{Ask, Tell, Trouble};
use super::outbox::Pending;
use super::scroll::hold;
use super::server_fns::{self, Look, PAGE};
use super::timeline::{Row, View, rows};
use crate::failure::{Explain, Failure};
use crate::here::{Here, here};
use crate::i18n::{Language, language};
use crate::ui::moment::local;
use crate::ui::notice::Tone;
use crate::ui::toast::{Toaster, toaster};

mod history;

/// How the page is connected with the house.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    /// Not yet, or again.
    Connecting,
    /// What is seen is what is there.
    Live,
    /// The connection is lost; it is tried again and again.
    Offline,
}

/// What the field at the bottom is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// A new message.
    New,
    /// The answer to a message.
    Reply(MessageId),
    /// Another text for one's own message.
    Edit(MessageId),
}

/// What is asked of the connection.
#[derive(Clone, Debug)]
pub enum Command {
    /// Send this, if there is a connection.
    Ask(Ask),
    /// Connect anew: as somebody else, or because something did not come.
    Again,
}

/// A conversation. The signals live as long as the page that made it.
#[derive(Clone, Copy)]
pub struct Talk {
    room: StoredValue<RoomName>,
    /// The messages that are in sight.
    pub history: RwSignal<History>,
    /// Whether there are messages before them.
    pub has_older: RwSignal<bool>,
    /// Whether there are messages after them; then nothing is live.
    pub has_newer: RwSignal<bool>,
    /// Whether a further part is on its way.
    pub is_loading: RwSignal<bool>,
    /// What is on its way to the house.
    pub outbox: RwSignal<Vec<Pending>>,
    /// The connection.
    pub line: RwSignal<Line>,
    /// The other rooms.
    pub elsewhere: RwSignal<Elsewhere>,
    /// The first message that came while nobody looked.
    pub unread: RwSignal<Option<maloca_chat::Seq>>,
    /// How many came since.
    pub unseen: RwSignal<usize>,
    /// Whether the newest message is in sight.
    pub is_down: RwSignal<bool>,
    /// Whether times are those of the reader's time zone: not before the page is alive.
    pub is_local: RwSignal<bool>,
    /// What the field at the bottom is for.
    pub mode: RwSignal<Mode>,
    /// The message that may be deleted after a question.
    pub doomed: RwSignal<Option<MessageId>>,
    connection: StoredValue<Option<UnboundedSender<Command>>>,
    here: Here,
    language: Language,
    toaster: Toaster,
}

impl Talk {
    /// The conversation that begins with what the server saw.
    pub fn new(look: Look) -> Self {
        Self {
            elsewhere: RwSignal::new(Elsewhere::new(&look.rooms, &look.room.name)),
            room: StoredValue::new(look.room.name),
            history: RwSignal::new(look.history),
            has_older: RwSignal::new(look.has_older),
            has_newer: RwSignal::new(look.has_newer),
            is_loading: RwSignal::new(false),
            outbox: RwSignal::default(),
            line: RwSignal::new(Line::Connecting),
            unread: RwSignal::new(None),
            unseen: RwSignal::new(0),
            is_down: RwSignal::new(true),
            is_local: RwSignal::new(false),
            mode: RwSignal::new(Mode::New),
            doomed: RwSignal::new(None),
            connection: StoredValue::new(None),
            here: here(),
            language: language(),
            toaster: toaster(),
        }
    }

    /// The room; `None` when the page is gone.
    pub fn room(self) -> Option<RoomName> {
        self.room.try_get_value()
    }

    /// Who reads and writes here, tracked.
    pub fn nick(self) -> Option<Nick> {
        self.here.get().nick().cloned()
    }

    /// What is seen, oldest first, tracked.
    pub fn rows(self) -> Vec<Row> {
        let place: fn(OffsetDateTime) -> OffsetDateTime =
            if self.is_local.get() { local } else { |at| at };
        let (reader, unread) = (self.nick(), self.unread.get());
        let (history, outbox) = (self.history.read(), self.outbox.read());
        rows(&history, &View { outbox: &outbox, unread, reader: reader.as_ref() }, place)
    }

    /// Gives the conversation its connection.
    pub fn connect(self, connection: UnboundedSender<Command>) {
        self.connection.try_set_value(Some(connection));
    }

    /// Asks something of the connection.
    pub fn command(self, command: Command) {
        self.connection.try_with_value(|connection| {
            // Without a connection the next one begins with what is on its way.
            connection.as_ref().map(|connection| connection.unbounded_send(command).is_ok())
        });
    }

    /// Sends a frame that is worth nothing later; says so when there is no connection.
    pub fn ask_now(self, ask: Ask, no_connection: &'static str) {
        if self.line.get_untracked() == Line::Live {
            self.command(Command::Ask(ask));
        } else {
            self.toaster.say(Tone::Bad, no_connection);
        }
    }

    /// Says something: it is seen at once, and sent until the house has it.
    pub fn say(self, text: Text, reply_to: Option<MessageId>) {
        let (Some(author), Some(room)) = (self.nick(), self.room()) else { return };
        let at = now();
        let pending = Pending { id: super::id::fresh(), author, text, reply_to, at, refused: None };
        let ask = pending.ask(&room);
        self.outbox.update(|outbox| outbox.push(pending));
        self.unread.set(None);
        self.unseen.set(0);
        self.command(Command::Ask(ask));
    }

    /// Tries a refused message again.
    pub fn retry(self, id: MessageId) {
        let Some(room) = self.room() else { return };
        let ask = self.outbox.try_update(|outbox| {
            let pending = outbox.iter_mut().find(|pending| pending.id == id)?;
            pending.refused = None;
            Some(pending.ask(&room))
        });
        if let Some(Some(ask)) = ask {
            self.command(Command::Ask(ask));
        }
    }

    /// Gives a refused message up.
    pub fn discard(self, id: MessageId) {
        self.outbox.update(|outbox| outbox.retain(|pending| pending.id != id));
    }

    /// The reader's newest message that is still there.
    pub fn last_own(self) -> Option<MessageId> {
        let nick = self.here.nick_untracked()?;
        self.history.with_untracked(|history| {
            let mut own = history.messages.iter().rev().filter(|message| message.author == nick);
            own.find(|message| message.verified && !message.deleted).map(|message| message.id)
        })
    }

    /// The reader has seen everything.
    pub fn catch_up(self) {
        if self.unseen.get_untracked() > 0 {
            self.unseen.set(0);
        }
    }

    /// Takes what the house tells; returns what is to be asked now.
    pub fn hear(self, tell: Tell) -> Vec<Ask> {
        let Some(here) = self.room() else { return Vec::new() };
        match tell {
            Tell::Hello { .. } => self.subscriptions(here),
            Tell::Subscribed { room, .. } if room == here => {
                self.line.try_set(Line::Live);
                self.outbox.try_with_untracked(|outbox| waiting(outbox, &room)).unwrap_or_default()
            }
            Tell::Event { room, event } if room == here => {
                self.happened(&event);
                Vec::new()
            }
            Tell::Event { room, event } => {
                self.elsewhere.try_update(|elsewhere| elsewhere.hear(&room, &event));
                Vec::new()
            }
            Tell::Reset { room, .. } if room == here => {
                self.fetch_anew();
                Vec::new()
            }
            Tell::Reset { room, epoch, after } => {
                let cursor = Cursor { epoch, after };
                self.elsewhere.try_update(|elsewhere| elsewhere.reset(&room, cursor));
                Vec::new()
            }
            Tell::Error(trouble) => {
                self.failed(&trouble);
                Vec::new()
            }
            Tell::Subscribed { .. } | Tell::Ack { .. } | Tell::Pong => Vec::new(),
        }
    }

    fn subscriptions(self, here: RoomName) -> Vec<Ask> {
        let cursor = self.history.try_with_untracked(|history| (history.epoch, history.head));
        let Some((epoch, head)) = cursor else { return Vec::new() };
        let own = Ask::Sub { room: here.into(), epoch: Some(epoch), after: Some(head) };
        let others = self.elsewhere.try_with_untracked(Elsewhere::asks).unwrap_or_default();
        [vec![own], others].concat()
    }

    /// An event of this room. A reader who is further up stays where they read.
    fn happened(self, event: &Event) {
        match self.is_down.try_get_untracked() {
            Some(false) => hold(|| self.apply(event)),
            _ => self.apply(event),
        }
    }

    fn apply(self, event: &Event) {
        let taken = self.history.try_maybe_update(|history| {
            let applied = take(history, event);
            (applied == Applied::Done, applied)
        });
        match taken {
            Some(Applied::Gap) => self.fetch_anew(),
            Some(Applied::Done) => {
                self.arrived(event.id);
                self.notice(event);
            }
            Some(Applied::Known) => self.arrived(event.id),
            None => {}
        }
    }

    /// What is in the log is no longer on its way.
    fn arrived(self, id: MessageId) {
        self.outbox.try_maybe_update(|outbox| {
            let before = outbox.len();
            outbox.retain(|pending| pending.id != id);
            (outbox.len() != before, ())
        });
    }

    /// Counts what comes while the reader looks elsewhere.
    fn notice(self, event: &Event) {
        let is_own = self.here.nick_untracked().as_ref() == Some(&event.author);
        let looks_on = self.is_down.try_get_untracked() == Some(true) && !document().hidden();
        if event.kind != Kind::Posted || is_own || looks_on {
            return;
        }
        if self.unseen.try_get_untracked() == Some(0) {
            self.unread.try_set(Some(event.seq));
        }
        self.unseen.try_update(|unseen| *unseen += 1);
    }

    fn failed(self, trouble: &Trouble) {
        let id: Option<MessageId> = trouble.id.as_ref().and_then(|id| id.parse().ok());
        let is_waiting = |outbox: &Vec<Pending>| outbox.iter().any(|one| Some(one.id) == id);
        let is_on_its_way = self.outbox.try_with_untracked(is_waiting) == Some(true);
        if trouble.problem == "unauthorized" {
            self.here.forget();
        }
        match (id, trouble.retry_after) {
            (Some(id), Some(seconds)) if is_on_its_way => {
                set_timeout(move || self.retry(id), Duration::from_secs(seconds.clamp(1, 60)));
            }
            (Some(id), _) if is_on_its_way => {
                let why = failure(trouble).explain(self.language);
                self.outbox.try_update(|outbox| {
                    let refused = outbox.iter_mut().filter(|pending| pending.id == id);
                    refused.for_each(|pending| pending.refused = Some(why.clone()));
                });
            }
            _ => self.toaster.say(Tone::Bad, failure(trouble).explain(self.language)),
        }
    }
}

/// Applies an event to a history that may have been read, in parts, at different times: a message
/// that is in it already is not added again.
fn take(history: &mut History, event: &Event) -> Applied {
    let is_next = event.seq == history.head + 1;
    if is_next && event.kind == Kind::Posted && holds(history, event.id) {
        history.head = event.seq;
        return Applied::Done;
    }
    apply(history, event)
}

fn holds(history: &History, id: MessageId) -> bool {
    history.messages.iter().rev().any(|message| message.id == id)
}

/// The frames of everything that waits and was not refused.
fn waiting(outbox: &[Pending], room: &RoomName) -> Vec<Ask> {
    let waits = outbox.iter().filter(|pending| pending.refused.is_none());
    waits.map(|pending| pending.ask(room)).collect()
}

/// What a frame says went wrong, as pages say it.
fn failure(trouble: &Trouble) -> Failure<Refused> {
    match (trouble.reason, trouble.problem.as_str()) {
        (Some(reason), _) => Fault::Refused(reason).into(),
        (None, "missing") => Fault::Missing.into(),
        (None, "denied") => Fault::Denied.into(),
        (None, "unauthorized") => Fault::Refused(Refused::NoNick).into(),
        (None, "busy") => {
            let retry_after = Duration::from_secs(trouble.retry_after.unwrap_or(1));
            Fault::Busy { retry_after }.into()
        }
        (None, "bad-request") => Failure::Garbled,
        (None, _) => Failure::Unreachable,
    }
}

/// The browser's clock.
fn now() -> OffsetDateTime {
    let millis = js_sys::Date::now() as i128;
    OffsetDateTime::from_unix_timestamp_nanos(millis * 1_000_000)
        .unwrap_or(OffsetDateTime::UNIX_EPOCH)
}

#[cfg(test)]
mod tests;
