//! What the page does to its field in the browser. Places are characters, as the engine counts them;
//! browsers count the units of UTF-16.

use web_sys::{HtmlInputElement, SelectionMode};

/// The stretch that is selected, in units of UTF-16; both ends are the caret where nothing is.
fn selected(field: &HtmlInputElement) -> (u32, u32) {
    let start = field.selection_start().ok().flatten().unwrap_or(u32::MAX);
    let end = field.selection_end().ok().flatten().unwrap_or(u32::MAX);
    let length = units(&field.value());
    (start.min(length), end.min(length))
}

fn units(text: &str) -> u32 {
    u32::try_from(text.encode_utf16().count()).unwrap_or(u32::MAX)
}

/// Replaces the content and puts the caret behind it.
pub(super) fn write(field: &HtmlInputElement, text: &str) {
    field.set_value(text);
    let end = units(text);
    select_units(field, end, end);
}

/// Puts a text in the place of what is selected, and the caret behind it.
pub(super) fn insert(field: &HtmlInputElement, text: &str) {
    let (start, end) = selected(field);
    replace(field, start, end, text);
}

/// Deletes what is selected, or the character before the caret.
pub(super) fn erase(field: &HtmlInputElement) {
    let (start, end) = selected(field);
    let start = if start == end { start.saturating_sub(1) } else { start };
    replace(field, start, end, "");
}

fn replace(field: &HtmlInputElement, start: u32, end: u32, text: &str) {
    let mode = SelectionMode::End;
    // Fails only for a stretch that is none, which `selected` does not give.
    let _ = field.set_range_text_with_start_and_end_and_selection_mode(text, start, end, mode);
    field.set_scroll_left(field.scroll_width());
}

/// Selects everything, so that the next character begins anew.
pub(super) fn select_all(field: &HtmlInputElement) {
    select_units(field, 0, units(&field.value()));
}

/// Selects a stretch of characters.
pub(super) fn select(field: &HtmlInputElement, position: usize, length: usize) {
    let value = field.value();
    let upto = |characters: usize| units(&value.chars().take(characters).collect::<String>());
    select_units(field, upto(position), upto(position + length));
}

fn select_units(field: &HtmlInputElement, start: u32, end: u32) {
    // Fails only for fields of other types.
    let _ = field.set_selection_range(start, end);
}
