//! This house, as the others know it.

use leptos::prelude::*;

use super::list::{fact, shared};
use super::wire::{Group, Scene, short};
use super::words::NodesWords;
use crate::i18n::{language, words};
use crate::ui::code::CodeLine;
use crate::ui::copy::CopyButton;
use crate::ui::notice::{Notice, Tone};

/// What this house is in the group.
#[component]
pub(super) fn Me(scene: RwSignal<Scene>) -> impl IntoView {
    let words = words::<NodesWords>();
    // The others change with every look; this house hardly ever.
    let own =
        Memo::new(move |_| scene.with(|scene| Group { peers: Vec::new(), ..scene.group.clone() }));
    view! {
        <section class="card me" aria-labelledby="me-title">
            <h2 class="me__title" id="me-title">
                {words.this_house}
            </h2>
            {move || own.with(inside)}
        </section>
    }
    .into_any()
}

fn inside(group: &Group) -> AnyView {
    let words = words::<NodesWords>();
    let out = group.me.since.is_none().then(|| {
        view! { <Notice tone=Tone::Bad>{words.was_put_out}</Notice> }
    });
    let shut = group.door.is_none().then(|| {
        view! {
            <p class="muted">{words.how_to_open}</p>
            <CodeLine code="maloca serve --peers 0.0.0.0:19501" />
        }
    });
    view! {
        <p class="me__name">{group.me.title().to_owned()}</p>
        {out}
        {facts(group)}
        {shut}
    }
    .into_any()
}

fn facts(group: &Group) -> AnyView {
    let (words, language) = (words::<NodesWords>(), language());
    let me = &group.me;
    let door = match group.door {
        Some(_) => view! { <span class="pill pill--good">{words.door_open}</span> }.into_any(),
        None => view! { <span class="pill">{words.door_shut}</span> }.into_any(),
    };
    let at: Vec<String> = me.addresses.iter().map(ToString::to_string).collect();
    let at = (!at.is_empty()).then(|| view! { <code>{at.join(" ")}</code> }.into_any());
    let may = if me.may_invite { words.may_invite } else { words.may_nothing };
    view! {
        <dl class="me__facts">
            {fact(words.door, Some(door))} {fact(words.reached_at, at)}
            {fact(words.shares, Some(shared(me.share, words, language).into_any()))}
            {fact(words.version, Some(me.version.clone().into_any()))}
            {fact(words.may, Some(may.into_any()))} {fact(words.id, Some(key(&me.id)))}
            {fact(words.group, Some(key(&group.id)))}
        </dl>
    }
    .into_any()
}

/// The beginning of a long number, all of which can be copied.
fn key(id: &str) -> AnyView {
    view! {
        <span class="key-line">
            <code>{short(id).to_owned()} "…"</code>
            <CopyButton text=id />
        </span>
    }
    .into_any()
}
