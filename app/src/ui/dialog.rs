//! A question that waits for an answer.

use leptos::html;
use leptos::prelude::*;

use crate::i18n::{Language, language};
use crate::ui::icon::{Glyph, Icon};

/// A dialog over the page: the rest of it is out of reach until it is closed, Escape closes it, and
/// the focus comes back to where it was. The browser does all of that.
#[component]
pub fn Dialog(
    /// Whether it is open; closing by Escape or the button sets it to false.
    open: RwSignal<bool>,
    /// What is asked.
    #[prop(into)]
    title: String,
    /// The answers.
    children: Children,
) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        let is_wanted = open.get();
        let Some(dialog) = dialog.get() else { return };
        if is_wanted && !dialog.open() {
            // Fails only for a dialog that is not in the page; then there is nothing to show.
            let _ = dialog.show_modal();
        } else if !is_wanted && dialog.open() {
            dialog.close();
        }
    });
    view! {
        <dialog class="dialog" node_ref=dialog on:close=move |_| open.set(false)>
            <header class="dialog__head">
                <h2>{title}</h2>
                <button
                    class="button button--quiet button--icon"
                    type="button"
                    on:click=move |_| open.set(false)
                >
                    <Glyph icon=Icon::Close />
                    <span class="visually-hidden">{close_word()}</span>
                </button>
            </header>
            <div class="dialog__body">{children()}</div>
        </dialog>
    }
}

fn close_word() -> &'static str {
    match language() {
        Language::Spanish => "Cerrar",
        Language::English => "Close",
    }
}
