//! The page of the REST API.

use leptos::prelude::*;

use super::call::{CallSection, badge};
use super::reference::{Call, Group, Reference};
use super::server_fns::describe;
use super::words::DocsWords;
use crate::i18n::words;
use crate::ui::code::CodeLine;
use crate::ui::notice::failed_page;
use crate::ui::page::Page;
use crate::ui::progress::Skeleton;

/// Every call with what it takes, what it answers, and a line to try it.
#[component]
pub fn DocsPage() -> impl IntoView {
    let words = words::<DocsWords>();
    let description = OnceResource::new(describe());
    view! {
        <Page title=words.title lede=words.lede>
            <Suspense fallback=|| view! { <Skeleton lines=6 /> }>
                {move || Suspend::new(async move {
                    match description.await {
                        Ok(reference) => view! { <Whole reference /> }.into_any(),
                        Err(failure) => failed_page(&failure).into_any(),
                    }
                })}
            </Suspense>
        </Page>
    }
}

#[component]
fn Whole(reference: Reference) -> impl IntoView {
    let words = words::<DocsWords>();
    let Reference { version, origin, base, groups } = reference;
    let contents = groups.iter().map(contents_of).collect_view();
    let sections = groups.into_iter().map(|group| section(group, &origin, &base)).collect_view();
    view! {
        <Start version origin=origin.clone() base=base.clone() />
        <div class="docs">
            <nav class="docs__nav" aria-label=words.calls>
                {contents}
            </nav>
            <div class="docs__calls">{sections}</div>
        </div>
    }
    .into_any()
}

/// What holds for all calls.
#[component]
fn Start(version: String, origin: String, base: String) -> impl IntoView {
    let words = words::<DocsWords>();
    let document = format!("{origin}{base}/openapi.json");
    view! {
        <section class="card stack">
            <ul class="docs__facts">
                {words.facts.iter().map(|fact| view! { <li>{*fact}</li> }).collect_view()}
            </ul>
            <div class="field">
                <h2 class="label">{words.machine}</h2>
                <CodeLine code=format!("curl '{document}'") />
            </div>
            <p class="muted">
                {words.version} " " {version} " · " <a href="/calc">{words.try_calc}</a> " · "
                <a href=document rel="external">
                    "openapi.json"
                </a>
            </p>
        </section>
    }
    .into_any()
}

fn contents_of(group: &Group) -> impl IntoView + use<> {
    let entry = |call: &Call| {
        let (href, path) = (format!("#{}", call.anchor()), call.path.clone());
        view! {
            <li>
                <a class="docs__entry" href=href rel="external">
                    {badge(&call.method)}
                    <code class="docs__path">{path}</code>
                </a>
            </li>
        }
    };
    view! {
        <h2 class="label">{words::<DocsWords>().room(&group.name)}</h2>
        <ul class="docs__entries">{group.calls.iter().map(entry).collect_view()}</ul>
    }
}

fn section(group: Group, origin: &str, base: &str) -> impl IntoView + use<> {
    let calls = group.calls.into_iter().map(|call| {
        let command = call.command(origin, base);
        view! { <CallSection call command base=base.to_owned() /> }
    });
    let id = format!("room-{}", group.name);
    let labelled_by = id.clone();
    view! {
        <section class="docs__group" aria-labelledby=labelled_by>
            <h2 id=id>{words::<DocsWords>().room(&group.name)}</h2>
            {calls.collect_view()}
        </section>
    }
}
