//! A row of a conversation.

use leptos::prelude::*;
use maloca_chat::MessageId;
use time::{Date, OffsetDateTime};

use super::frame::Ask;
use super::talk::{Mode, Talk};
use super::timeline::{Quote, Row, Said, State};
use super::words::ChatWords;
use crate::format::{Detail, moment};
use crate::i18n::{language, words};
use crate::ui::avatar::Avatar;
use crate::ui::icon::{Glyph, Icon};
use crate::ui::moment::{Moment, local};

/// A row as it is seen.
pub fn row(row: Row, talk: Talk) -> AnyView {
    match row {
        Row::Day(date) => view! { <Day date talk /> }.into_any(),
        Row::Unread => {
            let text = words::<ChatWords>().unread;
            view! { <p class="divider divider--unread">{text}</p> }.into_any()
        }
        Row::Said(said) => view! { <MessageRow said talk /> }.into_any(),
    }
}

#[component]
fn Day(date: Date, talk: Talk) -> impl IntoView {
    let (words, language) = (words::<ChatWords>(), language());
    let name = move || {
        let today = talk.is_local.get().then(today);
        match today {
            Some(today) if today == date => words.today.to_owned(),
            Some(today) if today.previous_day() == Some(date) => words.yesterday.to_owned(),
            _ => moment(date.midnight().assume_utc(), Detail::Day, language),
        }
    };
    view! { <p class="divider">{name}</p> }
}

/// The reader's date. Only once the page is alive.
fn today() -> Date {
    let seconds = (js_sys::Date::now() / 1000.0) as i64;
    let now = OffsetDateTime::from_unix_timestamp(seconds).unwrap_or(OffsetDateTime::UNIX_EPOCH);
    local(now).date()
}

/// The id of a message's element.
fn anchor(id: MessageId) -> String {
    format!("m-{id}")
}

fn classes(said: &Said) -> String {
    let marks = [
        ("message--first", said.is_first),
        ("message--unverified", !said.message.verified),
        ("message--pending", said.state == State::Sending),
        ("message--failed", matches!(said.state, State::Refused(_))),
        ("message--deleted", said.message.deleted),
        ("message--mention", said.names_reader),
    ];
    let marks = marks.into_iter().filter(|(_, holds)| *holds).map(|(class, _)| class);
    std::iter::once("message").chain(marks).collect::<Vec<_>>().join(" ")
}

#[component]
fn MessageRow(said: Said, talk: Talk) -> impl IntoView {
    let words = words::<ChatWords>();
    let (class, id) = (classes(&said), said.message.id);
    let side = if said.is_first {
        view! { <Avatar name=said.message.author.to_string() /> }.into_any()
    } else {
        view! {
            <span class="message__time">
                <Moment at=said.message.at detail=Detail::Clock />
            </span>
        }
        .into_any()
    };
    let html = if said.message.deleted {
        format!("<p>{}</p>", words.deleted)
    } else {
        maloca_markup::html(&said.message.text)
    };
    let is_edited = said.message.edited_at.is_some() && !said.message.deleted;
    view! {
        <article class=class id=anchor(id) tabindex="-1">
            {side}
            <div class="message__body">
                {said.is_first.then(|| head(&said))}
                {said.quote.clone().map(quoted)}
                <div class="prose" inner_html=html></div>
                {is_edited.then(|| view! { <span class="message__state">{words.edited}</span> })}
                {state(said.state.clone(), id, talk)}
            </div>
            {(said.state == State::Kept && !said.message.deleted)
                .then(|| view! { <Actions said talk /> })}
        </article>
    }
}

fn head(said: &Said) -> impl IntoView + use<> {
    let words = words::<ChatWords>();
    let unverified = (!said.message.verified).then(|| {
        view! {
            <span class="chip" title=words.unverified_why>
                {words.unverified}
            </span>
        }
    });
    view! {
        <header class="message__head">
            <span class="message__author">{said.message.author.to_string()}</span>
            {unverified}
            <span class="message__time">
                <Moment at=said.message.at detail=Detail::Clock />
            </span>
        </header>
    }
}

fn quoted(quote: Quote) -> AnyView {
    let words = words::<ChatWords>();
    match quote.words {
        Some((author, text)) => view! {
            <a class="message__reply" href=format!("#{}", anchor(quote.id)) rel="external">
                <b>{author}</b>
                " "
                {text}
            </a>
        }
        .into_any(),
        None => view! { <span class="message__reply">{words.gone_quote}</span> }.into_any(),
    }
}

fn state(state: State, id: MessageId, talk: Talk) -> Option<AnyView> {
    let words = words::<ChatWords>();
    match state {
        State::Kept => None,
        State::Sending => {
            Some(view! { <span class="message__state">{words.sending}</span> }.into_any())
        }
        State::Refused(why) => Some(
            view! {
                <p class="message__state" role="alert">
                    {words.not_sent}
                    " "
                    {why}
                </p>
                <div class="actions">
                    <button
                        class="button button--small"
                        type="button"
                        on:click=move |_| talk.retry(id)
                    >
                        {words.retry}
                    </button>
                    <button
                        class="button button--small button--quiet"
                        type="button"
                        on:click=move |_| talk.discard(id)
                    >
                        {words.discard}
                    </button>
                </div>
            }
            .into_any(),
        ),
    }
}

/// What can be done with a message. It appears with the pointer, the focus or a touch.
#[component]
fn Actions(said: Said, talk: Talk) -> impl IntoView {
    let words = words::<ChatWords>();
    let id = said.message.id;
    let act = move |icon: Icon, label: &'static str, on_click: fn(Talk, MessageId)| {
        view! {
            <button
                class="button button--quiet button--icon button--small"
                type="button"
                title=label
                on:click=move |_| on_click(talk, id)
            >
                <Glyph icon />
                <span class="visually-hidden">{label}</span>
            </button>
        }
    };
    let own = said.is_own.then(|| {
        (
            act(Icon::Edit, words.edit, |talk, id| talk.mode.set(Mode::Edit(id))),
            act(Icon::Trash, words.delete, |talk, id| talk.doomed.set(Some(id))),
        )
    });
    view! {
        <div class="message__actions needs-script">
            {act(Icon::Reply, words.reply, |talk, id| talk.mode.set(Mode::Reply(id)))}
            {own}
        </div>
    }
}

/// Takes back the message that was asked about.
pub fn delete(talk: Talk, no_connection: &'static str) {
    let (Some(id), Some(room)) = (talk.doomed.get_untracked(), talk.room()) else { return };
    talk.doomed.set(None);
    talk.ask_now(Ask::Delete { room: room.into(), id: id.to_string() }, no_connection);
}
