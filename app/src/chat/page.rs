//! The pages of the room `chat`.

use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};
use maloca_chat::Seq;

use super::conversation::Conversation;
use super::lobby::Lobby;
use super::server_fns::look_in;
use super::words::ChatWords;
use crate::i18n::words;
use crate::ui::notice::failed_page;
use crate::ui::page::Page;
use crate::ui::progress::Skeleton;

/// All rooms.
#[component]
pub fn ChatPage() -> impl IntoView {
    let words = words::<ChatWords>();
    view! {
        <Page title=words.title lede=words.lede>
            <Lobby />
        </Page>
    }
}

/// One room with its messages; `?before=` and `?after=` show another part than the newest.
#[component]
pub fn RoomPage() -> impl IntoView {
    let (params, query) = (use_params_map(), use_query_map());
    let place = move || {
        let number = |name| query.read().get(name).and_then(|text| text.parse::<Seq>().ok());
        (params.read().get("room").unwrap_or_default(), number("before"), number("after"))
    };
    let look = Resource::new(place, |(room, before, after)| look_in(room, before, after));
    view! {
        <Suspense fallback=|| {
            view! {
                <div class="page page--narrow">
                    <Skeleton lines=6 />
                </div>
            }
        }>
            {move || Suspend::new(async move {
                match look.await {
                    Ok(look) => view! { <Conversation look /> }.into_any(),
                    Err(failure) => {
                        let title = words::<ChatWords>().title;
                        view! { <Page title class="page--narrow">{failed_page(&failure)}</Page> }
                            .into_any()
                    }
                }
            })}
        </Suspense>
    }
}
