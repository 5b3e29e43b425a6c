//! The files of the whole group.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::contents::Contents;
use super::server_fns::find_files;
use super::wire::Content;
use super::words::NodesWords;
use crate::i18n::words;
use crate::ui::icon::{Glyph, Icon};
use crate::ui::notice::failed;
use crate::ui::progress::Skeleton;

/// A question to the catalogue, and what it found. The question stands in the address.
#[component]
pub(super) fn Search() -> impl IntoView {
    let words = words::<NodesWords>();
    let query = use_query_map();
    let asked = Memo::new(move |_| query.read().get("q").unwrap_or_default());
    view! {
        <section class="section" id="search" aria-labelledby="search-title">
            <h2 id="search-title">{words.search}</h2>
            <p class="muted">{words.search_text}</p>
            <form class="toolbar find" method="get" action="/nodes#search" role="search">
                <div class="search">
                    <Glyph icon=Icon::Search />
                    <label class="visually-hidden" for="q">
                        {words.search_label}
                    </label>
                    <input
                        class="input"
                        id="q"
                        name="q"
                        type="search"
                        value=move || asked.get()
                        placeholder=words.search_label
                        maxlength="200"
                        autocomplete="off"
                        required
                    />
                </div>
                <button class="button">{words.search_now}</button>
            </form>
            <Results asked />
        </section>
    }
    .into_any()
}

#[component]
fn Results(asked: Memo<String>) -> impl IntoView {
    let found = Resource::new(
        move || asked.get(),
        |asked| async move {
            if asked.trim().is_empty() { None } else { Some(find_files(asked).await) }
        },
    );
    view! {
        <Suspense fallback=|| view! { <Skeleton lines=4 /> }>
            {move || Suspend::new(async move {
                match found.await? {
                    Ok(found) => Some(list(found, asked.get_untracked())),
                    Err(failure) => Some(failed(&failure).into_any()),
                }
            })}
        </Suspense>
    }
    .into_any()
}

fn list(found: Vec<Content>, asked: String) -> AnyView {
    let words = words::<NodesWords>();
    if found.is_empty() {
        return view! { <p role="status">{words.nothing_found}</p> }.into_any();
    }
    let count = (words.found)(found.len());
    view! {
        <p class="label" role="status">
            {count}
        </p>
        <Contents contents=found along=("q", asked) />
    }
    .into_any()
}
