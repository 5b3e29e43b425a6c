//! How others get here: the address, its code, and lines for a terminal.

use leptos::prelude::*;

use super::server_fns::Share;
use super::words::HomeWords;
use crate::i18n::words;
use crate::ui::code::CodeLine;
use crate::ui::icon::{Glyph, Icon};
use crate::ui::qr::QrCode;

/// The addresses to tell others, and a code to point a camera at.
#[component]
pub fn ShareSection(
    /// The addresses and the code.
    share: Share,
) -> impl IntoView {
    let words = words::<HomeWords>();
    let address = share.addresses.first().cloned().unwrap_or_default();
    let others = share.addresses.into_iter().skip(1);
    view! {
        <section class="share card" aria-labelledby="share-title">
            <div class="share__words">
                <h2 id="share-title">{words.share}</h2>
                <p class="muted">{words.share_text}</p>
                <CodeLine code=address.clone() />
                {others.map(|code| view! { <CodeLine code /> }).collect_view()}
            </div>
            {share.qr.map(|qr| view! { <QrCode qr label=(words.qr)(&address) /> })}
        </section>
    }
}

/// What can be done with `curl`, ready to be copied.
#[component]
pub fn TerminalSection(
    /// The addresses; the first is used.
    share: Share,
) -> impl IntoView {
    let words = words::<HomeWords>();
    let origin = share.addresses.first().cloned().unwrap_or_default();
    let lines = commands(&origin, share.may_upload, words).into_iter().map(|(what, command)| {
        view! {
            <li class="terminal__item">
                <span class="terminal__what">{what}</span>
                <CodeLine code=command />
            </li>
        }
    });
    view! {
        <section class="terminal" aria-labelledby="terminal-title">
            <h2 id="terminal-title">{words.terminal}</h2>
            <p class="muted">{words.terminal_text}</p>
            <ul class="terminal__list">{lines.collect_view()}</ul>
        </section>
    }
}

/// The way to the other doors.
#[component]
pub fn DoorsSection() -> impl IntoView {
    let words = words::<HomeWords>();
    view! {
        <section class="to-doors card" aria-labelledby="doors-title">
            <div class="to-doors__words">
                <h2 id="doors-title">{words.doors}</h2>
                <p class="muted">{words.doors_text}</p>
            </div>
            <a class="button" href="/doors">
                <Glyph icon=Icon::Door />
                {words.see_doors}
            </a>
        </section>
    }
}

/// What can be done with nothing but `curl`, with this house's own address.
fn commands(
    origin: &str,
    may_upload: bool,
    words: &'static HomeWords,
) -> Vec<(&'static str, String)> {
    let mut commands = vec![
        (words.do_calc, format!("curl {origin}/calc/2%2B2")),
        (words.do_read, format!("curl {origin}/chat/general")),
        (words.do_follow, format!("curl -N '{origin}/chat/general?follow'")),
        (words.do_post, format!("curl -d '{}' {origin}/chat/general", words.hello)),
        (words.do_list, format!("curl {origin}/files/")),
    ];
    if may_upload {
        commands.push((words.do_upload, format!("curl -T photo.jpg {origin}/raw/photo.jpg")));
    }
    commands
}
