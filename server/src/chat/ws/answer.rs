//! What is asked becomes calls of the chat.

use maloca_app::chat::frame::{Ask, Deed, Tell, Trouble};
use maloca_chat::{Draft, MessageId, Refused, RoomName, Text};
use maloca_fault::{Fault, Never};

use crate::chat::speaker::renewed;
use crate::hall::Hall;
use crate::problem::{Kind, Problem};
use crate::visitor::Visit;

/// Why an ask had no effect, before it is known which ask that was.
#[derive(Debug)]
pub struct Failed {
    problem: Problem,
    reason: Option<Refused>,
}

impl From<Problem> for Failed {
    fn from(problem: Problem) -> Self {
        Self { problem, reason: None }
    }
}

impl From<Fault<Never>> for Failed {
    fn from(fault: Fault<Never>) -> Self {
        Problem::from(fault).into()
    }
}

impl From<Fault<Refused>> for Failed {
    fn from(fault: Fault<Refused>) -> Self {
        let reason = match &fault {
            Fault::Refused(refused) => Some(*refused),
            _ => None,
        };
        Self { problem: fault.into(), reason }
    }
}

impl From<Refused> for Failed {
    fn from(refused: Refused) -> Self {
        Fault::Refused(refused).into()
    }
}

impl Failed {
    /// The frame that tells it, about a room and a message.
    pub fn told(self, room: Option<String>, id: Option<String>) -> Tell {
        Tell::Error(Trouble {
            problem: self.problem.slug().to_owned(),
            status: self.problem.status().as_u16(),
            detail: self.problem.detail().to_owned(),
            reason: self.reason,
            retry_after: self.problem.retry_after(),
            room,
            id,
        })
    }
}

/// Reads a frame of a client.
///
/// # Errors
/// A frame that tells what is wrong with it.
pub fn read(text: &str) -> Result<Ask, Box<Tell>> {
    serde_json::from_str(text).map_err(|error| {
        let value: serde_json::Value = serde_json::from_str(text).unwrap_or_default();
        let named = |name: &str| value.get(name)?.as_str().map(str::to_owned);
        let detail = format!("this is no frame that the house knows: {error}; see docs/API.md");
        let failed = Failed::from(Problem::new(Kind::BAD_REQUEST, detail));
        Box::new(failed.told(named("room"), named("id")))
    })
}

/// Posts, edits or deletes, and tells what became of it.
pub async fn change(hall: &Hall, visit: &Visit, ask: Ask) -> Tell {
    let (room, id) = match &ask {
        Ask::Post { room, id, .. } | Ask::Edit { room, id, .. } | Ask::Delete { room, id } => {
            (Some(room.clone()), Some(id.clone()))
        }
        _ => (None, None),
    };
    changed(hall, visit, ask).await.unwrap_or_else(|failed| failed.told(room, id))
}

async fn changed(hall: &Hall, visit: &Visit, ask: Ask) -> Result<Tell, Failed> {
    hall.limits.write(visit)?;
    let who = renewed(hall, visit).await?;
    let chat = &hall.house.chat;
    match ask {
        Ask::Post { room, id, text, reply_to } => {
            let (room, id): (RoomName, MessageId) = (room.parse()?, id.parse()?);
            let reply_to = reply_to.map(|id| id.parse()).transpose()?;
            let posted =
                chat.post(&who, &room, Draft { id, text: text.parse()?, reply_to }).await?;
            Ok(Tell::Ack { to: Deed::Post, room, id, seq: Some(posted.message.seq) })
        }
        Ask::Edit { room, id, text } => {
            let (room, id): (RoomName, MessageId) = (room.parse()?, id.parse()?);
            let message = chat.edit(&who, &room, id, text.parse::<Text>()?).await?;
            Ok(Tell::Ack { to: Deed::Edit, room, id, seq: Some(message.seq) })
        }
        Ask::Delete { room, id } => {
            let (room, id): (RoomName, MessageId) = (room.parse()?, id.parse()?);
            chat.delete(&who, &room, id).await?;
            Ok(Tell::Ack { to: Deed::Delete, room, id, seq: None })
        }
        Ask::Sub { .. } | Ask::Unsub { .. } | Ask::Ping => Ok(Tell::Pong),
    }
}
