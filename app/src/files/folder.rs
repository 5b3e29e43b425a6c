//! A folder: what lies in it, and what can be done here.

use leptos::prelude::*;
use leptos_meta::Title;
use maloca_files::{Entry, Kind, Listing, Path};
use maloca_people::Right;

use super::address;
use super::filter::{self, Filter};
use super::manage::ManageButton;
use super::plain::PlainForms;
use super::room::{Room, Subject};
use super::seen::Folder;
use super::table::Table;
use super::transfer::picker::Picker;
use super::words::FilesWords;
use crate::fold::fold;
use crate::here::here;
use crate::i18n::words;
use crate::link;
use crate::ui::breadcrumb::{Breadcrumb, Crumb};
use crate::ui::icon::{Glyph, Icon};
use crate::ui::notice::{Blank, Notice, Tone};

/// A folder with its toolbar, table and README.
#[component]
pub(super) fn FolderView(room: Room, folder: Folder) -> impl IntoView {
    let Folder { listing, readme } = folder;
    let path = listing.path.clone();
    filter::reset(room, &path);
    room.look_at(path.clone());
    view! {
        <Head path=path.clone() />
        <Toolbar room listing=listing.clone() />
        <Entries room listing />
        <KeepLink folder=path.clone() />
        {readme.map(|html| view! { <Readme html /> })}
        <PlainForms path />
    }
    .into_any()
}

/// The way here, and the name of the folder.
#[component]
fn Head(path: Path) -> impl IntoView {
    let words = words::<FilesWords>();
    let title = path.name().unwrap_or(words.title).to_owned();
    view! {
        <Title text=title.clone() />
        <header class="page__head">
            {(!path.is_root()).then(|| view! { <Way path=path.clone() /> })}
            <h1 class="files__title">{title}</h1>
            {path.is_root().then(|| view! { <p class="lede">{words.lede}</p> })}
        </header>
    }
    .into_any()
}

/// The way from the top to a folder or file.
#[component]
pub(super) fn Way(path: Path) -> impl IntoView {
    let words = words::<FilesWords>();
    let top = Crumb { name: words.title.to_owned(), href: "/files".to_owned() };
    let mut crumbs = vec![top];
    let mut way = Path::root();
    for name in path.names() {
        // A part of a path is a path.
        way = way.join(name).unwrap_or_default();
        crumbs.push(Crumb { name: name.to_owned(), href: address::page(&way) });
    }
    view! { <Breadcrumb label=words.way crumbs /> }
}

#[component]
fn Toolbar(room: Room, listing: Listing) -> impl IntoView {
    let words = words::<FilesWords>();
    let here = here();
    let path = listing.path.clone();
    let is_whole =
        listing.next.is_none() && room.view.with_untracked(|view| view.filter.is_empty());
    let subject = Subject { path: path.clone(), kind: Kind::Folder };
    let may_upload = move || here.get().may(Right::Upload);
    view! {
        <div class="toolbar">
            {move || {
                may_upload()
                    .then(|| {
                        view! {
                            <div class="actions needs-script">
                                <Picker room />
                                <button
                                    class="button"
                                    type="button"
                                    on:click=move |_| room.making.set(true)
                                >
                                    <Glyph icon=Icon::Plus />
                                    {words.new_folder}
                                </button>
                                <ManageButton room subject=subject.clone() />
                            </div>
                        }
                    })
            }} <Filter room folder=path is_whole />
        </div>
    }
    .into_any()
}

/// The way to keep copies of this folder in other houses, or of theirs here.
#[component]
fn KeepLink(folder: Path) -> impl IntoView {
    let words = words::<FilesWords>();
    let here = here();
    let href = format!("/nodes?folder={}#copies", link::query(&folder.to_string()));
    view! {
        <Show when=move || here.get().may(Right::Manage)>
            <p>
                <a class="button button--small" href=href.clone()>
                    <Glyph icon=Icon::Nodes />
                    {words.keep_copies}
                </a>
            </p>
        </Show>
    }
    .into_any()
}

#[component]
fn Entries(room: Room, listing: Listing) -> impl IntoView {
    let is_filtered = room.view.with_untracked(|view| !view.filter.is_empty());
    if listing.entries.is_empty()
        && !is_filtered
        && room.view.with_untracked(|it| it.cursor.is_none())
    {
        return view! { <Empty /> }.into_any();
    }
    let folded: Vec<String> = listing.entries.iter().map(|it| fold(&it.name)).collect();
    let typed = filter::typed(room);
    let names = StoredValue::new(folded);
    let shown = Memo::new(move |_| {
        typed.with(|typed| {
            names.with_value(|names| {
                names.iter().filter(|name| name.contains(typed.as_str())).count()
            })
        })
    });
    let (count, total) = (listing.entries.len(), listing.total);
    let label = words::<FilesWords>().entries;
    view! {
        <section class="files" aria-label=label>
            <Table room listing=listing.clone() typed />
            <Count shown count total />
            <More room listing />
        </section>
    }
    .into_any()
}

/// How many entries are shown of how many.
#[component]
fn Count(shown: Memo<usize>, count: usize, total: usize) -> impl IntoView {
    let words = words::<FilesWords>();
    let text = move || match shown.get() {
        0 => words.nothing_matches.to_owned(),
        shown if shown < count => (words.some_of)(shown, total),
        _ if count < total => (words.some_of)(count, total),
        _ => (words.count)(total),
    };
    view! {
        <p class="muted" role="status">
            {text}
        </p>
    }
    .into_any()
}

/// The way to entries that are not on this page.
#[component]
fn More(room: Room, listing: Listing) -> impl IntoView {
    let words = words::<FilesWords>();
    let view = room.view.get_untracked();
    let first = address::View { cursor: None, ..view.clone() }.href(&listing.path);
    let next = listing.next.map(|cursor| {
        let href = address::View { cursor: Some(cursor), ..view.clone() }.href(&listing.path);
        let can_grow = Room::can_grow(listing.entries.len());
        let on_click = move |event: leptos::ev::MouseEvent| {
            if can_grow {
                event.prevent_default();
                room.show_more();
            }
        };
        view! {
            <a class="button" href=href on:click=on_click>
                {words.more}
            </a>
        }
    });
    view! {
        <div class="actions">
            {view.cursor.is_some().then(|| view! { <a class="button" href=first>{words.from_start}</a> })}
            {next}
        </div>
        {listing.truncated.then(|| view! { <Notice tone=Tone::Plain>{words.truncated}</Notice> })}
    }
    .into_any()
}

#[component]
fn Empty() -> impl IntoView {
    let words = words::<FilesWords>();
    let here = here();
    let hint = move || {
        if here.get().may(Right::Upload) { words.empty_upload } else { words.empty_read }
    };
    view! {
        <Blank icon=Icon::Folder title=words.empty>
            <p>{hint}</p>
        </Blank>
    }
}

#[component]
fn Readme(html: String) -> impl IntoView {
    view! {
        <section class="card readme" aria-labelledby="readme-title">
            <h2 id="readme-title" class="readme__title">
                <Glyph icon=Icon::Text />
                "README"
            </h2>
            <div class="prose prose--document" inner_html=html></div>
        </section>
    }
}

/// Whether an entry is a folder.
pub(super) fn is_folder(entry: &Entry) -> bool {
    entry.meta.kind == Kind::Folder
}
