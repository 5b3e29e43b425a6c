//! The tape in the browser's storage. A browser that keeps nothing, as some do in private windows,
//! has it as long as the page is open.

use leptos::prelude::window;
use web_sys::Storage;

use super::{MOST, Tape};

/// The name under which it is kept.
const KEY: &str = "maloca-tape";

fn storage() -> Option<Storage> {
    window().local_storage().ok().flatten()
}

/// What is kept; `None` when there is nothing, or nothing that can be read.
pub(in crate::calc) fn load() -> Option<Tape> {
    let text = storage()?.get_item(KEY).ok().flatten()?;
    let mut tape: Tape = serde_json::from_str(&text).ok()?;
    tape.lines.truncate(MOST);
    Some(tape)
}

/// Keeps the tape.
pub(in crate::calc) fn save(tape: &Tape) {
    if let (Some(storage), Ok(text)) = (storage(), serde_json::to_string(tape)) {
        // A full storage only means that the next visit finds an older tape.
        let _ = storage.set_item(KEY, &text);
    }
}

/// Forgets the tape.
pub(in crate::calc) fn forget() {
    if let Some(storage) = storage() {
        // Fails only where nothing is kept.
        let _ = storage.remove_item(KEY);
    }
}
