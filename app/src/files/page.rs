//! The page of the room `files`.

use leptos::prelude::*;

use super::words::FilesWords;
use crate::i18n::words;
use crate::ui::page::Page;

/// A folder of the shared tree, or a file in it.
#[component]
pub fn FilesPage() -> impl IntoView {
    let words = words::<FilesWords>();
    view! {
        <Page title=words.title lede=words.lede />
    }
}
