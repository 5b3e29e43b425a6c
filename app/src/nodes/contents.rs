//! Files by what is in them: who has each, and how to get it.

use leptos::prelude::*;
use maloca_people::Right;

use super::server_fns::Fetch;
use super::wire::Content;
use super::words::NodesWords;
use crate::format::size;
use crate::here::here;
use crate::i18n::{language, words};
use crate::link;
use crate::ui::icon::{Glyph, Icon};
use crate::ui::notice::failed;

/// Files, each with its holders, a download and, for those who may, a way to fetch it.
#[component]
pub(super) fn Contents(
    /// The files.
    contents: Vec<Content>,
    /// What a fetch sends along: the name of a field, and what it holds.
    along: (&'static str, String),
) -> impl IntoView {
    let fetch = ServerAction::<Fetch>::new();
    let rows =
        contents.into_iter().map(|content| view! { <Row content fetch along=along.clone() /> });
    view! {
        <ul class="contents">{rows.collect_view()}</ul>
        {move || fetch.value().get().and_then(Result::err).map(|failure| failed(&failure))}
    }
    .into_any()
}

#[component]
fn Row(
    content: Content,
    fetch: ServerAction<Fetch>,
    along: (&'static str, String),
) -> impl IntoView {
    let here = here();
    let may = Memo::new(move |_| here.get().may(Right::Upload));
    let is_here = content.is_here();
    let content = StoredValue::new(content);
    let (field, value) = along;
    let value = StoredValue::new(value);
    view! {
        <li class="content">
            {content.with_value(about)} <div class="content__actions">
                {content.with_value(download)}
                <Show when=move || !is_here && may.get()>
                    <ActionForm action=fetch>
                        <input type="hidden" name=field value=value.get_value() />
                        {content.with_value(fetch_button)}
                    </ActionForm>
                </Show>
            </div>
        </li>
    }
    .into_any()
}

/// The name, the size, and who has it.
fn about(content: &Content) -> AnyView {
    let (words, language) = (words::<NodesWords>(), language());
    let holders: Vec<&str> = content.holders.iter().map(|it| it.title.as_str()).collect();
    view! {
        <div class="content__about">
            <p class="content__name">{name(content)} " " {note(content)}</p>
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

/// The name, as a link to what is here.
fn name(content: &Content) -> AnyView {
    let name = content.path.to_string();
    if !content.is_here() {
        return name.into_any();
    }
    let href = format!("/files/{}", content.path.encode());
    let rel = name.contains('%').then_some("external");
    view! {
        <a href=href rel=rel>
            {name}
        </a>
    }
    .into_any()
}

fn note(content: &Content) -> Option<AnyView> {
    let words = words::<NodesWords>();
    match (content.is_here(), content.is_reached()) {
        (true, _) => Some(view! { <span class="pill pill--good">{words.here}</span> }.into_any()),
        (false, true) => None,
        (false, false) => Some(view! { <span class="pill">{words.none_reached}</span> }.into_any()),
    }
}

/// The bytes, which this house sends on while they come.
fn download(content: &Content) -> AnyView {
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
fn fetch_button(content: &Content) -> AnyView {
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
