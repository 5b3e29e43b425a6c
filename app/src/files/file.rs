//! A file: what is known about it, and a look into it.

use leptos::prelude::*;
use leptos_meta::Title;
use maloca_files::{Kind, Meta, Path};

use super::address;
use super::folder::Way;
use super::manage::ManageButton;
use super::plain::PlainManage;
use super::preview::PreviewFrame;
use super::room::{Room, Subject};
use super::seen::File;
use super::words::FilesWords;
use crate::format::{self, Detail};
use crate::i18n::{language, words};
use crate::nodes::copies::CopiesOf;
use crate::ui::icon::{Glyph, Icon};
use crate::ui::moment::Moment;

/// A file with its actions and a look into it.
#[component]
pub(super) fn FileView(room: Room, file: File) -> impl IntoView {
    let File { path, meta, preview } = file;
    room.look_at(path.parent().unwrap_or_default());
    let name = path.name().unwrap_or_default().to_owned();
    view! {
        <Title text=name.clone() />
        <header class="page__head">
            <Way path=path.clone() />
            <h1 class="files__title">{name}</h1>
            <Facts meta=meta.clone() />
        </header>
        <FileActions room path=path.clone() meta=meta.clone() />
        <PreviewFrame path=path.clone() meta preview />
        <CopiesOf path=path.clone() />
        <PlainManage path kind=Kind::File />
    }
    .into_any()
}

#[component]
fn Facts(meta: Meta) -> impl IntoView {
    let words = words::<FilesWords>();
    let language = language();
    let bytes = (words.bytes)(meta.size, language);
    view! {
        <p class="muted" title=bytes>
            {format::size(meta.size, language)}
            " · "
            {words.changed_at}
            " "
            <Moment at=meta.modified detail=Detail::Full />
        </p>
    }
    .into_any()
}

#[component]
fn FileActions(room: Room, path: Path, meta: Meta) -> impl IntoView {
    let words = words::<FilesWords>();
    let subject = Subject { path: path.clone(), kind: Kind::File };
    view! {
        <div class="actions">
            <a class="button button--primary" href=address::download(&path) download="">
                <Glyph icon=Icon::Download />
                {words.download}
            </a>
            <a class="button" href=address::raw(&path, &meta.version.0) rel="external">
                {words.open}
            </a>
            <ManageButton room subject />
        </div>
    }
    .into_any()
}
