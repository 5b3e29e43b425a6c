//! The pages as WASM: hydrates what the server rendered.
//!
//! The binary beside this library renders the pages in the browser alone, for Trunk's loop.

use wasm_bindgen::prelude::wasm_bindgen;

/// Brings the page that the server rendered to life.
#[wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    leptos::mount::hydrate_body(maloca_app::App);
}
