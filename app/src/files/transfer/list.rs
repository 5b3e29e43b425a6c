//! What is seen of the files on their way.

use leptos::prelude::*;

use super::{Clash, State, Transfer, Transfers, Trouble, transfers};
use crate::files::words::FilesWords;
use crate::i18n::words;
use crate::ui::icon::{Glyph, Icon};
use crate::ui::progress::Progress;

/// All files on their way, and those that arrived, until they are put away.
#[component]
pub(in crate::files) fn TransferList() -> impl IntoView {
    let words = words::<FilesWords>();
    let transfers = transfers();
    let total = move || transfers.all().len();
    view! {
        <Show when=move || { total() > 0 }>
            <section class="transfers" aria-label=words.uploads>
                <header class="toolbar">
                    <p class="label" role="status">
                        {move || (words.arrived)(transfers.arrived(), total())}
                    </p>
                    <div class="toolbar__end">
                        <Show when=move || { transfers.arrived() > 0 }>
                            <button
                                class="button button--quiet button--small"
                                type="button"
                                on:click=move |_| transfers.forget_arrived()
                            >
                                {words.put_away}
                            </button>
                        </Show>
                    </div>
                </header>
                <For each=move || transfers.all() key=|it| it.id let:transfer>
                    <Line transfers transfer />
                </For>
            </section>
        </Show>
    }
    .into_any()
}

#[component]
fn Line(transfers: Transfers, transfer: Transfer) -> impl IntoView {
    let words = words::<FilesWords>();
    let Transfer { id, folder, name, state } = transfer;
    let title = folder.join(&name).map_or_else(|_| name.clone(), |path| path.to_string());
    let label = name.clone();
    let state = Memo::new(move |_| state.get());
    let is_sending = move || matches!(state.get(), State::Sending(_));
    let part = Signal::derive(move || match state.get() {
        State::Sending(part) => Some(part),
        _ => None,
    });
    view! {
        <div class=move || class(state.get())>
            <span class="truncate" title=title>
                {name}
            </span>
            <span class="transfer__state">{move || say(state.get(), words)}</span>
            <span class="actions">
                {move || buttons(transfers, id, state.get())}
            </span>
            <Show when=is_sending>
                <Progress label=label.clone() done=part />
            </Show>
        </div>
    }
    .into_any()
}

const fn class(state: State) -> &'static str {
    match state {
        State::Done(_) => "transfer transfer--done",
        State::Failed(_) | State::Taken => "transfer transfer--failed",
        State::Waiting(_) | State::Sending(_) => "transfer",
    }
}

fn say(state: State, words: &'static FilesWords) -> String {
    match state {
        State::Waiting(_) => words.waiting.to_owned(),
        State::Sending(part) if part >= 1.0 => words.saving.to_owned(),
        State::Sending(part) => format!("{} %", (part * 100.0) as u8),
        State::Taken => words.taken.to_owned(),
        State::Done(1) => words.done.to_owned(),
        State::Done(number) => (words.done_beside)(number),
        State::Failed(Trouble::Unreachable) => words.unreachable.to_owned(),
        State::Failed(Trouble::Status(403)) => words.not_allowed.to_owned(),
        State::Failed(Trouble::Status(413)) => words.too_large.to_owned(),
        State::Failed(Trouble::Status(507)) => words.no_room.to_owned(),
        State::Failed(Trouble::Status(400)) => words.bad_name.to_owned(),
        State::Failed(Trouble::Status(409)) => words.folder_there.to_owned(),
        State::Failed(Trouble::Status(status)) => (words.failed)(status),
    }
}

fn buttons(transfers: Transfers, id: u32, state: State) -> impl IntoView {
    let words = words::<FilesWords>();
    let again = move |clash: Clash, word: &'static str| {
        view! {
            <button
                class="button button--small"
                type="button"
                on:click=move |_| transfers.again(id, clash)
            >
                {word}
            </button>
        }
    };
    let choices = match state {
        State::Taken => {
            vec![again(Clash::Beside(2), words.keep_both), again(Clash::Replace, words.replace)]
        }
        State::Failed(_) => vec![again(Clash::Ask, words.again)],
        State::Waiting(_) | State::Sending(_) | State::Done(_) => Vec::new(),
    };
    let stop = if matches!(state, State::Done(_)) { words.put_away } else { words.cancel };
    view! {
        {choices}
        <button
            class="button button--quiet button--small button--icon"
            type="button"
            aria-label=stop
            title=stop
            on:click=move |_| transfers.forget(id)
        >
            <Glyph icon=Icon::Close />
        </button>
    }
}
