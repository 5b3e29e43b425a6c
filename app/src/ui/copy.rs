//! Copying to the clipboard, also where the page is no secure context.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlDocument, HtmlTextAreaElement};

use crate::i18n::{Language, language};
use crate::ui::icon::{Glyph, Icon};
use crate::ui::notice::Tone;
use crate::ui::toast::toaster;

/// A button that copies a text and says so.
#[component]
pub fn CopyButton(
    /// What is copied.
    #[prop(into)]
    text: String,
) -> impl IntoView {
    let (copy_word, copied, not_copied) = words();
    let toaster = toaster();
    let on_click = move |_| match copy(&text) {
        Some(()) => toaster.say(Tone::Good, copied),
        None => toaster.say(Tone::Bad, not_copied),
    };
    view! {
        <button class="button button--quiet button--icon needs-script" type="button" on:click=on_click>
            <Glyph icon=Icon::Copy />
            <span class="visually-hidden">{copy_word}</span>
        </button>
    }
}

fn words() -> (&'static str, &'static str, &'static str) {
    match language() {
        Language::Spanish => {
            ("Copiar", "Copiado.", "No se pudo copiar. Selecciona el texto y cópialo.")
        }
        Language::English => {
            ("Copy", "Copied.", "It could not be copied. Select the text and copy it.")
        }
    }
}

/// Copies through a selected text area. `navigator.clipboard` exists only in secure contexts, which
/// `http://` with an address of the local network is not; this works in both.
pub fn copy(text: &str) -> Option<()> {
    let document = document();
    let area: HtmlTextAreaElement = document.create_element("textarea").ok()?.dyn_into().ok()?;
    area.set_value(text);
    area.set_class_name("visually-hidden");
    // A dialog makes everything outside it inert, so the text area goes where the focus is.
    let focused = document.active_element();
    let host =
        focused.as_ref().and_then(|it| it.parent_element()).or(document.body().map(Into::into))?;
    host.append_child(&area).ok()?;
    area.select();
    let html: HtmlDocument = document.dyn_into().ok()?;
    let copied = html.exec_command("copy").unwrap_or(false);
    area.remove();
    if let Some(focused) = focused.and_then(|it| it.dyn_into::<web_sys::HtmlElement>().ok()) {
        // Losing the focus is no reason to say that nothing was copied.
        let _ = focused.focus();
    }
    copied.then_some(())
}
