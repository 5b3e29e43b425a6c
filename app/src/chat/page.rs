//! The pages of the room `chat`.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::words::ChatWords;
use crate::i18n::words;
use crate::ui::page::Page;

/// All rooms.
#[component]
pub fn ChatPage() -> impl IntoView {
    let words = words::<ChatWords>();
    view! {
        <Page title=words.title lede=words.lede />
    }
}

/// One room with its messages.
#[component]
pub fn RoomPage() -> impl IntoView {
    let words = words::<ChatWords>();
    let params = use_params_map();
    view! {
        <Page title=words.title lede=words.lede>
            <p>{move || params.read().get("room")}</p>
        </Page>
    }
}
