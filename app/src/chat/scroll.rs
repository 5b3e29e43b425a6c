//! Moving about in a conversation, with the wheel and with the keyboard.
//!
//! The list is filled from below (`column-reverse`), so its scroll position counts from the newest
//! message, as zero, to negative numbers: what is put before the oldest message moves nothing.

use leptos::ev::{Event, KeyboardEvent};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::talk::Talk;

/// The id of the element that scrolls.
pub const LOG: &str = "log";

/// So close to an end of what is in sight, in pixels, the next part is fetched.
const NEAR: i32 = 600;
/// So close to the newest message it counts as in sight.
const DOWN: i32 = 60;

/// Takes note of where the reader is, and fetches what they come near to.
pub fn scrolled(talk: Talk, event: &Event) {
    let Some(log) = event.current_target().and_then(|it| it.dyn_into::<Element>().ok()) else {
        return;
    };
    let below = -log.scroll_top();
    let above = log.scroll_height() - log.client_height() - below;
    let is_down = below < DOWN;
    if talk.is_down.get_untracked() != is_down {
        talk.is_down.set(is_down);
    }
    if is_down && !talk.has_newer.get_untracked() {
        talk.catch_up();
    }
    if above < NEAR {
        talk.load_older();
    } else if below < NEAR {
        talk.load_newer();
    }
}

/// Keeps in sight what is in sight while something is put below it, which is where positions are
/// counted from.
pub fn hold(put: impl FnOnce()) {
    let log = document().get_element_by_id(LOG);
    let before = log.as_ref().map(|log| (log.scroll_top(), log.scroll_height()));
    put();
    let (Some(log), Some((top, height))) = (log, before) else { return };
    // Before the next picture is drawn. Some browsers have done the same by then.
    request_animation_frame(move || log.set_scroll_top(top - (log.scroll_height() - height)));
}

/// Goes to the newest message.
pub fn go_down() {
    if let Some(log) = document().get_element_by_id(LOG) {
        log.set_scroll_top(0);
    }
}

/// The arrow keys go from message to message; the actions of the one that has the focus are next in
/// the order of the Tab key.
pub fn walk(event: &KeyboardEvent) {
    let step: fn(&Element) -> Option<Element> = match event.key().as_str() {
        "ArrowUp" => Element::previous_element_sibling,
        "ArrowDown" => Element::next_element_sibling,
        _ => return,
    };
    let target = event.target().and_then(|it| it.dyn_into::<Element>().ok());
    let from = target.and_then(|it| it.closest(".message").ok().flatten());
    let to = match from {
        Some(from) => next_message(&from, step),
        None => last_message(),
    };
    if let Some(to) = to.and_then(|it| it.dyn_into::<HtmlElement>().ok()) {
        event.prevent_default();
        // A browser that does not give the focus leaves it where it is.
        let _ = to.focus();
    }
}

fn next_message(from: &Element, step: fn(&Element) -> Option<Element>) -> Option<Element> {
    std::iter::successors(step(from), step).find(|it| it.class_list().contains("message"))
}

fn last_message() -> Option<Element> {
    let messages = document().query_selector_all(".message").ok()?;
    messages.item(messages.length().checked_sub(1)?)?.dyn_into().ok()
}
