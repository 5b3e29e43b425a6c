//! The words of the room `files`.

use maloca_files::{BadPath, Refused};

use crate::failure::Explain;
use crate::format;
use crate::i18n::{Language, Words};

mod english;
mod spanish;

macro_rules! table {
    ($($name:ident: $kind:ty,)*) => {
        pub(super) struct FilesWords { $(pub(super) $name: $kind,)* }
    };
}

type Text = &'static str;

table! {
    title: Text, lede: Text, way: Text, to_the_top: Text, entries: Text,
    name: Text, size: Text, changed: Text, actions: Text,
    count: fn(usize) -> String, some_of: fn(usize, usize) -> String,
    filter: Text, nothing_matches: Text, more: Text, from_start: Text, truncated: Text,
    empty: Text, empty_upload: Text, empty_read: Text,
    download: Text, download_of: fn(&str) -> String, more_about: fn(&str) -> String, open: Text,
    changed_at: Text, bytes: fn(u64, Language) -> String,
    preview: Text, beginning: Text, empty_file: Text, no_preview: Text,
    keep_copies: Text, manage: Text, new_path: Text, new_path_hint: Text, rename: Text, moved: Text,
    remove: Text, remove_file: Text, remove_folder: Text, remove_now: Text, removed: Text,
    new_folder: Text, folder_name: Text, make: Text,
    upload: Text, choose: Text, drop_into: fn(&str) -> String,
    uploads: Text, arrived: fn(usize, usize) -> String, put_away: Text, cancel: Text, again: Text,
    keep_both: Text, replace: Text, waiting: Text, saving: Text, done: Text,
    done_beside: fn(u32) -> String, taken: Text, unreachable: Text, not_allowed: Text,
    no_room: Text, too_large: Text, bad_name: Text, folder_there: Text, failed: fn(u16) -> String,
    refused: fn(Refused) -> Text,
}

impl Words for FilesWords {
    fn of(language: Language) -> &'static Self {
        match language {
            Language::Spanish => &spanish::ES,
            Language::English => &english::EN,
        }
    }
}

impl Explain for Refused {
    fn explain(&self, language: Language) -> String {
        (FilesWords::of(language).refused)(*self).to_owned()
    }
}

/// A number with its noun in the right form.
fn number(count: usize, language: Language, one: &str, many: &str) -> String {
    let digits = format::integer(count as u64, language);
    if count == 1 { format!("{digits} {one}") } else { format!("{digits} {many}") }
}
