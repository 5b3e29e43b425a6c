//! What the page knows and does.
//!
//! # Layout
//! - [`turn`]: where the visitor is between one answer and the next.

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use maloca_calc::{Answer, Refused};
use maloca_fault::Fault;
use wasm_bindgen::JsValue;

use super::ask::{Ask, Outcome};
use super::field;
use super::link::DIGITS;
use super::preview::Preview;
use super::spelling::Habit;
use super::tape::{Line, Tape, abbreviated, store};

mod turn;

use turn::Turn;

/// What stands below the field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Shown {
    /// What the page's address asked for, if anything.
    Linked,
    /// Nothing.
    Nothing,
    /// What the worker says about the text so far.
    Preview(Outcome),
    /// What the server answered.
    Answer(Outcome),
}

/// The state of the page, for all of its parts. Everything but reading signals happens in the browser.
#[derive(Clone, Copy)]
pub(super) struct Desk {
    /// The field.
    pub(super) field: NodeRef<html::Input>,
    /// What the field holds.
    pub(super) text: RwSignal<String>,
    /// How the visitor writes decimals.
    pub(super) habit: Signal<Habit>,
    /// What stands below the field.
    pub(super) shown: RwSignal<Shown>,
    /// What was calculated before.
    pub(super) tape: RwSignal<Tape>,
    /// The tape that was thrown away last, to be taken back.
    pub(super) cleared: RwSignal<Tape>,
    /// The last answer for those who hear the page.
    pub(super) said: RwSignal<String>,
    /// Whether the server is being asked.
    pub(super) pending: RwSignal<bool>,
    /// Made in the browser only: what may not change threads must never be made on the server, where
    /// a page ends on another thread than it began.
    preview: StoredValue<Option<StoredValue<Option<Preview>, LocalStorage>>>,
    turn: StoredValue<Turn>,
}

impl Desk {
    /// A desk with this text in its field.
    pub(super) fn new(habit: Signal<Habit>, text: String) -> Self {
        Self {
            field: NodeRef::new(),
            text: RwSignal::new(text),
            habit,
            shown: RwSignal::new(Shown::Linked),
            tape: RwSignal::default(),
            cleared: RwSignal::default(),
            said: RwSignal::default(),
            pending: RwSignal::default(),
            preview: StoredValue::default(),
            turn: StoredValue::default(),
        }
    }

    /// Starts the worker and fetches the tape, once the page lives. What was typed before that counts.
    pub(super) fn awake(self) {
        let told = move |id, answer| self.foretold(id, answer);
        self.preview.set_value(Some(StoredValue::new_local(Preview::start(told))));
        if let Some(tape) = store::load() {
            self.tape.set(tape);
        }
        let Some(field) = self.field.get_untracked() else { return };
        if field.value() != self.text.get_untracked() {
            self.typed();
        }
        self.focus();
    }

    /// Puts the caret into the field, but not where that opens a keyboard on the screen.
    fn focus(self) {
        let is_fine = window().match_media("(pointer: fine)").ok().flatten();
        let field = self.field.get_untracked();
        if let Some(field) = field.filter(|_| is_fine.is_some_and(|query| query.matches())) {
            // A field that cannot be focused now is one click away.
            let _ = field.focus();
        }
    }

    /// The text of the field changed.
    pub(super) fn typed(self) {
        let Some(field) = self.field.get_untracked() else { return };
        let text = field.value();
        let goes_on = self.turn.try_update_value(|turn| turn.goes_on(&text)).unwrap_or_default();
        if goes_on {
            return self.write(&format!("ans{text}"));
        }
        self.look_ahead(text);
    }

    /// Replaces the text of the field.
    pub(super) fn write(self, text: &str) {
        if let Some(field) = self.field.get_untracked() {
            field::write(&field, text);
        }
        self.look_ahead(text.to_owned());
    }

    /// Takes a line of the tape up again.
    pub(super) fn take_up(self, expr: &str) {
        self.turn.update_value(Turn::begin);
        self.write(expr);
        self.focus();
    }

    /// Writes at the caret, as a key does.
    pub(super) fn insert(self, text: &str) {
        if let Some(field) = self.field.get_untracked() {
            field::insert(&field, text);
            self.typed();
        }
    }

    /// Deletes what is selected, or the character before the caret.
    pub(super) fn erase(self) {
        if let Some(field) = self.field.get_untracked() {
            field::erase(&field);
            self.typed();
        }
    }

    /// Empties the field.
    pub(super) fn clear(self) {
        self.turn.update_value(Turn::begin);
        self.write("");
    }

    /// Goes to an older or a newer line of the tape, as a shell does.
    pub(super) fn recall(self, older: bool) {
        let (lines, text) = (self.tape.read_untracked(), self.text.get_untracked());
        let recalled = self.turn.try_update_value(|turn| turn.recall(older, lines.lines(), text));
        drop(lines);
        if let Some(Some(text)) = recalled {
            self.write(&text);
        }
    }

