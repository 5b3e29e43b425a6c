//! The sheet: the field, and below it the answer.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use super::ask::Outcome;
use super::desk::{Desk, Shown};
use super::outcome::{answered, foretold};
use super::words::CalcWords;
use crate::i18n::words;

/// The most characters that the field takes: what the engine takes when all are ASCII.
const LENGTH: &str = "4096";

/// The field with the answer below it; a plain form where scripts do not run.
#[component]
pub(super) fn Sheet(
    /// The page.
    desk: Desk,
    /// What the page's address asked for.
    linked: Resource<Option<Outcome>>,
) -> impl IntoView {
    let words = words::<CalcWords>();
    let habit = desk.habit;
    let on_submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        desk.submit();
    };
    view! {
        <form
            class="calc__sheet"
            action="/calc"
            method="get"
            aria-busy=move || desk.pending.get().to_string()
            on:submit=on_submit
        >
            <label class="visually-hidden" for="expr">
                {words.expression}
            </label>
            <div class="calc__line">
                <Input desk />
                <button class="button button--primary calc__go">
                    "="<span class="visually-hidden">{words.calculate}</span>
                </button>
            </div>
            <input type="hidden" name="decimal" value=move || habit.get().word() />
            <div class="calc__below" id="calc-below">
                <Suspense>
                    {move || Suspend::new(async move {
                        let linked = linked.await;
                        move || below(desk, linked.clone())
                    })}
                </Suspense>
            </div>
            <p class="visually-hidden" role="status">
                {desk.said}
            </p>
        </form>
    }
    .into_any()
}

#[component]
fn Input(desk: Desk) -> impl IntoView {
    let words = words::<CalcWords>();
    let is_wrong = move || match &*desk.shown.read() {
        Shown::Answer(outcome) => outcome.refused().map(|_| "true"),
        _ => None,
    };
    view! {
        <input
            node_ref=desk.field
            class="calc__input"
            id="expr"
            name="expr"
            value=desk.text.get_untracked()
            placeholder=words.placeholder
            maxlength=LENGTH
            autocomplete="off"
            autocapitalize="off"
            spellcheck="false"
            inputmode="text"
            enterkeyhint="done"
            autofocus=is_server()
            aria-describedby="calc-below"
            aria-invalid=is_wrong
            on:input=move |_| desk.typed()
            on:keydown=move |event| on_key(desk, &event)
        />
    }
    .into_any()
}

fn on_key(desk: Desk, event: &KeyboardEvent) {
    match event.key().as_str() {
        "Escape" => desk.clear(),
        "ArrowUp" => desk.recall(true),
        "ArrowDown" => desk.recall(false),
        _ => return,
    }
    event.prevent_default();
}

/// What stands below the field.
fn below(desk: Desk, linked: Option<Outcome>) -> AnyView {
    let words = words::<CalcWords>();
    match desk.shown.get() {
        Shown::Linked => match linked {
            Some(outcome) => answered(desk, outcome).into_any(),
            None => view! { <p class="calc__hint needs-script">{words.hint}</p> }.into_any(),
        },
        Shown::Nothing => view! { <p class="calc__hint needs-script">{words.hint}</p> }.into_any(),
        Shown::Preview(outcome) => foretold(desk, outcome).into_any(),
        Shown::Answer(outcome) => answered(desk, outcome).into_any(),
    }
}
