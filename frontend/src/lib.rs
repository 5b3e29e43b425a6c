//! The pages as WASM: hydrates what the server rendered, or, for Trunk, renders them itself.

use leptos::prelude::document;

/// Brings the page that the server rendered to life, once the code of its room is here.
#[cfg(feature = "hydrate")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub async fn hydrate() {
    console_error_panic_hook::set_once();
    let Some(body) = document().body() else { return };
    leptos::mount::hydrate_from_async(body, maloca_app::App).await.forget();
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
