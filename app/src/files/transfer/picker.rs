//! Picking files.

use leptos::prelude::*;
use web_sys::FileList;

use super::{Transfers, transfers};
use crate::files::room::Room;
use crate::files::words::FilesWords;
use crate::i18n::words;
use crate::ui::icon::{Glyph, Icon};

/// The button that lets files be picked for the folder that is looked at.
#[component]
pub(in crate::files) fn Picker(room: Room) -> impl IntoView {
    let words = words::<FilesWords>();
    let transfers = transfers();
    view! {
        <label class="button button--primary file-picker">
            <Glyph icon=Icon::Upload />
            {words.upload}
            <input
                type="file"
                multiple
                on:change:target=move |event| {
                    let input = event.target();
                    add_all(transfers, room, input.files());
                    input.set_value("");
                }
            />
        </label>
    }
}

/// Sends files to the folder that is looked at.
pub(super) fn add_all(transfers: Transfers, room: Room, files: Option<FileList>) {
    let folder = room.watched.get_untracked().unwrap_or_default();
    let Some(files) = files else { return };
    for file in (0..files.length()).filter_map(|at| files.get(at)) {
        transfers.add(&folder, file);
    }
}
