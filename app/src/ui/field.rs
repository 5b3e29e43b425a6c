//! A labelled input.

use leptos::prelude::*;

/// One line to fill in, with its label, a hint, and what was wrong with it.
#[component]
pub fn Field(
    /// The name under which a form sends it; its id too.
    name: &'static str,
    /// What to fill in.
    #[prop(into)]
    label: String,
    /// What it should look like.
    #[prop(optional, into)]
    hint: Option<String>,
    /// What was wrong with what was sent.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// What it holds at first.
    #[prop(optional, into)]
    value: String,
    /// As in HTML: `text`, `search`, `password`, …
    #[prop(default = "text")]
    kind: &'static str,
    /// What browsers may fill in; `off` for nothing.
    #[prop(default = "off")]
    autocomplete: &'static str,
    /// The most characters it takes.
    #[prop(default = 200)]
    maxlength: u16,
    /// Whether it may stay empty.
    #[prop(optional)]
    optional: bool,
) -> impl IntoView {
    let has_hint = hint.is_some();
    let described = move || {
        let ids = [has_hint.then_some("hint"), error.read().as_ref().map(|_| "error")];
        let ids: Vec<String> = ids.into_iter().flatten().map(|id| format!("{name}-{id}")).collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    };
    view! {
        <div class="field">
            <label class="field__label" for=name>
                {label}
            </label>
            <input
                class="input"
                id=name
                name=name
                type=kind
                value=value
                autocomplete=autocomplete
                maxlength=maxlength
                required=!optional
                aria-describedby=described
                aria-invalid=move || error.read().as_ref().map(|_| "true")
            />
            {hint.map(|hint| hint_line(name, hint))}
            {move || error.get().map(|error| error_line(name, error))}
        </div>
    }
}

fn hint_line(name: &str, hint: String) -> impl IntoView + use<> {
    view! {
        <p class="field__hint" id=format!("{name}-hint")>
            {hint}
        </p>
    }
}

fn error_line(name: &str, error: String) -> impl IntoView + use<> {
    view! {
        <p class="field__error" id=format!("{name}-error") role="alert">
            {error}
        </p>
    }
}
