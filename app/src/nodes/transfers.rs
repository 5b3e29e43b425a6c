//! Files on their way here.

use leptos::prelude::*;
use maloca_people::Right;

use super::figures::wait;
use super::server_fns::Cancel;
use super::slow;
use super::wire::{Pace, Phase, Scene, Source, Transfer};
use super::words::NodesWords;
use crate::failure::Explain;
use crate::format::size;
use crate::here::here;
use crate::i18n::{language, words};
use crate::ui::icon::{Glyph, Icon};
use crate::ui::notice::failed;
use crate::ui::progress::Progress;

/// The most that are shown of those on their way, and of those that ended.
const MOST_OPEN: usize = 40;
const MOST_ENDED: usize = 8;

/// What is on its way, with its sources; and what came lately.
#[component]
pub(super) fn Transfers(scene: RwSignal<Scene>) -> impl IntoView {
    let words = words::<NodesWords>();
    let cancel = ServerAction::<Cancel>::new();
    let ids = Memo::new(move |_| scene.with(|scene| ids(&scene.transfers)));
    let open = Memo::new(move |_| {
        scene.with(|scene| scene.transfers.iter().filter(|it| it.is_open()).count())
    });
    view! {
        <section class="section" id="transfers" aria-labelledby="transfers-title">
            <Show when=move || ids.with(|ids| !ids.is_empty())>
                <h2 id="transfers-title">{words.transfers}</h2>
                <p class="muted" role="status">
                    {move || (words.transfers_live)(open.get())}
                </p>
                <ul class="fetches">
                    <For each=move || ids.get() key=|id| *id let:id>
                        <Line scene cancel id />
                    </For>
                </ul>
            </Show>
            {move || cancel.value().get().and_then(Result::err).map(|failure| failed(&failure))}
        </section>
    }
    .into_any()
}

/// Those that are shown: with copies of folders there may be hundreds.
fn ids(transfers: &[Transfer]) -> Vec<u64> {
    let (mut open, mut ended) = (MOST_OPEN, MOST_ENDED);
    let is_shown = |transfer: &&Transfer| {
        let left = if transfer.is_open() { &mut open } else { &mut ended };
        let is_shown = *left > 0;
        *left = left.saturating_sub(1);
        is_shown
    };
    transfers.iter().filter(is_shown).map(|it| it.id).collect()
}

#[component]
fn Line(scene: RwSignal<Scene>, cancel: ServerAction<Cancel>, id: u64) -> impl IntoView {
    let here = here();
    let now = Memo::new(move |_| {
        scene.with(|scene| scene.transfers.iter().find(|it| it.id == id).cloned())
    });
    let is_open = Memo::new(move |_| now.with(|now| now.as_ref().is_some_and(Transfer::is_open)));
    let name = now.with_untracked(|now| now.as_ref().map(|it| it.to.to_string()));
    let name = name.unwrap_or_default();
    let part = Signal::derive(move || now.with(|now| now.as_ref().map(part)));
    let may = move || is_open.get() && here.get().may(Right::Upload);
    let label = name.clone();
    view! {
        <li class="card fetch">
            <div class="fetch__head">
                {move || now.with(|now| now.as_ref().map(title))}
                <Show when=may>
                    <CancelForm cancel id name=name.clone() />
                </Show>
            </div>
            <Show when=move || is_open.get()>
                <Progress label=label.clone() done=part />
            </Show>
            {move || now.with(|now| now.as_ref().map(|it| scene.with(|scene| body(it, scene))))}
        </li>
    }
    .into_any()
}

/// How much of it is here, 0 to 1.
fn part(transfer: &Transfer) -> f64 {
    if transfer.size == 0 { 1.0 } else { transfer.held as f64 / transfer.size as f64 }
}

#[component]
fn CancelForm(cancel: ServerAction<Cancel>, id: u64, name: String) -> impl IntoView {
    let label = (words::<NodesWords>().cancel)(&name);
    view! {
        <ActionForm action=cancel>
            <input type="hidden" name="id" value=id />
            <button class="button button--quiet button--icon" aria-label=label.clone() title=label>
                <Glyph icon=Icon::Close />
            </button>
        </ActionForm>
    }
    .into_any()
}

fn title(transfer: &Transfer) -> AnyView {
    let name = transfer.to.to_string();
    match transfer.phase {
        Phase::Done => {
            let href = format!("/files/{}", transfer.to.encode());
            let rel = name.contains('%').then_some("external");
            view! {
                <a class="fetch__name" href=href rel=rel>
                    {name}
                </a>
            }
            .into_any()
        }
        _ => view! { <p class="fetch__name">{name}</p> }.into_any(),
    }
}

fn body(transfer: &Transfer, scene: &Scene) -> AnyView {
    let words = words::<NodesWords>();
    let reasons = slow::reasons(transfer).into_iter();
    let reasons = reasons.map(|slow| view! { <li>{(words.slow)(slow)}</li> }).collect_view();
    let sources = transfer.is_open().then(|| {
        let sources = transfer.sources.iter().map(|it| source(it, scene)).collect_view();
        view! { <ul class="fetch__sources" aria-label=words.sources>{sources}</ul> }
    });
    view! {
        <p class="fetch__state">{state(transfer)}</p>
        {sources}
        <ul class="fetch__reasons">{reasons}</ul>
    }
    .into_any()
}

/// How far it is, in a line.
fn state(transfer: &Transfer) -> AnyView {
    let (words, language) = (words::<NodesWords>(), language());
    let held = || (words.part)(size(transfer.held, language), size(transfer.size, language));
    match transfer.phase {
        Phase::Waiting => {
            let pill = view! { <span class="pill pill--busy">{words.waiting}</span> };
            view! { {pill} " " {held()} }.into_any()
        }
        Phase::Fetching => {
            let rate = (words.per_second)(size(transfer.rate, language));
            let left = transfer.size.saturating_sub(transfer.held).checked_div(transfer.rate);
            let left = left.map(|seconds| format!(" · {}", (words.left)(wait(seconds))));
            format!("{} · {rate}{}", held(), left.unwrap_or_default()).into_any()
        }
        Phase::Done => {
            let pill = view! { <span class="pill pill--good">{words.done}</span> };
            view! { {pill} " " {size(transfer.size, language)} }.into_any()
        }
        Phase::Failed(refused) => {
            view! { <span class="fetch__failed">{refused.explain(language)}</span> }.into_any()
        }
        Phase::Cancelled => view! { <span class="pill">{words.cancelled}</span> }.into_any(),
    }
}

fn source(source: &Source, scene: &Scene) -> AnyView {
    let (words, language) = (words::<NodesWords>(), language());
    let name = scene.group.title(&source.node).to_owned();
    let class = match source.pace {
        Pace::Sending => "source source--sending",
        Pace::Banned => "source source--banned",
        Pace::Idle | Pace::Resting | Pace::Away => "source",
    };
    let how = match source.pace {
        Pace::Sending => (words.per_second)(size(source.rate, language)),
        pace => (words.pace)(pace).to_owned(),
    };
    view! {
        <li class=class>
            <span class="source__name">{name}</span>
            <span class="source__pace">{how}</span>
            <span class="source__sent">{size(source.sent, language)}</span>
        </li>
    }
    .into_any()
}
