//! The entries of a folder, one row each.

use leptos::prelude::*;
use maloca_files::{Entry, Listing, Order, Path, Sort};
use maloca_people::Right;

use super::address::{self, View};
use super::folder::is_folder;
use super::look;
use super::room::{Room, Subject};
use super::words::FilesWords;
use crate::fold::fold;
use crate::format::{self, Detail};
use crate::here::here;
use crate::i18n::{language, words};
use crate::ui::icon::{Glyph, Icon};
use crate::ui::moment::Moment;

/// The table of a folder. Rows whose names do not contain what is typed are hidden.
#[component]
pub(super) fn Table(room: Room, listing: Listing, typed: Memo<String>) -> impl IntoView {
    let words = words::<FilesWords>();
    let view = room.view.get_untracked();
    let folder = listing.path.clone();
    let rows = listing.entries.into_iter().map(|entry| {
        let folded = fold(&entry.name);
        let is_hidden =
            Signal::derive(move || typed.with(|typed| !folded.contains(typed.as_str())));
        view! { <Row room folder=folder.clone() entry is_hidden /> }
    });
    let rows = rows.collect_view();
    let head =
        [(Sort::Name, words.name), (Sort::Size, words.size), (Sort::Modified, words.changed)];
    let head = head.into_iter().map(|(sort, name)| heading(&view, &listing.path, sort, name));
    view! {
        <table class="file-table">
            <thead>
                <tr>
                    {head.collect_view()} <th scope="col" class="file-row__actions">
                        <span class="visually-hidden">{words.actions}</span>
                    </th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

/// The head of a column, a link that sorts by it.
fn heading(view: &View, folder: &Path, sort: Sort, name: &'static str) -> impl IntoView + use<> {
    let direction = (view.sort == sort).then_some(match view.order {
        Order::Asc => "ascending",
        Order::Desc => "descending",
    });
    let class = match sort {
        Sort::Name => "file-table__name",
        Sort::Size => "file-table__wide file-table__size",
        Sort::Modified => "file-table__wide",
    };
    view! {
        <th scope="col" class=class aria-sort=direction>
            <a class="file-table__sort" href=view.sorted_by(sort).href(folder) data-noscroll="">
                {name}
            </a>
        </th>
    }
}

#[component]
fn Row(room: Room, folder: Path, entry: Entry, is_hidden: Signal<bool>) -> impl IntoView {
    let class = if is_folder(&entry) { "file-row file-row--folder" } else { "file-row" };
    // What is listed has a name.
    let path = folder.join(&entry.name).unwrap_or_default();
    let size = size(&entry);
    view! {
        <tr class=class hidden=is_hidden>
            <td>
                <Name path=path.clone() entry=entry.clone() />
            </td>
            <td class="file-row__size">{size}</td>
            <td class="file-row__time">
                <Moment at=entry.meta.modified detail=Detail::Full />
            </td>
            <td class="file-row__actions">
                <Actions room path entry />
            </td>
        </tr>
    }
    .into_any()
}

fn size(entry: &Entry) -> String {
    if is_folder(entry) { String::new() } else { format::size(entry.meta.size, language()) }
}

/// The name, which leads to the entry from anywhere in its row; on phones with what the columns say
/// elsewhere.
#[component]
fn Name(path: Path, entry: Entry) -> impl IntoView {
    let day = format::moment(entry.meta.modified, Detail::Day, language());
    let facts = match size(&entry) {
        none if none.is_empty() => day,
        size => format!("{size} · {day}"),
    };
    view! {
        <a class="file-row__name" href=address::page(&path) rel=address::rel(&path)>
            <Glyph icon=look::icon(entry.meta.kind, &entry.name) />
            <span class="file-row__text">{entry.name}</span>
            <span class="file-row__facts">{facts}</span>
        </a>
    }
    .into_any()
}

#[component]
fn Actions(room: Room, path: Path, entry: Entry) -> impl IntoView {
    let words = words::<FilesWords>();
    let here = here();
    let href = address::download(&path);
    let label = (words.download_of)(&entry.name);
    let more = (words.more_about)(&entry.name);
    let subject = Subject { path, kind: entry.meta.kind };
    let download = (!is_folder(&entry)).then(|| {
        view! {
            <a
                class="button button--quiet button--icon"
                href=href
                download=""
                aria-label=label.clone()
                title=label
            >
                <Glyph icon=Icon::Download />
            </a>
        }
    });
    view! {
        {download}
        {move || {
            let subject = subject.clone();
            here.get()
                .may(Right::Manage)
                .then(|| {
                    view! {
                        <button
                            class="button button--quiet button--icon file-row__more needs-script"
                            type="button"
                            aria-label=more.clone()
                            title=more.clone()
                            on:click=move |_| room.subject.set(Some(subject.clone()))
                        >
                            <Glyph icon=Icon::More />
                        </button>
                    }
                })
        }}
    }
    .into_any()
}
