//! All folders of which copies are kept.

use leptos::prelude::*;
use maloca_people::Right;

use super::super::port::Refused;
use super::super::wire::Scene;
use super::super::words::NodesWords;
use super::card::Card;
use super::form::WishForm;
use super::live::{follow, hurry};
use super::server_fns::{KeepFolder, look_at_keeps, top_folders};
use super::wire::Keep;
use crate::failure::Explain;
use crate::here::here;
use crate::i18n::{language, words};
use crate::ui::notice::failed;
use crate::ui::progress::Skeleton;

/// What is kept, where its copies are, and a form to wish more.
#[component]
pub(in super::super) fn Keeps(
    /// Who is there.
    scene: RwSignal<Scene>,
) -> impl IntoView {
    let words = words::<NodesWords>();
    let first = OnceResource::new(look_at_keeps());
    let folders = OnceResource::new(top_folders());
    view! {
        <section class="section keeps" id="copies" aria-labelledby="copies-title">
            <h2 id="copies-title">{words.keeps}</h2>
            <p class="muted">{words.keeps_text}</p>
            <Suspense fallback=|| view! { <Skeleton lines=4 /> }>
                {move || Suspend::new(async move {
                    let folders = folders.await.unwrap_or_default();
                    match first.await {
                        Ok(first) => {
                            let keeps = follow(first, scene);
                            view! { <Inside keeps scene folders /> }.into_any()
                        }
                        Err(failure) => failed(&failure).into_any(),
                    }
                })}
            </Suspense>
        </section>
    }
    .into_any()
}

#[component]
fn Inside(
    keeps: RwSignal<Vec<Keep>>,
    scene: RwSignal<Scene>,
    folders: Vec<String>,
) -> impl IntoView {
    let here = here();
    let keep = ServerAction::<KeepFolder>::new();
    Effect::new(move |before: Option<()>| {
        keep.version().track();
        if before.is_some() {
            hurry(keeps);
        }
    });
    let is_open = Memo::new(move |_| scene.with(|scene| scene.group.door.is_some()));
    let may = Memo::new(move |_| here.get().may(Right::Manage));
    view! {
        <List keeps scene />
        <Show when=move || may.get() && is_open.get()>
            <WishForm keep keeps folders=folders.clone() />
        </Show>
        <Show when=move || may.get() && !is_open.get()>
            <p class="muted">{Refused::Shut.explain(language())}</p>
        </Show>
    }
    .into_any()
}

#[component]
fn List(keeps: RwSignal<Vec<Keep>>, scene: RwSignal<Scene>) -> impl IntoView {
    let words = words::<NodesWords>();
    let keys =
        Memo::new(move |_| keeps.with(|keeps| keeps.iter().map(Keep::key).collect::<Vec<_>>()));
    let count = Memo::new(move |_| keys.with(Vec::len));
    view! {
        <p class="label" role="status">
            {move || (words.keeps_live)(count.get())}
        </p>
        <Show when=move || { count.get() > 0 }>
            <ul class="keeps__list">
                <For each=move || keys.get() key=Clone::clone let:key>
                    <Card keeps scene key />
                </For>
            </ul>
        </Show>
    }
    .into_any()
}
