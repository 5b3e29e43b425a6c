//! A room with its messages.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::components::A;
use maloca_chat::Room;

use super::composer::Composer;
use super::message::{delete, row};
use super::scroll::{LOG, go_down, scrolled, walk};
use super::server_fns::Look;
use super::talk::{Command, Line, Talk};
use super::words::ChatWords;
use super::{live, outbox};
use crate::here::here;
use crate::i18n::words;
use crate::ui::dialog::Dialog;
use crate::ui::icon::{Glyph, Icon};
use crate::ui::notice::Blank;

/// The whole page of a room.
#[component]
pub fn Conversation(
    /// What the server saw of it.
    look: Look,
) -> impl IntoView {
    let (rooms, title, id) = (look.rooms.clone(), look.room.title.clone(), look.id.clone());
    let talk = Talk::new(look);
    enliven(talk);
    let tab = {
        let title = title.clone();
        // The server asks for the title when it writes the document, where the page's arena may be gone already.
        let unseen = ArcRwSignal::from(talk.unseen);
        move || match unseen.get() {
            0 => title.clone(),
            unseen => format!("({unseen}) {title}"),
        }
    };
    view! {
        <Title text=tab />
        <div class="page page--fill">
            <header class="page__head">
                <h1>{title.clone()}</h1>
            </header>
            <div class="chat">
                <Rooms rooms talk />
                <section class="conversation">
                    <Head title=title.clone() talk />
                    <Messages talk />
                    <div class="composer">
                        <Jump talk />
                        <Composer talk title id />
                    </div>
                </section>
            </div>
        </div>
        <DeleteDialog talk />
    }
    .into_any()
}

/// What only happens in a browser: the reader's time zone, what is on its way, the connection.
fn enliven(talk: Talk) {
    Effect::new(move |_| talk.is_local.set(true));
    Effect::new(move |restored: Option<bool>| {
        let (Some(room), Some(nick)) = (talk.room(), talk.nick()) else { return false };
        if restored != Some(true) {
            let kept = outbox::restore(&room, &nick);
            talk.outbox.update(|outbox| outbox.splice(0..0, kept).for_each(drop));
        }
        true
    });
    Effect::new(move |before: Option<()>| {
        let outbox = talk.outbox.read();
        if let (Some(()), Some(room)) = (before, talk.room()) {
            outbox::keep(&room, &outbox);
        }
    });
    Effect::new(move |is_open: Option<bool>| {
        let is_open = is_open.unwrap_or(false);
        if !is_open && !talk.has_newer.get() {
            live::open(talk);
            return true;
        }
        is_open
    });
    let who = Memo::new(move |_| here().get().person());
    Effect::watch(move || who.get(), move |_, _, _| talk.command(Command::Again), false);
    Effect::new(move |_| {
        let back = window_event_listener(leptos::ev::focus, move |_| {
            if talk.is_down.try_get_untracked() == Some(true) {
                talk.catch_up();
            }
        });
        on_cleanup(move || back.remove());
    });
}

/// All rooms at the side of wide screens.
#[component]
fn Rooms(rooms: Vec<Room>, talk: Talk) -> impl IntoView {
    let words = words::<ChatWords>();
    let link = move |room: Room| {
        let (href, name) = (format!("/chat/{}", room.name), room.name.clone());
        let unread = Memo::new(move |_| talk.elsewhere.read().unread(&name));
        view! {
            <li>
                <A href=href attr:class="room-link">
                    <span class="truncate" class:room-link--unread=move || { unread.get() > 0 }>
                        {room.title}
                    </span>
                    {move || {
                        let count = unread.get();
                        (count > 0)
                            .then(|| {
                                view! {
                                    <span class="badge">
                                        {count}
                                        <span class="visually-hidden">
                                            {(words.count_unread)(count)}
                                        </span>
                                    </span>
                                }
                            })
                    }}
                </A>
            </li>
        }
    };
    view! {
        <nav class="chat__rooms" aria-label=words.rooms>
            <ul class="room-list" role="list">
                {rooms.into_iter().map(link).collect_view()}
            </ul>
            <A href="/chat" exact=true attr:class="button button--quiet button--small">
                <Glyph icon=Icon::Plus />
                {words.new_room}
            </A>
        </nav>
    }
    .into_any()
}

