//! Registering, posting and fetching in the room `general`.
//!
//! # Layout
//! - [`Group`]: the three requests of the lab.
//! - `pending`: what a name has not read yet.
//! - `line`: how the lab writes messages.

use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use http::StatusCode;
use maloca_chat::{Chat, Cursor, Draft, MessageId, RoomName, Text};
use maloca_fault::Fault;
use maloca_people::{Caller, Identity, Nick, People, Refused};
use ulid::Ulid;

use crate::answer::{Answer, Answered};
use crate::names::{Names, Unregistered};

mod line;
mod pending;

/// How often a fetch starts anew when another one of the same name was quicker.
const TRIES: usize = 8;

/// The lab's group. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Group {
    chat: Arc<dyn Chat>,
    people: Arc<dyn People>,
    names: Arc<Names>,
    room: RoomName,
}

impl Group {
    pub(crate) fn new(chat: Arc<dyn Chat>, people: Arc<dyn People>, names: Arc<Names>) -> Self {
        Self { chat, people, names, room: RoomName::general() }
    }

    /// `POST …/user`: 201 when the name was free, 401 when it is taken. Who registers sees what is
    /// said from now on.
    pub(crate) async fn register(&self, name: &str) -> Answered {
        let nick: Nick = name.parse().map_err(wrong)?;
        // The name of those who give none, which nobody can hold.
        if nick.key() == Nick::guest().key() {
            return Err(taken());
        }
        let who = self.people.call_by_name(nick.clone()).await.map_err(refused)?;
        let room = self.chat.room(&who, &self.room).await.map_err(Answer::fault)?;
        let cursor = Cursor { epoch: room.epoch, after: room.head };
        match self.names.register(nick, cursor).await {
            Ok(()) => Ok(Answer::empty(StatusCode::CREATED)),
            Err(Unregistered::Taken) => Err(taken()),
            Err(full) => Err(Answer::line(StatusCode::SERVICE_UNAVAILABLE, full)),
        }
    }

    /// `POST …/getMsg`: all that others said since the last time.
    pub(crate) async fn pending(&self, name: &str) -> Answered {
        let Some(nick) = name.parse().ok().and_then(|nick| self.names.registered(&nick)) else {
            return Ok(Answer::empty(StatusCode::OK));
        };
        for _ in 0..TRIES {
            let Some(from) = self.names.cursor(&nick) else { break };
            let (text, to) = self.read(&nick, from).await.map_err(Answer::fault)?;
            if self.names.advance(&nick, from, to) {
                return Ok(Answer::text(text));
            }
        }
        Ok(Answer::empty(StatusCode::OK))
    }

    /// `POST` anywhere else: `name>text` becomes a message of a guest with that name.
    pub(crate) async fn post(&self, said: &str) -> Answered {
        let (name, text) = said.split_once('>').ok_or_else(|| wrong("write name>text"))?;
        let nick: Nick = name.parse().map_err(wrong)?;
        let nick = self.names.registered(&nick).ok_or_else(unregistered)?;
        let text: Text = text.parse().map_err(wrong)?;
        let who = self.people.call_by_name(nick).await.map_err(refused)?;
        let draft = Draft { id: new_id()?, text, reply_to: None };
        self.chat.post(&who, &self.room, draft).await.map_err(Answer::fault)?;
        Ok(Answer::empty(StatusCode::OK))
    }

    /// A reader of this name: a guest, whoever may hold the name meanwhile.
    fn reader(&self, nick: &Nick) -> Caller {
        Caller { identity: Identity::Unverified(nick.clone()), rights: self.people.guests() }
    }
}

fn wrong(reason: impl std::fmt::Display) -> Answer {
    Answer::line(StatusCode::BAD_REQUEST, reason)
}

fn taken() -> Answer {
    Answer::empty(StatusCode::UNAUTHORIZED)
}

fn unregistered() -> Answer {
    let text = "this name is not registered here; POST it to /user first";
    Answer::line(StatusCode::UNAUTHORIZED, text)
}

fn refused(fault: Fault<Refused>) -> Answer {
    match fault {
        Fault::Refused(Refused::NickTaken(_)) => taken(),
        fault => Answer::fault(fault),
    }
}

fn new_id() -> Result<MessageId, Answer> {
    let mut random = [0; 16];
    getrandom::fill(&mut random).map_err(|error| {
        tracing::error!(%error, "the system gives no random numbers");
        Answer::line(StatusCode::SERVICE_UNAVAILABLE, "this is not available right now; try again")
    })?;
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let millis = u64::try_from(now.as_millis()).unwrap_or(u64::MAX);
    Ok(MessageId::from_ulid(Ulid::from_parts(millis, u128::from_le_bytes(random))))
}
