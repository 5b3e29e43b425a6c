//! The page of the room `calc`.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use maloca_fault::Fault;

use super::ask::{Ask, Outcome};
use super::desk::Desk;
use super::help::Help;
use super::keypad::Keypad;
use super::link::Link;
use super::sheet::Sheet;
use super::tape::view::TapeSection;
use super::words::CalcWords;
use crate::failure::Failure;
use crate::i18n::{language, words};
use crate::ui::page::Page;

/// The calculator. An expression in the address is answered by the server, so that forms and links
/// work without scripts.
#[component]
pub fn CalcPage() -> impl IntoView {
    let words = words::<CalcWords>();
    let (query, language) = (use_query_map(), language());
    let link = Memo::new(move |_| Link::of(&query.read(), language));
    let linked = Resource::new(move || link.get(), follow);
    let habit = Signal::derive(move || link.read().habit);
    let text = link.read_untracked().expr.clone().unwrap_or_default();
    let desk = Desk::new(habit, text);
    Effect::new(move |_| desk.awake());
    Effect::new(move |_| {
        if let Some(Some(outcome)) = linked.get() {
            desk.arrived(&outcome);
        }
    });
    view! {
        <Page title=words.title lede=words.lede>
            <div class="calc">
                <div class="calc__room">
                    <div class="calc__desk">
                        <Sheet desk linked />
                        <Keypad desk />
                    </div>
                    <div class="calc__side">
                        <TapeSection desk />
                        <Help desk />
                    </div>
                </div>
            </div>
        </Page>
    }
}

/// Answers what an address asks.
async fn follow(link: Link) -> Option<Outcome> {
    let outcome = Ask::of(link)?.answer().await;
    match &outcome.answer {
        // A wrong expression is nothing wrong with the page, which shows where to mend it.
        Ok(_) | Err(Failure::Fault(Fault::Refused(_))) => {}
        Err(failure) => failure.note(),
    }
    Some(outcome)
}