#[component]
fn Head(title: String, talk: Talk) -> impl IntoView {
    let words = words::<ChatWords>();
    let pill = move || match talk.line.get() {
        _ if talk.has_newer.get() => ("pill", ""),
        Line::Connecting => ("pill pill--busy", words.connecting),
        Line::Live => ("pill pill--good", words.live),
        Line::Offline => ("pill pill--bad", words.offline),
    };
    view! {
        <div class="conversation__head">
            <a class="button button--quiet button--icon chat__back" href="/chat">
                <Glyph icon=Icon::Back />
                <span class="visually-hidden">{words.all_rooms}</span>
            </a>
            <p class="conversation__title truncate" aria-hidden="true">
                {title}
            </p>
            <span class="conversation__line needs-script" role="status">
                <span class=move || pill().0 hidden=move || pill().1.is_empty()>
                    {move || pill().1}
                </span>
            </span>
        </div>
    }
    .into_any()
}

#[component]
fn Messages(talk: Talk) -> impl IntoView {
    let words = words::<ChatWords>();
    let rows = Memo::new(move |_| talk.rows());
    let is_empty = move || rows.read().is_empty();
    view! {
        <div
            class="messages"
            id=LOG
            role="log"
            aria-label=words.messages
            aria-busy=move || if talk.is_loading.get() { "true" } else { "false" }
            tabindex="0"
            on:scroll=move |event| scrolled(talk, &event)
            on:keydown=move |event| walk(&event)
        >
            <div class="messages__list">
                <Show when=move || talk.has_older.get()>
                    <Further talk label=words.older is_before=true />
                </Show>
                <Show when=is_empty>
                    <Blank icon=Icon::Chat title=words.empty>
                        <p>{words.empty_text}</p>
                    </Blank>
                </Show>
                <For each=move || rows.get() key=|one| one.key() let:one>
                    {row(one, talk)}
                </For>
                <Show when=move || talk.has_newer.get()>
                    <Further talk label=words.newer is_before=false />
                </Show>
            </div>
        </div>
    }
    .into_any()
}

/// The way to the part before or after, as a link where there are no scripts.
#[component]
fn Further(talk: Talk, label: &'static str, is_before: bool) -> impl IntoView {
    let href = move || {
        let room = talk.room().map(String::from).unwrap_or_default();
        let history = talk.history.read();
        let seq = |message: Option<&maloca_chat::Message>| message.map_or(0, |m| m.seq);
        if is_before {
            format!("/chat/{room}?before={}", seq(history.messages.first()))
        } else {
            format!("/chat/{room}?after={}", seq(history.messages.last()))
        }
    };
    let load = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        if is_before { talk.load_older() } else { talk.load_newer() }
    };
    view! {
        <div class="messages__older">
            <a class="button button--quiet button--small" href=href on:click=load>
                {label}
            </a>
        </div>
    }
}

/// The way down to what came meanwhile.
#[component]
fn Jump(talk: Talk) -> impl IntoView {
    let words = words::<ChatWords>();
    view! {
        <Show when=move || talk.unseen.get() != 0 && !talk.is_down.get()>
            <div class="messages__jump">
                <button
                    class="button button--primary button--small"
                    type="button"
                    on:click=move |_| go_down()
                >
                    {move || (words.new_messages)(talk.unseen.get())}
                </button>
            </div>
        </Show>
    }
    .into_any()
}

#[component]
fn DeleteDialog(talk: Talk) -> impl IntoView {
    let words = words::<ChatWords>();
    let open = RwSignal::new(false);
    Effect::new(move |_| open.set(talk.doomed.get().is_some()));
    Effect::new(move |_| {
        if !open.get() && talk.doomed.get_untracked().is_some() {
            talk.doomed.set(None);
        }
    });
    view! {
        <Dialog open title=words.delete_question>
            <p>{words.delete_text}</p>
            <div class="actions">
                <button
                    class="button button--danger"
                    type="button"
                    on:click=move |_| delete(talk, words.no_connection)
                >
                    {words.delete}
                </button>
                <button class="button" type="button" on:click=move |_| open.set(false)>
                    {words.cancel}
                </button>
            </div>
        </Dialog>
    }
    .into_any()
}
