//! The field at the bottom of a conversation.

use leptos::ev::{KeyboardEvent, SubmitEvent};
use leptos::html;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use maloca_chat::wire::message::MAX_TEXT;
use maloca_chat::{MessageId, Refused, Text};

use super::enter::EnterHere;
use super::frame::Ask;
use super::scroll::go_down;
use super::server_fns::Say;
use super::talk::{Mode, Talk};
use super::words::ChatWords;
use crate::failure::Explain;
use crate::failure::told;
use crate::here::here;
use crate::i18n::{language, words};
use crate::ui::icon::{Glyph, Icon};

/// From how many bytes left on the limit is told.
const NEAR: usize = 1_000;

/// The field with what belongs to it, or the way to a name.
#[component]
pub fn Composer(
    /// The conversation.
    talk: Talk,
    /// What people call the room.
    title: String,
    /// The name of the message that a form without scripts would post.
    id: String,
) -> impl IntoView {
    let path = format!("/chat/{}", talk.room().map(String::from).unwrap_or_default());
    let field = move || view! { <Field talk title=title.clone() id=id.clone() /> };
    view! {
        <Show
            when=move || here().nick().is_some()
            fallback=move || view! { <EnterHere to=path.clone() /> }
        >
            {field()}
        </Show>
    }
    .into_any()
}

/// What the field knows of itself.
#[derive(Clone, Copy)]
struct Draft {
    talk: Talk,
    area: NodeRef<html::Textarea>,
    /// How many bytes it holds.
    len: RwSignal<usize>,
    /// Why the last try made no message.
    refused: RwSignal<Option<Refused>>,
    no_connection: &'static str,
}

#[component]
fn Field(talk: Talk, title: String, id: String) -> impl IntoView {
    let (words, language) = (words::<ChatWords>(), language());
    let failed = ServerAction::<Say>::new().value();
    let draft = Draft {
        talk,
        area: NodeRef::new(),
        len: RwSignal::new(0),
        refused: RwSignal::new(None),
        no_connection: words.no_connection,
    };
    Effect::new(move |_| draft.prepare(talk.mode.get()));
    let label = (words.write)(&title);
    let error = move || match draft.refused.get() {
        Some(refused) => Some(refused.explain(language)),
        None => told(&failed.get(), language),
    };
    let room = talk.room().map(String::from).unwrap_or_default();
    view! {
        <form
            class="composer__box"
            method="post"
            action=Say::PATH
            on:submit=move |event| draft.submit(&event)
        >
            <input type="hidden" name="room" value=room />
            <input type="hidden" name="id" value=id />
            <Context talk />
            <label class="visually-hidden" for="say">
                {label.clone()}
            </label>
            <textarea
                class="composer__input"
                id="say"
                name="text"
                rows="1"
                placeholder=label
                required
                node_ref=draft.area
                aria-describedby="say-hint"
                on:input=move |_| draft.measure()
                on:keydown=move |event| draft.key(&event)
            ></textarea>
            <button class="button button--primary button--icon" title=words.send>
                <Glyph icon=Icon::Send />
                <span class="visually-hidden">{words.send}</span>
            </button>
        </form>
        {move || {
            error()
                .map(|error| {
                    view! {
                        <p class="composer__error" role="alert">
                            {error}
                        </p>
                    }
                })
        }}
        <Limit len=draft.len />
        <p class="composer__hint" id="say-hint">
            {words.hint}
        </p>
    }
    .into_any()
}

/// What the field is for, when it is not simply a new message.
#[component]
fn Context(talk: Talk) -> impl IntoView {
    let words = words::<ChatWords>();
    let text = move || match talk.mode.get() {
        Mode::New => None,
        Mode::Edit(_) => Some(words.editing.to_owned()),
        Mode::Reply(id) => Some((words.replying)(&author(talk, id))),
    };
    move || {
        text().map(|text| {
            view! {
                <div class="composer__context">
                    <span>{text}</span>
                    <button
                        class="button button--quiet button--icon button--small"
                        type="button"
                        title=words.cancel
                        on:click=move |_| talk.mode.set(Mode::New)
                    >
                        <Glyph icon=Icon::Close />
                        <span class="visually-hidden">{words.cancel}</span>
                    </button>
                </div>
            }
        })
    }
}

