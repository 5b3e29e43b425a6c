//! The page on which somebody chooses a name, sees who they are, and leaves.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use maloca_people::{Caller, Identity, Right, Role};

use super::server_fns::{Enter, Leave};
use super::sessions::Sessions;
use super::words::PeopleWords;
use crate::failure::{Explain, Failure};
use crate::here::{Here, here};
use crate::i18n::{language, words};
use crate::link;
use crate::ui::avatar::Avatar;
use crate::ui::field::Field;
use crate::ui::notice::failed;
use crate::ui::page::Page;

/// Who I am, or the way to become somebody.
#[component]
pub fn PeoplePage() -> impl IntoView {
    let words = words::<PeopleWords>();
    let here = here();
    view! {
        <Page title=words.title lede=words.lede class="page--narrow">
            {move || {
                if here.is_in() {
                    view! { <Inside /> }.into_any()
                } else {
                    view! { <EnterForm /> }.into_any()
                }
            }}
        </Page>
    }
}

/// Somebody who entered or left is known to the whole page at once.
pub(crate) fn follow<E: Clone + Send + Sync + 'static>(
    value: impl Fn() -> Option<Result<Caller, E>> + 'static,
    here: Here,
) {
    Effect::new(move |_| {
        if let Some(Ok(caller)) = value() {
            here.set(caller);
        }
    });
}

#[component]
fn EnterForm() -> impl IntoView {
    let words = words::<PeopleWords>();
    let language = language();
    let action = ServerAction::<Enter>::new();
    let value = action.value();
    follow(move || value.get(), here());
    let query = use_query_map();
    let to = move || link::within(&query.read().get("to").unwrap_or_default()).to_owned();
    let error = Signal::derive(move || told(&value.get(), language));
    view! {
        <div class="card">
            <ActionForm action attr:class="stack">
                <input type="hidden" name="to" value=to />
                <Field
                    name="nick"
                    label=words.name
                    hint=words.name_hint
                    error
                    maxlength=32
                    autocomplete="nickname"
                />
                <div class="actions">
                    <button class="button button--primary" disabled=action.pending()>
                        {words.enter}
                    </button>
                </div>
            </ActionForm>
        </div>
        <p class="muted">{words.no_account}</p>
    }
}

/// What was wrong, in words.
pub(crate) fn told<T, R: Explain>(
    value: &Option<Result<T, Failure<R>>>,
    language: crate::i18n::Language,
) -> Option<String> {
    value.as_ref()?.as_ref().err().map(|failure| failure.explain(language))
}

#[component]
fn Inside() -> impl IntoView {
    let caller = here().get();
    let action = ServerAction::<Leave>::new();
    let value = action.value();
    follow(move || value.get(), here());
    let words = words::<PeopleWords>();
    view! {
        <section class="card stack">
            <Identified caller />
            <ActionForm action>
                <button class="button" disabled=action.pending()>
                    {words.leave}
                </button>
            </ActionForm>
            {move || value.get().and_then(Result::err).map(|failure| failed(&failure))}
        </section>
        <Sessions />
    }
}

#[component]
fn Identified(caller: Caller) -> impl IntoView {
    let words = words::<PeopleWords>();
    let nick = caller.nick().map(ToString::to_string).unwrap_or_default();
    let role = match caller.identity {
        Identity::Person { role, .. } => role,
        _ => Role::Guest,
    };
    let rights = caller.rights.iter().map(|right| right_item(words, right));
    view! {
        <div class="person">
            <Avatar name=nick.clone() />
            <div>
                <p class="person__name">{nick}</p>
                <p class="muted">{words.role(role)}</p>
            </div>
        </div>
        <div>
            <h2 class="label">{words.may}</h2>
            <ul class="chips">{rights.collect_view()}</ul>
        </div>
    }
}

fn right_item(words: &'static PeopleWords, right: Right) -> impl IntoView {
    view! { <li class="chip">{words.right(right)}</li> }
}
