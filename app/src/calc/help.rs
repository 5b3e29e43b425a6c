//! Examples to try.

use leptos::prelude::*;

use super::desk::Desk;
use super::link;
use super::outcome::instead_of_link;
use super::words::CalcWords;
use crate::i18n::{language, words};

/// Examples with what each shows. They are links, so that they work without scripts.
#[component]
pub(super) fn Help(
    /// The page.
    desk: Desk,
) -> impl IntoView {
    let words = words::<CalcWords>();
    let rows = words.examples.iter().map(|(expr, what)| example(desk, expr, what));
    view! {
        <details class="calc__help" open>
            <summary>
                <h2>{words.help}</h2>
            </summary>
            <ul class="examples">{rows.collect_view()}</ul>
            <p class="muted">{words.help_more}</p>
        </details>
    }
    .into_any()
}

fn example(desk: Desk, expr: &'static str, what: &'static str) -> impl IntoView {
    let href = link::example(expr, language());
    let on_click = instead_of_link(move || desk.submit_text(expr));
    view! {
        <li class="examples__item">
            <a class="examples__expr" href=href on:click=on_click>
                {expr}
            </a>
            <span class="examples__what">{what}</span>
        </li>
    }
}
