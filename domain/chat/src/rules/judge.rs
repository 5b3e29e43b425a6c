//! Whether a change is allowed, was made before, or becomes an event.

use maloca_fault::Fault;
use maloca_people::{Caller, Identity, Nick, PersonId};
use time::OffsetDateTime;

use super::Digest;
use super::apply::{posted, revise};
use crate::wire::{Change, Draft, Event, Kind, Message, MessageId, Refused, Seq, Text};

/// A message that has the id which a change names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Existing {
    /// Whether it is in the room of the change. Ids are unique among all rooms.
    pub here: bool,
    /// The message as it stands.
    pub message: Message,
    /// The fingerprint of the text with which it was posted.
    pub posted: Digest,
}

/// What the log knows around a change, read in the transaction that will keep it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scene {
    /// The message of the change's id, in whichever room.
    pub existing: Option<Existing>,
    /// Whether the message that a draft answers is in the room; without `reply_to` not looked at.
    pub reply_exists: bool,
}

/// What becomes of an allowed change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// A new event is to be kept.
    Append(Entry),
    /// It was made before: the message as it stands.
    AlreadyDone(Message),
}

/// An event that has no place in the room yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    before: Option<Message>,
    kind: Kind,
    id: MessageId,
    author: Nick,
    person: Option<PersonId>,
    text: Option<String>,
    reply_to: Option<MessageId>,
}

impl Entry {
    /// The event at its place in the room, and the message as it stands after it.
    pub fn numbered(self, seq: Seq, at: OffsetDateTime) -> (Event, Message) {
        let Self { before, kind, id, author, person, text, reply_to } = self;
        let verified = person.is_some();
        let event = Event { seq, kind, id, author, verified, person, text, reply_to, at };
        let message = match before {
            Some(mut message) => {
                revise(&mut message, &event);
                message
            }
            None => posted(&event),
        };
        (event, message)
    }
}

/// Judges a change.
///
/// A post is known for a retry by its id, author, room, answered message and *posted* text: it
/// returns the message even if that was edited or deleted since. Those who speak under a mere name
/// can post; editing and deleting need a session, because anybody could claim the name.
///
/// # Errors
/// [`Refused::NoNick`], [`Refused::IdTaken`], [`Refused::NoSuchReply`], [`Refused::NotYours`],
/// [`Refused::Gone`], and [`Fault::Missing`] when there is no such message in the room.
pub fn judge(who: &Caller, change: &Change, scene: Scene) -> Result<Verdict, Fault<Refused>> {
    match change {
        Change::Post(draft) => judge_post(who, who.nick().ok_or(Refused::NoNick)?, draft, scene),
        Change::Edit { text, .. } => {
            let message = here(scene)?;
            judge_edit(who, who.nick().ok_or(Refused::NotYours)?, text, message)
        }
        Change::Delete { .. } => judge_delete(who, here(scene)?),
    }
}

fn judge_post(
    who: &Caller,
    author: &Nick,
    draft: &Draft,
    scene: Scene,
) -> Result<Verdict, Fault<Refused>> {
    if let Some(existing) = scene.existing {
        return if is_retry(who, draft, &existing) {
            Ok(Verdict::AlreadyDone(existing.message))
        } else {
            Err(Refused::IdTaken.into())
        };
    }
    if draft.reply_to.is_some() && !scene.reply_exists {
        return Err(Refused::NoSuchReply.into());
    }
    Ok(Verdict::Append(Entry {
        before: None,
        kind: Kind::Posted,
        id: draft.id,
        author: author.clone(),
        person: who.person(),
        text: Some(draft.text.as_str().to_owned()),
        reply_to: draft.reply_to,
    }))
}

fn judge_edit(
    who: &Caller,
    author: &Nick,
    text: &Text,
    message: Message,
) -> Result<Verdict, Fault<Refused>> {
    if !is_own(who, &message) {
        return Err(Refused::NotYours.into());
    }
    if message.deleted {
        return Err(Refused::Gone.into());
    }
    if message.text == text.as_str() {
        return Ok(Verdict::AlreadyDone(message));
    }
    let text = Some(text.as_str().to_owned());
    Ok(change_of(Kind::Edited, who, author, text, message))
}

fn judge_delete(who: &Caller, message: Message) -> Result<Verdict, Fault<Refused>> {
    if !who.is_host() && !is_own(who, &message) {
        return Err(Refused::NotYours.into());
    }
    if message.deleted {
        return Ok(Verdict::AlreadyDone(message));
    }
    // The house has no name of its own to delete under.
    let author = who.nick().unwrap_or(&message.author).clone();
    Ok(change_of(Kind::Deleted, who, &author, None, message))
}

fn change_of(
    kind: Kind,
    who: &Caller,
    author: &Nick,
    text: Option<String>,
    message: Message,
) -> Verdict {
    Verdict::Append(Entry {
        kind,
        id: message.id,
        author: author.clone(),
        person: who.person(),
        text,
        reply_to: None,
        before: Some(message),
    })
}

fn here(scene: Scene) -> Result<Message, Fault<Refused>> {
    scene.existing.filter(|found| found.here).map(|found| found.message).ok_or(Fault::Missing)
}

/// Ownership is a session's person; a name alone owns nothing.
fn is_own(who: &Caller, message: &Message) -> bool {
    who.person().is_some() && who.person() == message.person
}

fn is_retry(who: &Caller, draft: &Draft, existing: &Existing) -> bool {
    existing.here
        && same_author(who, &existing.message)
        && existing.message.reply_to == draft.reply_to
        && existing.posted == Digest::of(&draft.text)
}

fn same_author(who: &Caller, message: &Message) -> bool {
    match &who.identity {
        Identity::Anonymous | Identity::House => false,
        Identity::Unverified(nick) => {
            message.person.is_none() && nick.key() == message.author.key()
        }
        Identity::Person { id, .. } => message.person == Some(*id),
    }
}

#[cfg(test)]
mod tests;
