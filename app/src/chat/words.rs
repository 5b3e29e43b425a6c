//! The words of the room `chat`.

use maloca_chat::Refused;

use crate::failure::Explain;
use crate::i18n::{Language, Words};

mod english;
mod spanish;

pub(super) struct ChatWords {
    pub(super) title: &'static str,
    pub(super) lede: &'static str,
    pub(super) rooms: &'static str,
    pub(super) all_rooms: &'static str,
    pub(super) count_unread: fn(usize) -> String,
    pub(super) quiet: &'static str,
    pub(super) new_room: &'static str,
    pub(super) new_room_hint: &'static str,
    pub(super) open_room: &'static str,
    pub(super) messages: &'static str,
    pub(super) empty: &'static str,
    pub(super) empty_text: &'static str,
    pub(super) older: &'static str,
    pub(super) newer: &'static str,
    pub(super) today: &'static str,
    pub(super) yesterday: &'static str,
    pub(super) unread: &'static str,
    pub(super) new_messages: fn(usize) -> String,
    pub(super) live: &'static str,
    pub(super) connecting: &'static str,
    pub(super) offline: &'static str,
    pub(super) unverified: &'static str,
    pub(super) unverified_why: &'static str,
    pub(super) edited: &'static str,
    pub(super) deleted: &'static str,
    pub(super) sending: &'static str,
    pub(super) not_sent: &'static str,
    pub(super) retry: &'static str,
    pub(super) discard: &'static str,
    pub(super) reply: &'static str,
    pub(super) edit: &'static str,
    pub(super) delete: &'static str,
    pub(super) delete_question: &'static str,
    pub(super) delete_text: &'static str,
    pub(super) cancel: &'static str,
    pub(super) replying: fn(&str) -> String,
    pub(super) editing: &'static str,
    pub(super) gone_quote: &'static str,
    pub(super) write: fn(&str) -> String,
    pub(super) send: &'static str,
    pub(super) hint: &'static str,
    pub(super) left: fn(usize) -> String,
    pub(super) too_long: fn(usize) -> String,
    pub(super) name: &'static str,
    pub(super) join: &'static str,
    pub(super) join_hint: &'static str,
    pub(super) no_connection: &'static str,
}

impl Words for ChatWords {
    fn of(language: Language) -> &'static Self {
        match language {
            Language::Spanish => &spanish::WORDS,
            Language::English => &english::WORDS,
        }
    }
}

impl Explain for Refused {
    fn explain(&self, language: Language) -> String {
        let text = match language {
            Language::Spanish => spanish::refused(*self),
            Language::English => english::refused(*self),
        };
        text.to_owned()
    }
}
