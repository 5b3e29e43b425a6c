//! Dropping files anywhere on the page.

use leptos::ev;
use leptos::prelude::*;
use maloca_people::Right;
use web_sys::DragEvent;

use super::picker::add_all;
use super::transfers;
use crate::files::room::Room;
use crate::files::words::FilesWords;
use crate::here::here;
use crate::i18n::words;
use crate::ui::icon::{Glyph, Icon};

/// Covers the page while files are dragged over it, for those who may upload.
#[component]
pub(in crate::files) fn DropZone(room: Room) -> impl IntoView {
    let words = words::<FilesWords>();
    let (here, transfers) = (here(), transfers());
    let over = RwSignal::new(false);
    let takes = move || here.get().may(Right::Upload) && room.watched.read().is_some();
    Effect::new(move |_| {
        let listener = window_event_listener(ev::dragenter, move |event| {
            if has_files(&event) && untrack(takes) {
                over.set(true);
            }
        });
        on_cleanup(move || listener.remove());
    });
    let name = move || {
        let folder = room.watched.get().unwrap_or_default();
        folder.name().unwrap_or(words.title).to_owned()
    };
    view! {
        <Show when=move || over.get()>
            <div
                class="drop-zone"
                on:dragover=|event| event.prevent_default()
                on:dragleave=move |_| over.set(false)
                on:drop=move |event| {
                    event.prevent_default();
                    over.set(false);
                    add_all(transfers, room, event.data_transfer().and_then(|it| it.files()));
                }
            >
                <div class="drop-zone__target">
                    <Glyph icon=Icon::Upload />
                    <p>{move || (words.drop_into)(&name())}</p>
                </div>
            </div>
        </Show>
    }
    .into_any()
}

/// Whether what is dragged are files, as opposed to a link or a text.
fn has_files(event: &DragEvent) -> bool {
    let types = event.data_transfer().map(|data| data.types());
    types.is_some_and(|types| types.includes(&"Files".into(), 0))
}
