//! The pages as WASM: hydrates what the server rendered, or, for Trunk, renders them itself.

use leptos::prelude::document;

/// Brings the page that the server rendered to life.
#[cfg(feature = "hydrate")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    leptos::mount::hydrate_body(maloca_app::App);
    mark_ready();
}

/// Renders the page into an empty document.
#[cfg(feature = "csr")]
pub fn mount() {
    console_error_panic_hook::set_once();
    leptos::mount::mount_to_body(maloca_app::App);
    mark_ready();
}

/// `<html data-ready>` says that buttons answer from now on: browser tests wait for it.
fn mark_ready() {
    if let Some(root) = document().document_element() {
        // A document that refuses an attribute only makes a test wait in vain.
        let _ = root.set_attribute("data-ready", "");
    }
}
