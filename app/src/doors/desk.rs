//! Choosing a request and filling it in: links and a plain form, so that scripts are not needed.

use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_router::params::ParamsMap;

use super::ask::{Ask, Slot, VALUES};
use super::server_fns::TryOut;
use super::wire::Door;
use super::words::DoorsWords;
use crate::i18n::words;
use crate::ui::icon::{Glyph, Icon};

/// What an address asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Link {
    /// The request.
    pub(super) ask: Ask,
    /// Its values; an example where the address has none.
    pub(super) values: [String; VALUES],
    /// Whether it shall be tried, not only shown.
    pub(super) goes: bool,
    /// The name of an exchange that a form led to.
    pub(super) kept: Option<String>,
}

impl Link {
    /// Reads the query of an address.
    pub(super) fn of(query: &ParamsMap) -> Self {
        let ask = query.get("ask").and_then(|word| Ask::named(&word)).unwrap_or(Ask::HftpListing);
        let mut values: [String; VALUES] = Default::default();
        for (value, slot) in values.iter_mut().zip(ask.slots()) {
            *value = query.get(slot.word()).unwrap_or_else(|| slot.example(ask).to_owned());
        }
        Self { ask, values, goes: query.get("go").is_some(), kept: query.get("kept") }
    }
}

/// Doors, requests, values.
#[component]
pub(super) fn Desk(
    /// What the address asks for.
    link: Link,
) -> impl IntoView {
    let words = words::<DoorsWords>();
    let Link { ask, values, .. } = link;
    let doors = Ask::DOORS.into_iter().filter_map(|door| tab(door, ask)).collect_view();
    let requests = Ask::ALL.iter().filter(|other| other.door() == ask.door());
    let requests = requests.map(|other| choice(*other, ask)).collect_view();
    view! {
        <div class="trial">
            <nav class="trial__doors" aria-label=words.choose_door>
                {doors}
            </nav>
            <nav class="trial__asks" aria-label=words.choose_request>
                {requests}
            </nav>
            <Form ask values />
        </div>
    }
    .into_any()
}

fn tab(door: Door, chosen: Ask) -> Option<AnyView> {
    let (name, _) = words::<DoorsWords>().door(door);
    Some(link(Ask::first_of(door)?, name, door == chosen.door(), "trial__door"))
}

fn choice(ask: Ask, chosen: Ask) -> AnyView {
    link(ask, words::<DoorsWords>().ask(ask), ask == chosen, "trial__ask")
}

fn link(ask: Ask, text: &'static str, is_chosen: bool, class: &'static str) -> AnyView {
    let href = format!("/doors?ask={}#exchange", ask.word());
    let current = is_chosen.then_some("true");
    view! {
        <a class=class href=href aria-current=current>
            {text}
        </a>
    }
    .into_any()
}

/// What changes nothing is a link that can be passed on; what changes something is sent.
#[component]
fn Form(ask: Ask, values: [String; VALUES]) -> impl IntoView {
    const NAMES: [&str; VALUES] = ["first", "second", "third"];
    let words = words::<DoorsWords>();
    let changes = ask.changes();
    let fields =
        ask.slots().iter().zip(values).zip(NAMES).map(|((slot, value), name)| {
            field(*slot, if changes { name } else { slot.word() }, value)
        });
    let (method, action) =
        if changes { ("post", TryOut::PATH) } else { ("get", "/doors#exchange") };
    view! {
        <form class="trial__form" method=method action=action>
            <input type="hidden" name="ask" value=ask.word() />
            {(!changes).then(|| view! { <input type="hidden" name="go" value="1" /> })}
            {fields.collect_view()}
            <button class="button button--primary trial__go">
                <Glyph icon=Icon::Send />
                {words.send}
            </button>
            {hint(ask)}
        </form>
    }
    .into_any()
}

fn field(slot: Slot, name: &'static str, value: String) -> AnyView {
    let label = words::<DoorsWords>().slot(slot);
    let id = format!("slot-{}", slot.word());
    let class = format!("field trial__field trial__field--{}", slot.word());
    view! {
        <div class=class>
            <label class="field__label" for=id.clone()>
                {label}
            </label>
            <input
                class="input input--mono"
                id=id
                name=name
                value=value
                maxlength=slot.longest()
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
            />
        </div>
    }
    .into_any()
}

fn hint(ask: Ask) -> Option<AnyView> {
    let words = words::<DoorsWords>();
    let text = match ask {
        Ask::HftpBytes | Ask::Http09Bytes => words.escapes,
        Ask::LabsEnter | Ask::LabsSay | Ask::LabsFetch => words.really,
        _ => return None,
    };
    Some(view! { <p class="trial__hint">{text}</p> }.into_any())
}
