//! What those who may can do with a file or folder: rename, move, delete.

use leptos::prelude::*;
use maloca_files::{Kind, Path, Refused};
use maloca_people::Right;

use super::room::{Room, Subject};
use super::server_fns::{Relocate, Remove};
use super::words::FilesWords;
use crate::failure::{Explain, Failure};
use crate::here::here;
use crate::i18n::{language, words};
use crate::ui::dialog::Dialog;
use crate::ui::icon::{Glyph, Icon};
use crate::ui::notice::{Tone, failed};
use crate::ui::toast::toaster;

/// The button that opens the dialog, for those who may. The top folder stays as it is.
#[component]
pub(super) fn ManageButton(room: Room, subject: Subject) -> impl IntoView {
    let words = words::<FilesWords>();
    let here = here();
    let is_top = subject.path.is_root();
    let may = move || here.get().may(Right::Manage) && !is_top;
    let subject = StoredValue::new(subject);
    view! {
        <Show when=may>
            <button
                class="button needs-script"
                type="button"
                on:click=move |_| room.subject.set(Some(subject.get_value()))
            >
                <Glyph icon=Icon::Edit />
                {words.manage}
            </button>
        </Show>
    }
}

/// The dialog, one for the whole page.
#[component]
pub(super) fn ManageDialog(room: Room) -> impl IntoView {
    let words = words::<FilesWords>();
    let open = RwSignal::new(false);
    Effect::new(move |_| open.set(room.subject.with(Option::is_some)));
    // Closed by Escape or the button: nothing is asked any more.
    Effect::new(move |_| {
        if !open.get() && room.subject.with_untracked(Option::is_some) {
            room.subject.set(None);
        }
    });
    view! {
        <Dialog open title=words.manage>
            {move || {
                room.subject.get().map(|subject| view! { <Managed room subject /> })
            }}
        </Dialog>
    }
    .into_any()
}

#[component]
fn Managed(room: Room, subject: Subject) -> impl IntoView {
    let words = words::<FilesWords>();
    let toaster = toaster();
    let Subject { path, kind } = subject;
    let name = path.name().unwrap_or_default().to_owned();
    let (relocate, remove) = (ServerAction::<Relocate>::new(), ServerAction::<Remove>::new());
    // Whoever stands in what went away goes on to where it is or was; others stay.
    let stays = room.watched.with_untracked(|folder| {
        folder.as_ref().is_some_and(|folder| path.parent().as_ref() == Some(folder))
    }) && room.is_listing();
    let moved = relocate.value();
    let from = path.clone();
    let removed = remove.value();
    let close = move |word: &'static str| {
        room.subject.set(None);
        if stays {
            room.seen.refetch();
        }
        toaster.say(Tone::Good, word);
    };
    Effect::new(move |_| {
        if moved.with(|value| matches!(value, Some(Ok(())))) {
            close(words.moved);
        } else if removed.with(|value| matches!(value, Some(Ok(())))) {
            close(words.removed);
        }
    });
    view! {
        <p class="manage__name">{name}</p>
        <ActionForm action=relocate attr:class="stack">
            <RelocateFields id="dialog-to" path=from failure=told(moved) />
            <Stay stays />
            <div class="actions">
                <button class="button button--primary" disabled=relocate.pending()>
                    {words.rename}
                </button>
            </div>
        </ActionForm>
        <ActionForm action=remove>
            <RemoveFields path kind />
            <Stay stays />
        </ActionForm>
        {move || removed.get().and_then(Result::err).map(|failure| failed(&failure))}
    }
    .into_any()
}

#[component]
fn Stay(stays: bool) -> impl IntoView {
    stays.then(|| view! { <input type="hidden" name="stay" value="true" /> })
}

type Outcome = Option<Result<(), Failure<Refused>>>;

/// What was wrong, in words.
pub(super) fn told(
    value: impl Get<Value = Outcome> + Send + Sync + 'static,
) -> Signal<Option<String>> {
    let language = language();
    Signal::derive(move || Some(value.get()?.err()?.explain(language)))
}

/// The fields that rename or move: the whole path can be changed.
#[component]
pub(super) fn RelocateFields(
    /// The id of the field.
    id: &'static str,
    /// Where it is.
    path: Path,
    /// What was wrong.
    failure: Signal<Option<String>>,
) -> impl IntoView {
    let words = words::<FilesWords>();
    let text = path.to_string();
    let error_id = format!("{id}-error");
    let described = format!("{id}-hint {error_id}");
    view! {
        <input type="hidden" name="path" value=text.clone() />
        <div class="field">
            <label class="field__label" for=id>
                {words.new_path}
            </label>
            <input
                class="input"
                id=id
                name="to"
                value=text
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                maxlength="3072"
                required
                aria-describedby=described
                aria-invalid=move || failure.read().as_ref().map(|_| "true")
            />
            <p class="field__hint" id=format!("{id}-hint")>
                {words.new_path_hint}
            </p>
            <p class="field__error" id=error_id role="alert">
                {failure}
            </p>
        </div>
    }
    .into_any()
}

/// The fields that delete, folded away so that nobody does it by mistake.
#[component]
pub(super) fn RemoveFields(path: Path, kind: Kind) -> impl IntoView {
    let words = words::<FilesWords>();
    let question = match kind {
        Kind::Folder => words.remove_folder,
        Kind::File => words.remove_file,
    };
    view! {
        <input type="hidden" name="path" value=path.to_string() />
        <details class="manage__remove">
            <summary class="button button--quiet">
                <Glyph icon=Icon::Trash />
                {words.remove}
            </summary>
            <div class="stack">
                <p>{question}</p>
                <div class="actions">
                    <button class="button button--danger">{words.remove_now}</button>
                </div>
            </div>
        </details>
    }
    .into_any()
}
