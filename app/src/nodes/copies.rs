//! What the page of a file says about the group: who else has it, and what others have in its place.

use leptos::prelude::*;
use maloca_files::Path;

use super::contents::Contents;
use super::server_fns::look_for_copies;
use super::wire::{Content, Copies};
use super::words::NodesWords;
use crate::i18n::words;
use crate::ui::copy::CopyButton;

/// How much of a hash is shown, in digits.
const SHORT: usize = 16;

/// The copies of a file of this house; nothing when no other house has anything to do with it.
#[component]
pub fn CopiesOf(
    /// Where it is, here.
    path: Path,
) -> impl IntoView {
    let copies = OnceResource::new(look_for_copies(path.clone()));
    view! {
        <Suspense>
            {move || {
                let path = path.clone();
                Suspend::new(async move {
                    // Whoever may not look, or a catalogue that is out of order, changes nothing else.
                    copies.await.ok().and_then(|copies| section(copies, &path))
                })
            }}
        </Suspense>
    }
    .into_any()
}

fn section(copies: Copies, path: &Path) -> Option<AnyView> {
    let words = words::<NodesWords>();
    let Copies { here, others } = copies;
    if here.is_none() && others.is_empty() {
        return None;
    }
    let lead = if here.is_some() { words.other_contents } else { words.missing_here };
    let others = (!others.is_empty()).then(|| {
        view! {
            <p>{lead}</p>
            <Contents contents=others along=("to", path.to_string()) />
        }
    });
    let section = view! {
        <section class="section in-group" aria-labelledby="in-group-title">
            <h2 class="label" id="in-group-title">
                {words.in_group}
            </h2>
            {here.as_ref().map(same)}
            {others}
        </section>
    };
    Some(section.into_any())
}

/// Who else has what is here.
fn same(content: &Content) -> AnyView {
    let words = words::<NodesWords>();
    let elsewhere: Vec<&str> = content
        .holders
        .iter()
        .filter(|holder| !holder.is_here)
        .map(|holder| holder.title.as_str())
        .collect();
    let hash = content.hash.to_string();
    let beginning = hash.get(..SHORT).unwrap_or_default().to_owned();
    let names = elsewhere.iter().map(|name| view! { <li class="chip">{(*name).to_owned()}</li> });
    view! {
        <p>{(words.also_at)(elsewhere.len())}</p>
        <ul class="chips">{names.collect_view()}</ul>
        <p class="key-line">
            <span class="muted">{words.content}</span>
            <code>{beginning} "…"</code>
            <CopyButton text=hash />
        </p>
    }
    .into_any()
}
