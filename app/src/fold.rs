//! Names as a search sees them.

use js_sys::JsString;
use leptos::prelude::is_browser;
use maloca_files::natural;

/// A name without case and accents, for comparing. In the browser its own tables do it: Rust's would
/// be a tenth of all that the pages have to load.
pub fn fold(name: &str) -> String {
    if is_browser() {
        JsString::from(name).normalize("NFKD").to_lower_case().into()
    } else {
        natural::fold(name)
    }
}
