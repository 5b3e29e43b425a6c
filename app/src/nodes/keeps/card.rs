//! A folder of which copies are kept.

use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use maloca_people::Right;

use super::super::list::shared;
use super::super::wire::{Group, Scene, Share};
use super::super::words::NodesWords;
use super::drawing::drawing;
use super::houses::{House, houses, rings};
use super::server_fns::ReleaseFolder;
use super::wire::{Keep, Key};
use crate::here::here;
use crate::i18n::{language, words};
use crate::ui::icon::{Glyph, Icon};

/// What is seen of a wish; it changes less often than the scene.
#[derive(Clone, PartialEq, Eq)]
struct Seen {
    keep: Keep,
    houses: Vec<House>,
    /// What the house that wishes calls itself; `None` for this one.
    whose: Option<String>,
    lack: Option<Lack>,
}

/// Why copies are missing, as far as it can be seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Lack {
    /// The group has only so many houses.
    FewHouses(usize),
    /// No other house is connected.
    NobodyReached,
    /// It takes time.
    Time,
}

impl Lack {
    fn of(keep: &Keep, group: &Group) -> Option<Self> {
        let (houses, wished) = (group.total + 1, keep.in_group.map_or(1, |it| it.get().into()));
        match keep.missing() {
            0 => None,
            _ if houses < wished => Some(Self::FewHouses(houses)),
            _ if group.reached() == 0 => Some(Self::NobodyReached),
            _ => Some(Self::Time),
        }
    }
}

fn seen(keep: &Keep, group: &Group) -> Seen {
    let houses = houses(keep, group);
    let whose = (keep.node != group.me.id).then(|| group.title(&keep.node).to_owned());
    Seen { houses, whose, lack: Lack::of(keep, group), keep: keep.clone() }
}

/// The wish of this key.
#[component]
pub(super) fn Card(keeps: RwSignal<Vec<Keep>>, scene: RwSignal<Scene>, key: Key) -> impl IntoView {
    let here = here();
    let folder = key.1.to_string();
    let now = Memo::new(move |_| {
        keeps.with(|keeps| {
            let keep = keeps.iter().find(|keep| keep.key() == key)?;
            Some(scene.with(|scene| seen(keep, &scene.group)))
        })
    });
    let is_own =
        Memo::new(move |_| now.with(|now| now.as_ref().is_some_and(|seen| seen.whose.is_none())));
    let may = move || is_own.get() && here.get().may(Right::Manage);
    view! {
        <li class="card keep">
            {move || now.with(|now| now.as_ref().map(inside))} <Show when=may>
                <Release folder=folder.clone() />
            </Show>
        </li>
    }
    .into_any()
}

fn inside(seen: &Seen) -> AnyView {
    let total = seen.keep.files;
    let where_they_are = (total > 0).then(|| {
        view! {
            <div class="keep__where">{drawing(&seen.keep)} {rings(&seen.houses, total)}</div>
        }
    });
    view! {
        {head(seen)}
        {where_they_are}
        {note(seen).map(|note| view! { <p class="keep__note">{note}</p> })}
    }
    .into_any()
}

fn head(Seen { keep, whose, .. }: &Seen) -> AnyView {
    let (words, language) = (words::<NodesWords>(), language());
    let share = Share { files: keep.files, bytes: keep.bytes };
    let share = (keep.files > 0).then(|| format!("{} · ", shared(share, words, language)));
    let whose = match whose {
        None => words.wished_here.to_owned(),
        Some(name) => (words.wished_by)(name),
    };
    let copies = match keep.in_group {
        None => words.one_here.to_owned(),
        Some(copies) => (words.in_the_group)(copies.get()),
    };
    view! {
        <header class="keep__head">
            <h3 class="keep__name">
                <Glyph icon=Icon::Folder />
                {name(&keep.folder.to_string())}
            </h3>
            {state(keep)}
            <p class="keep__facts">{copies} " · " {share} {whose}</p>
        </header>
    }
    .into_any()
}

fn name(folder: &str) -> String {
    if folder.is_empty() { words::<NodesWords>().whole_tree.to_owned() } else { folder.to_owned() }
}

fn state(keep: &Keep) -> AnyView {
    let (words, language) = (words::<NodesWords>(), language());
    let (class, text) = match (keep.files, keep.missing()) {
        (0, _) => ("pill", words.no_files_yet.to_owned()),
        (_, 0) => ("pill pill--good", words.complete.to_owned()),
        (_, missing) => ("pill pill--busy", (words.still_missing)(missing, language)),
    };
    view! { <span class=class>{text}</span> }.into_any()
}

/// What explains the state, or is to be done.
fn note(seen: &Seen) -> Option<String> {
    let words = words::<NodesWords>();
    if seen.keep.files == 0 {
        return Some(words.files_follow.to_owned());
    }
    seen.lack.map(words.lack)
}

/// A plain form, which weighs nothing: what it takes back is seldom.
#[component]
fn Release(folder: String) -> impl IntoView {
    let words = words::<NodesWords>();
    let label = (words.release_of)(&name(&folder));
    view! {
        <form class="keep__end" method="post" action=ReleaseFolder::PATH>
            <input type="hidden" name="folder" value=folder />
            <p class="keep__hint">{words.release_text}</p>
            <button class="button button--small" aria-label=label>
                {words.release}
            </button>
        </form>
    }
    .into_any()
}