    /// Asks the worker about the text so far.
    fn look_ahead(self, text: String) {
        let ask = self.question(text.clone());
        let is_blank = text.trim().is_empty();
        self.text.set(text);
        let id = self.turn.try_update_value(|turn| turn.ask(ask.clone())).unwrap_or_default();
        if is_blank || !matches!(*self.shown.read_untracked(), Shown::Preview(_)) {
            self.shown.set(Shown::Nothing);
        }
        if let Some(preview) = self.preview.get_value().filter(|_| !is_blank) {
            preview.with_value(|preview| preview.as_ref().map(|it| it.ask(id, &ask)));
        }
    }

    fn question(self, expr: String) -> Ask {
        let before = self.tape.read_untracked().before(&expr);
        Ask { expr, habit: self.habit.get_untracked(), digits: DIGITS, before }
    }

    /// The worker answered; it may be too late.
    fn foretold(self, id: u32, answer: Result<Answer, Refused>) {
        let asked = self.turn.try_with_value(|turn| turn.asked(id)).flatten();
        let Some(ask) = asked else { return };
        let answer = answer.map_err(|refused| Fault::Refused(refused).into());
        self.shown.set(Shown::Preview(Outcome { ask, answer }));
    }

    /// Asks the server about the text.
    pub(super) fn submit(self) {
        let text = self.field.get_untracked().map(|field| field.value()).unwrap_or_default();
        if !text.trim().is_empty() {
            self.turn.update_value(Turn::begin);
            self.text.set(text.clone());
            self.ask(self.question(text));
        }
    }

    /// Writes an expression and asks the server about it.
    pub(super) fn submit_text(self, text: &str) {
        self.write(text);
        self.submit();
    }

    /// Asks the server.
    pub(super) fn ask(self, ask: Ask) {
        self.pending.set(true);
        spawn_local(async move {
            let outcome = ask.answer().await;
            // The page may be gone by now, and with it whoever asked.
            if self.pending.try_set(false).is_none() {
                self.answered(outcome);
            }
        });
    }

    fn answered(self, outcome: Outcome) {
        if outcome.ask.digits == DIGITS {
            self.note(&outcome);
        }
        if self.text.get_untracked() != outcome.ask.expr {
            return;
        }
        self.turn.update_value(|turn| turn.settle(outcome.answer.is_ok()));
        self.said.set(spoken(&outcome));
        self.point(&outcome);
        remember(&outcome.ask.link().href());
        self.shown.set(Shown::Answer(outcome));
    }

    /// What the page's address asked for has been answered.
    pub(super) fn arrived(self, outcome: &Outcome) {
        let expr = &outcome.ask.expr;
        if let Some(field) = self.field.get_untracked().filter(|field| field.value() != *expr) {
            field::write(&field, expr);
        }
        self.text.set(expr.clone());
        self.note(outcome);
        self.turn.update_value(|turn| turn.settle(outcome.answer.is_ok()));
        self.point(outcome);
        self.shown.set(Shown::Linked);
    }

    /// Adds an answer to the tape, to which another window may have added meanwhile.
    fn note(self, outcome: &Outcome) {
        let Some(line) = Line::of(outcome) else { return };
        self.tape.update(|tape| {
            if let Some(kept) = store::load() {
                *tape = kept;
            }
            tape.add(line);
            store::save(tape);
        });
    }

    /// Selects what is wrong, or everything when nothing is, so that typing begins anew.
    fn point(self, outcome: &Outcome) {
        let Some(field) = self.field.get_untracked() else { return };
        match outcome.refused() {
            Some(refused) => field::select(&field, refused.position, refused.length),
            None => field::select_all(&field),
        }
    }

    /// Throws the tape away.
    pub(super) fn clear_tape(self) {
        store::forget();
        self.cleared.set(self.tape.get_untracked());
        self.tape.set(Tape::default());
    }

    /// Takes the tape back that was thrown away.
    pub(super) fn restore_tape(self) {
        let tape = self.cleared.get_untracked();
        store::save(&tape);
        self.tape.set(tape);
        self.cleared.set(Tape::default());
    }
}

fn spoken(outcome: &Outcome) -> String {
    let Ok(answer) = &outcome.answer else { return String::new() };
    let sign = if answer.approximate { '≈' } else { '=' };
    format!("{} {sign} {}", outcome.ask.expr, abbreviated(&answer.result))
}

/// Puts an address into the browser's bar, to be passed on or found again.
fn remember(href: &str) {
    if let Ok(history) = window().history() {
        // A browser that refuses only keeps the old address.
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(href));
    }
}
