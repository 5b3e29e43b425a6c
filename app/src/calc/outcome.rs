//! An answer below the field.

use leptos::ev::MouseEvent;
use leptos::prelude::*;
use maloca_calc::{Answer, Kind};

use super::ask::{Ask, Outcome};
use super::desk::Desk;
use super::reading::says_more;
use super::words::CalcWords;
use super::wrong::Wrong;
use crate::failure::Explain;
use crate::i18n::{language, words};
use crate::ui::copy::CopyButton;
use crate::ui::notice::failed;

/// Results longer than this are written smaller, with the number of their digits.
const LONG: usize = 48;
/// Results longer than this may scroll, so that the keyboard must reach them.
const SCROLLING: usize = 160;

/// What the worker says about the text so far. What is not finished is no error yet.
pub(super) fn foretold(desk: Desk, outcome: Outcome) -> impl IntoView {
    let words = words::<CalcWords>();
    match (&outcome.answer, outcome.refused().map(|refused| &refused.kind)) {
        (Ok(answer), _) => {
            let (answer, ask) = (answer.clone(), outcome.ask);
            view! { <Value desk answer ask is_final=false /> }.into_any()
        }
        (_, Some(Kind::UnexpectedEnd | Kind::Unclosed | Kind::Empty)) => {
            view! { <p class="calc__hint">{words.unfinished}</p> }.into_any()
        }
        (Err(failure), _) => {
            view! { <p class="calc__hint">{failure.explain(language())}</p> }.into_any()
        }
    }
}

/// What the server answered.
pub(super) fn answered(desk: Desk, outcome: Outcome) -> impl IntoView {
    let Outcome { ask, answer } = &outcome;
    match (answer, outcome.refused()) {
        (Ok(answer), _) => {
            view! { <Value desk answer=answer.clone() ask=ask.clone() is_final=true /> }.into_any()
        }
        (_, Some(refused)) => {
            view! { <Wrong desk ask=ask.clone() refused=refused.clone() /> }.into_any()
        }
        (Err(failure), _) => failed(failure).into_any(),
    }
}

/// A value with how it was read; the final one with what can be done with it.
#[component]
fn Value(desk: Desk, answer: Answer, ask: Ask, is_final: bool) -> impl IntoView {
    let words = words::<CalcWords>();
    let expr = ask.expr.clone();
    let is_stale = move || desk.text.read() != expr;
    let tabindex = (answer.result.len() > SCROLLING).then_some("0");
    let is_long = answer.result.len() > LONG;
    let digits = answer.result.bytes().filter(u8::is_ascii_digit).count();
    let count = (is_long && !answer.approximate).then(|| (words.count_digits)(digits, language()));
    let sign = if answer.approximate { "≈" } else { "=" };
    let sign_text = if answer.approximate { words.about } else { words.equals };
    let copied = is_final.then(|| view! { <CopyButton text=answer.result.clone() /> });
    let echo = says_more(&answer.reading, &ask.expr).then(|| answer.reading.clone());
    let is_doubtful = ask.spelled().is_doubtful();
    let more = ask.with_more_digits().filter(|_| is_final && answer.approximate);
    view! {
        <div class="calc__value" class:calc__value--final=is_final class:calc__value--long=is_long class:is-stale=is_stale>
            <span class="calc__sign">
                <span aria-hidden="true">{sign}</span>
                <span class="visually-hidden">{sign_text}</span>
            </span>
            <output class="calc__result" for="expr" tabindex=tabindex>
                {answer.result}
            </output>
            {copied}
        </div>
        {count.map(|count| view! { <p class="calc__note">{count}</p> })}
        {echo.map(|reading| view! { <Echo reading /> })}
        {is_doubtful.then(|| view! { <p class="calc__note">{words.comma_note}</p> })}
        {more.map(|more| view! { <MoreDigits desk more /> })}
    }
    .into_any()
}

#[component]
fn Echo(reading: String) -> impl IntoView {
    let words = words::<CalcWords>();
    view! {
        <p class="calc__note">{words.read_as} " " <code class="calc__echo">{reading}</code></p>
    }
}

/// The way to more digits: a link where scripts do not run.
#[component]
fn MoreDigits(desk: Desk, more: Ask) -> impl IntoView {
    let words = words::<CalcWords>();
    let (href, text) = (more.link().href(), (words.more_digits)(more.digits));
    let on_click = instead_of_link(move || desk.ask(more.clone()));
    view! {
        <p>
            <a class="button button--small" href=href on:click=on_click>
                {text}
            </a>
        </p>
    }
}

/// What a link does in the browser instead of leading to its address. A click that asks for a new
/// window gets it.
pub(super) fn instead_of_link(act: impl Fn() + 'static) -> impl Fn(MouseEvent) + 'static {
    move |event| {
        if !(event.ctrl_key() || event.meta_key() || event.shift_key()) {
            event.prevent_default();
            act();
        }
    }
}
