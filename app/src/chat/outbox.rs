//! Messages that are on their way. They outlive the connection, the house's restart and a reload of
//! the page, and keep their names, so that each arrives once.

use leptos::prelude::window;
use maloca_chat::{MessageId, RoomName, Text};
use maloca_people::Nick;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use super::frame::Ask;

/// A message that the house has not shown yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pending {
    /// Its name.
    pub id: MessageId,
    /// Who wrote it.
    pub author: Nick,
    /// What it says.
    pub text: Text,
    /// The message that it answers.
    pub reply_to: Option<MessageId>,
    /// When it was written, by the browser's clock.
    #[serde(with = "time::serde::rfc3339")]
    pub at: OffsetDateTime,
    /// Why the house refused it; such a one waits for its author.
    pub refused: Option<String>,
}

impl Pending {
    /// The frame that posts it.
    pub fn ask(&self, room: &RoomName) -> Ask {
        Ask::Post {
            room: room.to_string(),
            id: self.id.to_string(),
            text: self.text.as_str().to_owned(),
            reply_to: self.reply_to.map(|id| id.to_string()),
        }
    }
}

fn key(room: &RoomName) -> String {
    format!("maloca.outbox.{room}")
}

/// What this tab had on its way in a room before the page was loaded. Only in the browser.
pub fn restore(room: &RoomName, author: &Nick) -> Vec<Pending> {
    let storage = window().session_storage().ok().flatten();
    let text = storage.and_then(|storage| storage.get_item(&key(room)).ok().flatten());
    let kept: Vec<Pending> =
        text.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default();
    kept.into_iter().filter(|pending| pending.author == *author).collect()
}

/// Keeps what is on its way for as long as the tab lives. A browser that keeps nothing only loses
/// what a reload interrupts.
pub fn keep(room: &RoomName, outbox: &[Pending]) {
    let Ok(Some(storage)) = window().session_storage() else { return };
    let _ = if outbox.is_empty() {
        storage.remove_item(&key(room))
    } else {
        storage.set_item(&key(room), &serde_json::to_string(outbox).unwrap_or_default())
    };
}
