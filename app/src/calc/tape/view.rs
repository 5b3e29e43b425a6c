//! How the tape is shown.

use leptos::prelude::*;

use super::Line;
use crate::calc::desk::Desk;
use crate::calc::words::CalcWords;
use crate::i18n::words;
use crate::ui::copy::CopyButton;
use crate::ui::icon::{Glyph, Icon};

/// The lines, newest first, each to be used again.
#[component]
pub(in crate::calc) fn TapeSection(
    /// The page.
    desk: Desk,
) -> impl IntoView {
    let words = words::<CalcWords>();
    let is_empty = Memo::new(move |_| desk.tape.read().lines().is_empty());
    view! {
        <section class="tape needs-script" aria-labelledby="tape-title">
            <header class="tape__head">
                <h2 id="tape-title">{words.tape}</h2>
                {move || (!is_empty.get()).then(|| view! { <Clear desk /> })}
            </header>
            <ol class="tape__list">
                {move || {
                    let tape = desk.tape.read();
                    tape.lines().iter().map(|line| row(desk, line.clone())).collect_view()
                }}
            </ol>
            {move || is_empty.get().then(|| view! { <Empty desk /> })}
        </section>
    }
    .into_any()
}

#[component]
fn Clear(desk: Desk) -> impl IntoView {
    let words = words::<CalcWords>();
    view! {
        <button
            class="button button--quiet button--small"
            type="button"
            on:click=move |_| desk.clear_tape()
        >
            <Glyph icon=Icon::Trash />
            {words.clear_tape}
        </button>
    }
}

/// An empty tape says what it is for, and gives back what was thrown away.
#[component]
fn Empty(desk: Desk) -> impl IntoView {
    let words = words::<CalcWords>();
    let restore = move || {
        let can = !desk.cleared.read().lines().is_empty();
        can.then(|| {
            view! {
                <button class="button button--small" on:click=move |_| desk.restore_tape()>
                    {words.restore_tape}
                </button>
            }
        })
    };
    view! {
        <div class="tape__empty">
            <p>{words.tape_empty}</p>
            {restore}
        </div>
    }
}

fn row(desk: Desk, line: Line) -> impl IntoView {
    let words = words::<CalcWords>();
    let sign = if line.approximate { "≈" } else { "=" };
    let (expr, result, is_whole) = (line.expr.clone(), line.result.clone(), line.is_whole());
    let inserted = result.clone();
    view! {
        <li class="tape__item">
            <button
                class="tape__expr"
                type="button"
                title=words.use_expression
                on:click=move |_| desk.take_up(&expr)
            >
                {line.expr}
            </button>
            <button
                class="tape__result"
                type="button"
                title=words.use_result
                disabled=!is_whole
                on:click=move |_| desk.insert(&inserted)
            >
                <span class="calc__sign">{sign}</span>
                " "
                <span class="tape__value">{line.result}</span>
            </button>
            <div class="tape__actions">{is_whole.then(|| view! { <CopyButton text=result /> })}</div>
        </li>
    }
}
