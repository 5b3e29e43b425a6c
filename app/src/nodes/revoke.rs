//! Putting a house out of the group, which is for good, so it is asked twice.

use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::server_fns::Revoke;
use super::words::NodesWords;
use crate::i18n::words;
use crate::ui::dialog::Dialog;

/// The id and the name of the house that the dialog is about.
pub(super) type Subject = RwSignal<Option<(String, String)>>;

/// Opens the dialog.
#[component]
pub(super) fn RevokeButton(subject: Subject, id: String, title: String) -> impl IntoView {
    let words = words::<NodesWords>();
    let label = (words.put_out_of)(&title);
    view! {
        <button
            class="button button--small needs-script"
            type="button"
            aria-label=label
            on:click=move |_| subject.set(Some((id.clone(), title.clone())))
        >
            {words.put_out}
        </button>
    }
    .into_any()
}

/// The question, one for the whole page.
#[component]
pub(super) fn RevokeDialog(subject: Subject) -> impl IntoView {
    let words = words::<NodesWords>();
    let open = RwSignal::new(false);
    Effect::new(move |_| open.set(subject.with(Option::is_some)));
    // Closed by Escape or the button: nobody is asked about any more.
    Effect::new(move |_| {
        if !open.get() && subject.with_untracked(Option::is_some) {
            subject.set(None);
        }
    });
    view! {
        <Dialog open title=words.put_out>
            {move || subject.get().map(|(id, title)| view! { <Question id title /> })}
        </Dialog>
    }
    .into_any()
}

/// The same without scripts, folded away.
#[component]
pub(super) fn PlainRevoke(id: String, title: String) -> impl IntoView {
    let words = words::<NodesWords>();
    view! {
        <details class="without-script">
            <summary class="button button--small" aria-label=(words.put_out_of)(&title)>
                {words.put_out}
            </summary>
            <Question id title />
        </details>
    }
    .into_any()
}

#[component]
fn Question(id: String, title: String) -> impl IntoView {
    let words = words::<NodesWords>();
    view! {
        <form class="stack" method="post" action=Revoke::PATH>
            <input type="hidden" name="id" value=id />
            <p>{(words.put_out_text)(&title)}</p>
            <div class="actions">
                <button class="button button--danger">{words.put_out_now}</button>
            </div>
        </form>
    }
    .into_any()
}
