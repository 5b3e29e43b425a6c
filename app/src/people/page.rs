//! The page on which somebody chooses a name, sees who they are, and leaves.

use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_router::hooks::use_query_map;
use maloca_people::{Caller, Identity, Right, Role};

use super::server_fns::{Enter, Leave};
use super::sessions::Sessions;
use super::words::PeopleWords;
use crate::failure::{refused, told};
use crate::here::{follow, here};
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
                let caller = here.get();
                match caller.person() {
                    Some(_) => view! { <Inside caller /> }.into_any(),
                    None => view! { <EnterForm /> }.into_any(),
                }
            }}
        </Page>
    }
}

#[component]
fn EnterForm() -> impl IntoView {
    let words = words::<PeopleWords>();
    let language = language();
    let here = here();
    let action = ServerAction::<Enter>::new();
    let value = action.value();
    follow(move || value.get(), here);
    let query = use_query_map();
    let to = move || link::within(&query.read().get("to").unwrap_or_default());
    let error = Signal::derive(move || told(&value.read(), language));
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

#[component]
fn Inside(caller: Caller) -> impl IntoView {
    let words = words::<PeopleWords>();
    view! {
        <section class="card stack">
            <Identified caller />
            <form method="post" action=Leave::url()>
                <button class="button">{words.leave}</button>
            </form>
            {refused::<Leave>().map(|failure| failed(&failure))}
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
