//! The page of the room `calc`.

use leptos::prelude::*;

use super::words::CalcWords;
use crate::i18n::words;
use crate::ui::page::Page;

/// The calculator.
#[component]
pub fn CalcPage() -> impl IntoView {
    let words = words::<CalcWords>();
    view! {
        <Page title=words.title lede=words.lede />
    }
}
