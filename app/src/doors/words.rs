//! The words of the doors.
//!
//! # Layout
//! - [`english`], [`spanish`]: the tables.

use super::ask::{Ask, Slot};
use super::port::NotTried;
use super::wire::Door;
use crate::failure::Explain;
use crate::i18n::{Language, Words};

mod english;
mod spanish;

/// How many kinds of values there are.
const SLOTS: usize = 9;
/// How many requests.
const ASKS: usize = Ask::ALL.len();

pub(super) struct DoorsWords {
    pub(super) title: &'static str,
    pub(super) lede: &'static str,
    pub(super) open: &'static str,
    pub(super) shut: &'static str,
    pub(super) how_to_open: &'static str,
    pub(super) more_clients: &'static str,
    pub(super) try_it: &'static str,
    pub(super) now: &'static str,
    pub(super) connections: &'static str,
    pub(super) requests: &'static str,
    pub(super) errors: &'static str,
    pub(super) received: &'static str,
    pub(super) sent: &'static str,
    pub(super) exchange: &'static str,
    pub(super) exchange_text: &'static str,
    pub(super) choose_door: &'static str,
    pub(super) choose_request: &'static str,
    pub(super) send: &'static str,
    pub(super) escapes: &'static str,
    pub(super) really: &'static str,
    pub(super) through_the_door: &'static str,
    pub(super) today: &'static str,
    pub(super) not_run: &'static str,
    pub(super) sent_bytes: &'static str,
    pub(super) received_bytes: &'static str,
    pub(super) hex: &'static str,
    pub(super) ended_closed: &'static str,
    pub(super) ended_whole: &'static str,
    pub(super) ended_cut: &'static str,
    pub(super) ended_silent: &'static str,
    pub(super) frames: &'static str,
    pub(super) frame_columns: [&'static str; 4],
    pub(super) frame_sent: &'static str,
    pub(super) frame_received: &'static str,
    /// Name and description of each door, in the order of [`Door::ALL`].
    doors: [(&'static str, &'static str); 9],
    /// The labels of values, in the order of [`Slot`].
    slots: [&'static str; SLOTS],
    /// The requests, in the order of [`Ask::ALL`].
    asks: [&'static str; ASKS],
    is_shut: &'static str,
    bad_value: fn(&str) -> String,
    unreached: &'static str,
}

impl DoorsWords {
    /// The name and the description of a door.
    pub(super) fn door(&self, door: Door) -> (&'static str, &'static str) {
        self.doors.get(door as usize).copied().unwrap_or_default()
    }

    /// The label of a value.
    pub(super) fn slot(&self, slot: Slot) -> &'static str {
        self.slots.get(slot as usize).copied().unwrap_or_default()
    }

    /// A request in a few words.
    pub(super) fn ask(&self, ask: Ask) -> &'static str {
        self.asks.get(ask as usize).copied().unwrap_or_default()
    }
}

impl Words for DoorsWords {
    fn of(language: Language) -> &'static Self {
        match language {
            Language::Spanish => &spanish::WORDS,
            Language::English => &english::WORDS,
        }
    }
}

impl Explain for NotTried {
    fn explain(&self, language: Language) -> String {
        let words = DoorsWords::of(language);
        match self {
            Self::Shut(_) => words.is_shut.to_owned(),
            Self::Value(slot) => (words.bad_value)(words.slot(*slot)),
            Self::Unreached => words.unreached.to_owned(),
        }
    }
}
