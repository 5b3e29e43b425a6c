//! Wishing that copies of a folder are kept.

use leptos::{html, prelude::*};
use leptos_router::hooks::use_query_map;

use super::super::words::NodesWords;
use super::server_fns::KeepFolder;
use super::wire::Keep;
use crate::i18n::words;
use crate::ui::notice::failed;

/// The longest path, in bytes, and a slash.
const LONGEST: u16 = 3_072;
/// How many copies are wished in the group when nobody says otherwise.
const USUAL: u8 = 2;

/// The folder, and how many copies of it. The folder may stand in the address.
#[component]
pub(super) fn WishForm(
    keep: ServerAction<KeepFolder>,
    keeps: RwSignal<Vec<Keep>>,
    /// Some that can be wished.
    folders: Vec<String>,
) -> impl IntoView {
    let words = words::<NodesWords>();
    view! {
        <section class="card wish" aria-labelledby="wish-title">
            <h3 id="wish-title">{words.wish}</h3>
            <p class="muted">{words.wish_text}</p>
            <ActionForm action=keep attr:class="wish__form">
                <Folder keep>
                    <Known keeps folders />
                </Folder>
                <HowMany />
                <div class="actions">
                    <button class="button button--primary" disabled=keep.pending()>
                        {words.wish_now}
                    </button>
                </div>
            </ActionForm>
            {move || keep.value().get().and_then(Result::err).map(|failure| failed(&failure))}
        </section>
    }
    .into_any()
}

/// The path of the folder, with some that there are.
#[component]
fn Folder(keep: ServerAction<KeepFolder>, children: Children) -> impl IntoView {
    let words = words::<NodesWords>();
    let query = use_query_map();
    let asked = Memo::new(move |_| query.read().get("folder").unwrap_or_default());
    let field = NodeRef::<html::Input>::new();
    // What was wished is no draft any more.
    Effect::new(move |_| {
        let is_done = matches!(keep.value().get(), Some(Ok(())));
        if let Some(field) = field.get_untracked().filter(|_| is_done) {
            field.set_value("");
        }
    });
    view! {
        <div class="field">
            <label class="field__label" for="folder">
                {words.folder}
            </label>
            <input
                class="input"
                id="folder"
                name="folder"
                node_ref=field
                value=move || asked.get()
                list="folders"
                maxlength=LONGEST
                required
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                aria-describedby="folder-hint"
            />
            {children()}
            <p class="field__hint" id="folder-hint">
                {words.folder_hint}
            </p>
        </div>
    }
    .into_any()
}

/// Folders to choose from: these, and those that are kept already, maybe elsewhere.
#[component]
fn Known(keeps: RwSignal<Vec<Keep>>, folders: Vec<String>) -> impl IntoView {
    let known = Memo::new(move |_| {
        let kept = keeps.with(|keeps| keeps.iter().map(|it| it.folder.to_string()).collect());
        let mut known: Vec<String> = [kept, folders.clone()].concat();
        known.retain(|folder| !folder.is_empty());
        known.sort_unstable();
        known.dedup();
        known
    });
    view! {
        <datalist id="folders">
            <For each=move || known.get() key=String::clone let:folder>
                <option value=folder></option>
            </For>
        </datalist>
    }
    .into_any()
}

/// Here, or so many in the group.
#[component]
fn HowMany() -> impl IntoView {
    let words = words::<NodesWords>();
    let group = NodeRef::<html::Input>::new();
    // Whoever says how many wishes them in the group.
    let choose = move |_| {
        if let Some(group) = group.get_untracked() {
            group.set_checked(true);
        }
    };
    view! {
        <fieldset class="wish__places">
            <legend class="field__label">{words.how_many}</legend>
            <label class="check">
                <input type="radio" name="place" value="here" checked autocomplete="off" />
                {words.keep_here}
            </label>
            <div class="wish__group">
                <label class="check">
                    <input
                        type="radio"
                        name="place"
                        value="group"
                        node_ref=group
                        autocomplete="off"
                    />
                    {words.keep_in_group}
                </label>
                <input
                    class="input wish__copies"
                    type="number"
                    name="copies"
                    min="1"
                    max="255"
                    value=USUAL
                    required
                    autocomplete="off"
                    aria-label=words.how_many_in_group
                    on:input=choose
                />
            </div>
        </fieldset>
    }
    .into_any()
}
