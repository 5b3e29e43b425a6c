//! Keys for fingers. They write into the field without focusing it, so that a phone does not open its
//! keyboard over them; whoever has a keyboard types, and does not step through them.

use leptos::prelude::*;

use super::desk::Desk;
use super::spelling::Habit;
use super::words::CalcWords;
use crate::i18n::words;

/// What a key does.
#[derive(Clone, Copy)]
enum Act {
    /// Writes a text.
    Write(&'static str),
    /// Writes the decimal sign.
    Decimal,
    /// Writes what stands between arguments.
    Separator,
    /// Deletes backwards.
    Erase,
    /// Empties the field.
    Clear,
    /// Asks for the answer.
    Equals,
}

use Act::{Clear, Decimal, Equals, Erase, Separator, Write};

const DIGIT: &str = "key";
const OPERATOR: &str = "key key--operator";
const FUNCTION: &str = "key key--function";

/// Face, class and act of each key, row by row.
const KEYS: [(&str, &str, Act); 35] = [
    ("sin", FUNCTION, Write("sin(")),
    ("cos", FUNCTION, Write("cos(")),
    ("tan", FUNCTION, Write("tan(")),
    ("ln", FUNCTION, Write("ln(")),
    ("log", FUNCTION, Write("log(")),
    ("√", FUNCTION, Write("√(")),
    ("x²", FUNCTION, Write("^2")),
    ("xʸ", FUNCTION, Write("^")),
    ("n!", FUNCTION, Write("!")),
    ("°", FUNCTION, Write("°")),
    ("π", FUNCTION, Write("π")),
    ("e", FUNCTION, Write("e")),
    ("(", FUNCTION, Write("(")),
    (")", FUNCTION, Write(")")),
    ("%", FUNCTION, Write("%")),
    ("7", DIGIT, Write("7")),
    ("8", DIGIT, Write("8")),
    ("9", DIGIT, Write("9")),
    ("⌫", OPERATOR, Erase),
    ("C", OPERATOR, Clear),
    ("4", DIGIT, Write("4")),
    ("5", DIGIT, Write("5")),
    ("6", DIGIT, Write("6")),
    ("×", OPERATOR, Write("×")),
    ("÷", OPERATOR, Write("÷")),
    ("1", DIGIT, Write("1")),
    ("2", DIGIT, Write("2")),
    ("3", DIGIT, Write("3")),
    ("+", OPERATOR, Write("+")),
    ("−", OPERATOR, Write("−")),
    ("0", DIGIT, Write("0")),
    ("", DIGIT, Decimal),
    ("", DIGIT, Separator),
    ("ans", FUNCTION, Write("ans")),
    ("=", "key key--equals", Equals),
];

/// The keys.
#[component]
pub(super) fn Keypad(
    /// The page.
    desk: Desk,
) -> impl IntoView {
    let words = words::<CalcWords>();
    view! {
        <div class="keypad needs-script" role="group" aria-label=words.keypad>
            {KEYS.map(|(face, class, act)| key(desk, face, class, act)).collect_view()}
        </div>
    }
    .into_any()
}

fn key(desk: Desk, face: &'static str, class: &'static str, act: Act) -> impl IntoView {
    let words = words::<CalcWords>();
    let habit = desk.habit;
    let face = move || face_of(act, face, habit.get());
    view! {
        <button
            class=class
            type="button"
            tabindex="-1"
            aria-label=move || words.key(face())
            on:mousedown=|event| event.prevent_default()
            on:click=move |_| press(desk, act)
        >
            {face}
        </button>
    }
}

fn face_of(act: Act, face: &'static str, habit: Habit) -> &'static str {
    match act {
        Decimal => habit.decimal(),
        Separator => habit.separator().trim_end(),
        _ => face,
    }
}

fn press(desk: Desk, act: Act) {
    let habit = desk.habit.get_untracked();
    match act {
        Write(text) => desk.insert(text),
        Decimal => desk.insert(habit.decimal()),
        Separator => desk.insert(habit.separator()),
        Erase => desk.erase(),
        Clear => desk.clear(),
        Equals => desk.submit(),
    }
}