/// How much fits in yet, when that is little.
#[component]
fn Limit(len: RwSignal<usize>) -> impl IntoView {
    let words = words::<ChatWords>();
    let left = move || {
        let len = len.get();
        (len + NEAR > MAX_TEXT).then(|| match MAX_TEXT.checked_sub(len) {
            Some(left) => (words.left)(left),
            None => (words.too_long)(len - MAX_TEXT),
        })
    };
    view! {
        <p class="composer__limit" role="status">
            {left}
        </p>
    }
}

fn author(talk: Talk, id: MessageId) -> String {
    let find = |history: &maloca_chat::History| {
        let message = history.messages.iter().find(|message| message.id == id);
        message.map(|message| message.author.to_string())
    };
    talk.history.with(find).unwrap_or_default()
}

impl Draft {
    fn value(self) -> String {
        self.area.get_untracked().map(|area| area.value()).unwrap_or_default()
    }

    fn fill(self, text: &str) {
        if let Some(area) = self.area.get_untracked() {
            area.set_value(text);
        }
        self.measure();
    }

    fn measure(self) {
        self.len.set(self.value().len());
        if self.refused.get_untracked().is_some() {
            self.refused.set(None);
        }
    }

    /// Gets the field ready for what it is for now.
    fn prepare(self, mode: Mode) {
        if let Mode::Edit(id) = mode {
            let find = |history: &maloca_chat::History| {
                let message = history.messages.iter().find(|message| message.id == id);
                message.map(|message| message.text.clone())
            };
            self.fill(&self.talk.history.with_untracked(find).unwrap_or_default());
        }
        if mode != Mode::New
            && let Some(area) = self.area.get_untracked()
        {
            // A browser that does not give the focus leaves it where it is.
            let _ = area.focus();
        }
    }

    /// While older messages are in sight the form is sent as without scripts: it comes back to the
    /// newest.
    fn submit(self, event: &SubmitEvent) {
        if self.talk.has_newer.get_untracked() {
            return;
        }
        event.prevent_default();
        self.send();
    }

    fn send(self) {
        let text = match self.value().parse::<Text>() {
            Ok(text) => text,
            Err(Refused::EmptyText) => return,
            Err(refused) => return self.refused.set(Some(refused)),
        };
        match self.talk.mode.get_untracked() {
            Mode::New => self.talk.say(text, None),
            Mode::Reply(id) => self.talk.say(text, Some(id)),
            Mode::Edit(id) => self.edit(id, text),
        }
        self.fill("");
        self.talk.mode.set(Mode::New);
        go_down();
    }

    fn edit(self, id: MessageId, text: Text) {
        let Some(room) = self.talk.room() else { return };
        let ask = Ask::Edit { room: room.into(), id: id.to_string(), text: text.into() };
        self.talk.ask_now(ask, self.no_connection);
    }

    fn key(self, event: &KeyboardEvent) {
        let is_plain = !(event.shift_key() || event.alt_key() || event.is_composing());
        match event.key().as_str() {
            "Enter" if is_plain && has_keyboard() && !self.talk.has_newer.get_untracked() => {
                event.prevent_default();
                self.send();
            }
            "Escape" if self.talk.mode.get_untracked() != Mode::New => {
                if matches!(self.talk.mode.get_untracked(), Mode::Edit(_)) {
                    self.fill("");
                }
                self.talk.mode.set(Mode::New);
            }
            "ArrowUp" if is_plain && self.value().is_empty() => {
                if let Some(id) = self.talk.last_own() {
                    event.prevent_default();
                    self.talk.mode.set(Mode::Edit(id));
                }
            }
            _ => {}
        }
    }
}

/// On a phone's keyboard Enter begins a new line: there is a button to send.
fn has_keyboard() -> bool {
    let coarse = window().match_media("(pointer: coarse)").ok().flatten();
    !coarse.is_some_and(|query| query.matches())
}
