//! The words of the group.
//!
//! # Layout
//! - [`english`], [`spanish`]: the tables.

use super::keeps::Lack;
use super::port::Refused;
use super::slow::Slow;
use super::wire::Pace;
use crate::failure::Explain;
use crate::i18n::{Language, Words};

mod english;
mod spanish;

macro_rules! table {
    ($($name:ident: $kind:ty,)*) => {
        pub(super) struct NodesWords { $(pub(super) $name: $kind,)* }
    };
}

type Text = &'static str;

table! {
    title: Text, lede: Text,
    houses: Text, map: fn(usize, usize) -> String, this_house: Text,
    connected: Text, away: Text, friend: Text, substitute: Text,
    more_houses: fn(usize) -> String, only_nearest: Text,
    alone: Text, alone_manage: Text, alone_visit: Text,
    member_since: Text, connected_since: Text, latency: Text, address: Text, by_relay: Text,
    says_at: Text,
    reached_at: Text,
    version: Text, shares: Text, files: fn(u64, String, Language) -> String, may: Text,
    may_invite: Text, may_nothing: Text, id: Text, group: Text, door: Text, door_open: Text,
    door_shut: Text, how_to_open: Text, was_put_out: Text,
    put_out: Text, put_out_of: fn(&str) -> String, put_out_text: fn(&str) -> String,
    put_out_now: Text,
    invite: Text, invite_text: Text, lasts: Text, spans: [(u32, Text); 4], may_invite_too: Text,
    make_ticket: Text, ticket: Text, ticket_text: Text, until: Text, shown_already: Text,
    running: Text, starting: Text, qr: Text,
    join: Text, join_text: Text, join_label: Text, join_hint: Text, join_now: Text,
    search: Text, search_text: Text, search_label: Text, search_now: Text,
    found: fn(usize) -> String, nothing_found: Text, copies: fn(usize) -> String, here: Text,
    none_reached: Text, download: Text, download_of: fn(&str) -> String, fetch: Text,
    fetch_of: fn(&str) -> String,
    transfers: Text, transfers_live: fn(usize) -> String,
    waiting: Text, done: Text, cancelled: Text, per_second: fn(String) -> String,
    part: fn(String, String) -> String, left: fn(String) -> String,
    cancel: fn(&str) -> String, sources: Text, pace: fn(Pace) -> Text, slow: fn(Slow) -> String,
    keeps: Text, keeps_text: Text, keeps_live: fn(usize) -> String, whole_tree: Text,
    wished_here: Text, wished_by: fn(&str) -> String, one_here: Text,
    in_the_group: fn(u8) -> String, complete: Text, still_missing: fn(u64, Language) -> String,
    no_files_yet: Text, files_follow: Text, lack: fn(Lack) -> String,
    layers: Text, this_copy: Text, of_files: fn(u64, u64, Language) -> String, more_than_wished: Text,
    who_has: Text, release: Text, release_of: fn(&str) -> String, release_text: Text,
    wish: Text, wish_text: Text, folder: Text, folder_hint: Text, how_many: Text, keep_here: Text,
    keep_in_group: Text, how_many_in_group: Text, wish_now: Text,
    in_group: Text, also_at: fn(usize) -> String, other_contents: Text,
    missing_here: Text, content: Text,
    refused: fn(Refused) -> String,
}

impl Words for NodesWords {
    fn of(language: Language) -> &'static Self {
        match language {
            Language::Spanish => &spanish::ES,
            Language::English => &english::EN,
        }
    }
}

impl Explain for Refused {
    fn explain(&self, language: Language) -> String {
        (NodesWords::of(language).refused)(*self)
    }
}

/// A number with its noun in the right form.
fn number(count: usize, one: &str, many: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{count} {many}") }
}
