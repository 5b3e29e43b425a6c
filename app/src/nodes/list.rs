//! The group as a list.

use leptos::prelude::*;
use maloca_people::Right;

use super::figures::latency;
use super::revoke::{PlainRevoke, RevokeButton, Subject};
use super::wire::{Node, Origin, Scene, Share, short};
use super::words::NodesWords;
use crate::format::{Detail, size};
use crate::here::here;
use crate::i18n::{Language, language, words};
use crate::ui::avatar::{hue, initials};
use crate::ui::moment::Moment;

/// A longer list than this is folded at first, so that it hides nothing else.
const SHORT: usize = 12;

/// Every other house, with what is known about it.
#[component]
pub(super) fn List(
    /// Who is there.
    scene: RwSignal<Scene>,
    /// Whom the dialog would put out.
    subject: Subject,
) -> impl IntoView {
    let words = words::<NodesWords>();
    let ids = Memo::new(move |_| scene.with(|scene| ids(&scene.group.peers)));
    let more = Memo::new(move |_| {
        scene.with(|scene| scene.group.total.saturating_sub(scene.group.peers.len()))
    });
    let is_short = ids.with_untracked(|ids| ids.len() <= SHORT);
    view! {
        <details class="fold" open=is_short>
            <summary class="fold__head">
                <h2>{words.houses}</h2>
            </summary>
            <ul class="houses">
                <For each=move || ids.get() key=String::clone let:id>
                    <Row scene subject id />
                </For>
            </ul>
            <Show when=move || { more.get() > 0 }>
                <p class="muted">{move || (words.more_houses)(more.get())}</p>
            </Show>
        </details>
    }
    .into_any()
}

fn ids(peers: &[Node]) -> Vec<String> {
    peers.iter().map(|peer| peer.id.clone()).collect()
}

#[component]
fn Row(scene: RwSignal<Scene>, subject: Subject, id: String) -> impl IntoView {
    let here = here();
    let node = Memo::new(move |_| scene.with(|scene| scene.group.node(&id).cloned()));
    let may = move || here.get().may(Right::Manage);
    view! {
        <li class="card house">
            {move || node.get().map(|node| house(&node))}
            <Show when=may>
                {move || {
                    let named = node.get().map(|node| (node.id.clone(), node.title().to_owned()));
                    named
                        .map(|(id, title)| {
                            view! {
                                <div class="house__end">
                                    <RevokeButton subject id=id.clone() title=title.clone() />
                                    <PlainRevoke id title />
                                </div>
                            }
                        })
                }}
            </Show>
        </li>
    }
    .into_any()
}

fn house(node: &Node) -> AnyView {
    let class = format!("avatar avatar--{}", hue(&node.id));
    view! {
        <header class="house__head">
            <span class=class aria-hidden="true">
                {initials(node.title())}
            </span>
            <div class="house__names">
                <h3 class="house__name">{node.title().to_owned()}</h3>
                <code class="house__id">{short(&node.id).to_owned()}</code>
            </div>
            {state(node)}
        </header>
        {facts(node)}
    }
    .into_any()
}

/// The state, and what a ticket of the start made of it.
fn state(node: &Node) -> AnyView {
    let words = words::<NodesWords>();
    let origin = node.origin.map(|origin| match origin {
        Origin::Friend => ("★ ", words.friend),
        Origin::Substitute => ("☆ ", words.substitute),
    });
    let origin = origin.map(|(sign, word)| {
        view! {
            <span class="chip">
                <span aria-hidden="true">{sign}</span>
                {word}
            </span>
        }
    });
    let (class, word) = match node.link {
        Some(_) => ("pill pill--good", words.connected),
        None => ("pill", words.away),
    };
    view! {
        <p class="house__state">
            <span class=class>{word}</span>
            {origin}
        </p>
    }
    .into_any()
}

fn facts(node: &Node) -> AnyView {
    let (words, language) = (words::<NodesWords>(), language());
    let since = |at| view! { <Moment at detail=Detail::Full /> }.into_any();
    let day = |at| view! { <Moment at detail=Detail::Day /> }.into_any();
    let reached = node.link.map(|link| {
        let far = latency(link.micros, language);
        let by = if link.relayed { words.by_relay } else { "" };
        (far.into_any(), format!("{}{by}", link.address), since(link.since))
    });
    let known = node.addresses.iter().take(2).map(ToString::to_string).collect::<Vec<_>>();
    let (far, at, connected, at_word) = match reached {
        Some((far, at, connected)) => (Some(far), at, Some(connected), words.address),
        None => (None, known.join(", "), None, words.says_at),
    };
    let at = (!at.is_empty()).then(|| view! { <code>{at}</code> }.into_any());
    let version = (!node.version.is_empty()).then(|| node.version.clone().into_any());
    let may = if node.may_invite { words.may_invite } else { words.may_nothing };
    view! {
        <dl class="house__facts">
            {fact(words.latency, far)} {fact(at_word, at)}
            {fact(words.shares, Some(shared(node.share, words, language).into_any()))}
            {fact(words.connected_since, connected)}
            {fact(words.member_since, node.since.map(day))} {fact(words.version, version)}
            {fact(words.may, Some(may.into_any()))}
        </dl>
    }
    .into_any()
}

/// How much a node shares, in words.
pub(super) fn shared(share: Share, words: &NodesWords, language: Language) -> String {
    (words.files)(share.files, size(share.bytes, language), language)
}

/// What is not known is left out.
pub(super) fn fact(label: &'static str, value: Option<AnyView>) -> Option<AnyView> {
    let value = value?;
    let view = view! {
        <div class="fact">
            <dt class="fact__label">{label}</dt>
            <dd class="fact__value">{value}</dd>
        </div>
    };
    Some(view.into_any())
}
