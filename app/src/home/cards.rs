//! The three rooms as cards, each with a little of what is going on in it.

use leptos::prelude::*;

use super::server_fns::{Glimpse, LastWord};
use super::words::HomeWords;
use crate::i18n::{language, words};
use crate::ui::avatar::Avatar;
use crate::ui::icon::{Glyph, Icon};

/// The three rooms side by side, below each other on phones.
#[component]
pub fn Cards(
    /// What is going on in them.
    glimpse: Glimpse,
) -> impl IntoView {
    let words = words::<HomeWords>();
    let shelf = shelf(glimpse.files);
    view! {
        <section class="rooms" aria-label=words.rooms>
            <RoomCard room="calc" icon=Icon::Calculator title=words.calc text=words.calc_text>
                <Sum />
            </RoomCard>
            <RoomCard room="chat" icon=Icon::Chat title=words.chat text=words.chat_text>
                {talk(glimpse)}
            </RoomCard>
            <RoomCard room="files" icon=Icon::Folder title=words.files text=words.files_text>
                {shelf}
            </RoomCard>
        </section>
    }
}

#[component]
fn RoomCard(
    room: &'static str,
    icon: Icon,
    title: &'static str,
    text: &'static str,
    children: Children,
) -> impl IntoView {
    view! {
        <article class=format!("card room-card room-card--{room}")>
            <span class="room-card__icon">
                <Glyph icon />
            </span>
            <h2 class="room-card__title">
                <a class="room-card__link" href=format!("/{room}")>
                    {title}
                </a>
            </h2>
            <p class="room-card__text">{text}</p>
            <div class="room-card__glimpse">{children()}</div>
        </article>
    }
}

/// A sum to begin with: a plain form that leads to the calculator.
#[component]
fn Sum() -> impl IntoView {
    let words = words::<HomeWords>();
    view! {
        <form class="sum" action="/calc" method="get">
            <label class="visually-hidden" for="home-expr">
                {words.expression}
            </label>
            <input
                class="input input--mono"
                id="home-expr"
                name="expr"
                placeholder="2^10 + 15%"
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                required
            />
            <button class="button button--primary">
                "="<span class="visually-hidden">{words.calculate}</span>
            </button>
        </form>
    }
}

fn talk(glimpse: Glimpse) -> impl IntoView {
    let words = words::<HomeWords>();
    let rooms =
        glimpse.rooms.map(|count| view! { <p class="muted">{(words.count_rooms)(count)}</p> });
    let last = match glimpse.last {
        Some(last) => last_word(last).into_any(),
        None => view! { <p class="muted">{words.quiet}</p> }.into_any(),
    };
    view! {
        {last}
        {rooms}
    }
}

fn last_word(last: LastWord) -> impl IntoView {
    view! {
        <p class="last-word">
            <Avatar name=last.author.clone() />
            <span class="last-word__text">
                <b>{last.author}</b>
                " "
                {last.text}
            </span>
        </p>
    }
}

fn shelf(files: Option<usize>) -> impl IntoView {
    let words = words::<HomeWords>();
    let text = match files {
        None | Some(0) => words.empty.to_owned(),
        Some(count) => (words.count_files)(count as u64, language()),
    };
    view! { <p class="muted">{text}</p> }
}
