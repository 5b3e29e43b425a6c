//! Everything that needs a dialog or a drop, as forms for browsers without scripts.

use leptos::prelude::*;
use maloca_files::{Kind, Path};
use maloca_people::Right;

use super::address;
use super::manage::{RelocateFields, RemoveFields, told};
use super::server_fns::{MakeFolder, Relocate, Remove};
use super::words::FilesWords;
use crate::here::here;
use crate::i18n::words;
use crate::ui::notice::failed;

/// Below a folder: adding files, making a folder in it, renaming and deleting itself.
#[component]
pub(super) fn PlainForms(path: Path) -> impl IntoView {
    let words = words::<FilesWords>();
    let here = here();
    let make = ServerAction::<MakeFolder>::new();
    let folder = path.to_string();
    let upload = address::page(&path);
    let forms = untrack(move || here.get()).may(Right::Upload).then(|| {
        view! {
            <form class="card stack" method="post" enctype="multipart/form-data" action=upload>
                <h2 class="label">{words.upload}</h2>
                <input class="input" type="file" name="file" aria-label=words.choose multiple required />
                <div class="actions">
                    <button class="button button--primary">{words.upload}</button>
                </div>
            </form>
            <ActionForm action=make attr:class="card stack">
                <input type="hidden" name="folder" value=folder />
                <NewName failure=told(make.value()) />
                <div class="actions">
                    <button class="button">{words.make}</button>
                </div>
            </ActionForm>
        }
    });
    view! {
        <div class="stack without-script">{forms}</div>
        <PlainManage path kind=Kind::Folder />
    }
    .into_any()
}

#[component]
fn NewName(failure: Signal<Option<String>>) -> impl IntoView {
    let words = words::<FilesWords>();
    view! {
        <div class="field">
            <label class="field__label" for="plain-name">
                {words.new_folder}
            </label>
            <input
                class="input"
                id="plain-name"
                name="name"
                autocomplete="off"
                maxlength="255"
                required
                aria-describedby="plain-name-error"
            />
            <p class="field__error" id="plain-name-error" role="alert">
                {failure}
            </p>
        </div>
    }
}

/// Renaming and deleting what the page shows.
#[component]
pub(super) fn PlainManage(path: Path, kind: Kind) -> impl IntoView {
    let words = words::<FilesWords>();
    let (relocate, remove) = (ServerAction::<Relocate>::new(), ServerAction::<Remove>::new());
    let removed = remove.value();
    let from = path.clone();
    let here = here();
    let may = untrack(move || here.get()).may(Right::Manage) && !path.is_root();
    may.then(|| {
        view! {
            <div class="card stack without-script">
                <ActionForm action=relocate attr:class="stack">
                    <RelocateFields id="plain-to" path=from failure=told(relocate.value()) />
                    <div class="actions">
                        <button class="button">{words.rename}</button>
                    </div>
                </ActionForm>
                <ActionForm action=remove>
                    <RemoveFields path kind />
                </ActionForm>
                {move || removed.get().and_then(Result::err).map(|failure| failed(&failure))}
            </div>
        }
    })
    .into_any()
}
