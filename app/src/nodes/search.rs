//! The files of the whole group.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use maloca_people::Right;

use super::server_fns::{Fetch, find_files};
use super::wire::Content;
use super::words::NodesWords;
use crate::format::size;
use crate::here::here;
use crate::i18n::{language, words};
use crate::link;
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
            <form class="toolbar" method="get" action="/nodes#search" role="search">
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
    let fetch = ServerAction::<Fetch>::new();
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
                    Ok(found) => Some(list(found, fetch, asked)),
                    Err(failure) => Some(failed(&failure).into_any()),
                }
            })}
        </Suspense>
        {move || fetch.value().get().and_then(Result::err).map(|failure| failed(&failure))}
    }
    .into_any()
}

fn list(found: Vec<Content>, fetch: ServerAction<Fetch>, asked: Memo<String>) -> AnyView {
    let words = words::<NodesWords>();
    if found.is_empty() {
        return view! { <p role="status">{words.nothing_found}</p> }.into_any();
    }
    let count = (words.found)(found.len());
    let asked = asked.get_untracked();
    let rows = found.into_iter().map(|content| row(content, fetch, asked.clone()));
    view! {
        <p class="label" role="status">
            {count}
        </p>
        <ul class="contents">{rows.collect_view()}</ul>
    }
    .into_any()
}

fn row(content: Content, fetch: ServerAction<Fetch>, asked: String) -> AnyView {
    let here = here();
    let may = Memo::new(move |_| here.get().may(Right::Upload));
    let is_here = content.is_here();
    let content = StoredValue::new(content);
    view! {
        <li class="content">
            {content.with_value(about)} <div class="content__actions">
                {content.with_value(download)}
                <Show when=move || !is_here && may.get()>
                    <ActionForm action=fetch>
                        <input type="hidden" name="q" value=asked.clone() />
                        {content.with_value(|content| fetch_button(content))}
                    </ActionForm>
                </Show>
            </div>
        </li>
    }
    .into_any()
}

/// The name, the size, and who has it.
pub(super) fn about(content: &Content) -> AnyView {
    let (words, language) = (words::<NodesWords>(), language());
    let name = content.path.to_string();
    let name = match content.is_here() {
        true => {
            let href = format!("/files/{}", content.path.encode());
            view! { <a href=href rel=content.path.to_string().contains('%').then_some("external")>{name}</a> }.into_any()
        }
        false => name.into_any(),
    };
    let holders: Vec<&str> = content.holders.iter().map(|it| it.title.as_str()).collect();
    let note = match (content.is_here(), content.is_reached()) {
        (true, _) => Some(view! { <span class="pill pill--good">{words.here}</span> }.into_any()),
        (false, true) => None,
        (false, false) => Some(view! { <span class="pill">{words.none_reached}</span> }.into_any()),
    };
    view! {
        <div class="content__about">
            <p class="content__name">{name} {note}</p>
            <p class="content__facts">
                <span class="numeric">{size(content.size, language)}</span>
                " · "
                {(words.copies)(content.holders.len())}
                ": "
                {holders.join(", ")}
            </p>
        </div>
    }
    .into_any()
}

/// The bytes, which this house sends on while they come.
pub(super) fn download(content: &Content) -> AnyView {
    let words = words::<NodesWords>();
    let name = content.path.name().unwrap_or_default().to_owned();
    let href = format!("/api/v1/network/blobs/{}?name={}", content.hash, link::query(&name));
    view! {
        <a
            class="button button--small"
            href=href
            download=name.clone()
            rel="external"
            aria-label=(words.download_of)(&name)
        >
            <Glyph icon=Icon::Download />
            {words.download}
        </a>
    }
    .into_any()
}

/// The button that begins to fetch it, and what it sends.
pub(super) fn fetch_button(content: &Content) -> AnyView {
    let words = words::<NodesWords>();
    let name = content.path.name().unwrap_or_default();
    view! {
        <input type="hidden" name="hash" value=content.hash.to_string() />
        <button class="button button--small" aria-label=(words.fetch_of)(name)>
            <Glyph icon=Icon::House />
            {words.fetch}
        </button>
    }
    .into_any()
}
