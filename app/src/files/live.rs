//! Hearing that a folder changed.
//!
//! Browsers open only six connections to one house over HTTP/1.1, and this takes one for as long as
//! it lives. So there is one per page, and none while the page is hidden.

use std::cell::RefCell;
use std::time::Duration;

use leptos::ev;
use leptos::prelude::*;
use maloca_files::Path;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{EventSource, VisibilityState};

use super::room::Room;

/// How long to wait before a line is opened again that the house shut.
const PAUSE: Duration = Duration::from_secs(10);

/// An open line. Dropped, it is shut.
struct Line {
    source: EventSource,
    _heard: Closure<dyn FnMut()>,
    _shut: Closure<dyn FnMut()>,
}

impl Drop for Line {
    fn drop(&mut self) {
        self.source.close();
    }
}

thread_local! {
    static LINE: RefCell<Option<Line>> = const { RefCell::new(None) };
}

fn keep(line: Option<Line>) {
    // The old line is dropped after the borrow: shutting it may call back.
    drop(LINE.with(|kept| kept.replace(line)));
}

/// Fetches anew what the page shows whenever its folder changes, for as long as it can be seen.
pub(super) fn follow(room: Room) {
    let is_visible = RwSignal::new(true);
    let attempt = RwSignal::new(0_u32);
    Effect::new(move |_| {
        let listener = window_event_listener(ev::visibilitychange, move |_| {
            is_visible.set(document().visibility_state() == VisibilityState::Visible);
        });
        on_cleanup(move || listener.remove());
    });
    Effect::new(move |was_shown: Option<bool>| {
        attempt.track();
        let folder = room.watched.get().filter(|_| is_visible.get());
        // What happened while nobody listened was missed.
        if was_shown == Some(false) && folder.is_some() {
            room.seen.refetch();
        }
        let is_shown = is_visible.get_untracked();
        keep(folder.and_then(|folder| open(&folder, room, attempt)));
        is_shown
    });
    on_cleanup(|| keep(None));
}

fn open(folder: &Path, room: Room, attempt: RwSignal<u32>) -> Option<Line> {
    let url = format!("/api/v1/files/{}?watch", folder.encode());
    let source = EventSource::new(&url).ok()?;
    let heard = Closure::new(move || room.seen.refetch());
    source.add_event_listener_with_callback("changed", heard.as_ref().unchecked_ref()).ok()?;
    let line = source.clone();
    let shut = Closure::new(move || {
        // Over a bad network the browser opens it again itself.
        if line.ready_state() == EventSource::CLOSED {
            set_timeout(move || attempt.try_update(|times| *times += 1).unwrap_or(()), PAUSE);
        }
    });
    source.add_event_listener_with_callback("error", shut.as_ref().unchecked_ref()).ok()?;
    Some(Line { source, _heard: heard, _shut: shut })
}
