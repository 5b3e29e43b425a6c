//! All rooms, and the way to a new one.

use leptos::prelude::*;

use super::server_fns::{Glimpse, OpenRoom, lobby};
use super::words::ChatWords;
use crate::failure::told;
use crate::i18n::{language, words};
use crate::ui::avatar::Avatar;
use crate::ui::field::Field;
use crate::ui::icon::{Glyph, Icon};
use crate::ui::notice::failed_page;
use crate::ui::progress::Skeleton;

/// The rooms with what was last said in each, and a form that opens another one.
#[component]
pub fn Lobby() -> impl IntoView {
    let words = words::<ChatWords>();
    let rooms = OnceResource::new(lobby());
    view! {
        <div class="lobby">
            <section class="section" aria-label=words.rooms>
                <Suspense fallback=|| {
                    view! { <Skeleton lines=4 /> }
                }>
                    {move || Suspend::new(async move {
                        match rooms.await {
                            Ok(rooms) => {
                                view! {
                                    <ul class="lobby__rooms" role="list">
                                        {rooms.into_iter().map(item).collect_view()}
                                    </ul>
                                }
                                    .into_any()
                            }
                            Err(failure) => failed_page(&failure).into_any(),
                        }
                    })}
                </Suspense>
            </section>
            <OpenForm />
        </div>
    }
    .into_any()
}

fn item(glimpse: Glimpse) -> impl IntoView {
    let words = words::<ChatWords>();
    let last = match glimpse.last {
        Some((author, text)) => view! {
            <span class="last-word">
                <Avatar name=author.clone() />
                <span class="last-word__text">
                    <b>{author}</b>
                    " "
                    {text}
                </span>
            </span>
        }
        .into_any(),
        None => (glimpse.room.head == 0)
            .then(|| view! { <span class="muted">{words.quiet}</span> })
            .into_any(),
    };
    view! {
        <li>
            <a class="lobby__room" href=format!("/chat/{}", glimpse.room.name)>
                <span class="lobby__name">{glimpse.room.title}</span>
                {last}
                <Glyph icon=Icon::Chevron />
            </a>
        </li>
    }
}

#[component]
fn OpenForm() -> impl IntoView {
    let (words, language) = (words::<ChatWords>(), language());
    let action = ServerAction::<OpenRoom>::new();
    let value = action.value();
    let error = Signal::derive(move || told(&value.get(), language));
    view! {
        <section class="card lobby__new">
            <ActionForm action attr:class="stack">
                <Field
                    name="title"
                    label=words.new_room
                    hint=words.new_room_hint
                    error
                    maxlength=80
                />
                <div class="actions">
                    <button class="button button--primary" disabled=action.pending()>
                        <Glyph icon=Icon::Plus />
                        {words.open_room}
                    </button>
                </div>
            </ActionForm>
        </section>
    }
    .into_any()
}
