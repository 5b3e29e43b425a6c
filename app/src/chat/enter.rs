//! The way to a name, in the place of the field: without one nobody writes from the page.

use leptos::prelude::*;

use super::words::ChatWords;
use crate::failure::told;
use crate::here::follow;
use crate::here::here;
use crate::i18n::{language, words};
use crate::people::server_fns::Enter;

/// Asks for a name and comes back to the page.
#[component]
pub fn EnterHere(
    /// The path of the page.
    to: String,
) -> impl IntoView {
    let (words, language) = (words::<ChatWords>(), language());
    let action = ServerAction::<Enter>::new();
    let value = action.value();
    follow(move || value.get(), here());
    let error = move || told(&value.get(), language);
    view! {
        <ActionForm action attr:class="composer__box">
            <input type="hidden" name="to" value=to />
            <label class="visually-hidden" for="nick">
                {words.name}
            </label>
            <input
                class="composer__input"
                id="nick"
                name="nick"
                placeholder=words.name
                maxlength="32"
                autocomplete="nickname"
                required
                aria-describedby="nick-hint"
            />
            <button class="button button--primary" disabled=action.pending()>
                {words.join}
            </button>
        </ActionForm>
        {move || {
            error()
                .map(|error| {
                    view! {
                        <p class="composer__error" role="alert">
                            {error}
                        </p>
                    }
                })
        }}
        <p class="composer__hint composer__hint--always" id="nick-hint">
            {words.join_hint}
        </p>
    }
    .into_any()
}
