//! The bytes that went both ways, beside how one does it today.

use leptos::prelude::*;

use super::wire::{End, Exchange, Frame, Modern, Shown, Talk};
use super::words::DoorsWords;
use crate::format::integer;
use crate::i18n::{language, words};
use crate::ui::code::CodeLine;

/// An exchange.
#[component]
pub(super) fn Outcome(
    /// What went through.
    exchange: Exchange,
) -> impl IntoView {
    let words = words::<DoorsWords>();
    let Exchange { talk, frames, meaning, modern } = exchange;
    view! {
        <div class="exchange">
            <section class="exchange__side" aria-labelledby="exchange-door">
                <h3 id="exchange-door">{words.through_the_door}</h3>
                {bytes(&talk)}
                {meaning.map(|text| view! { <p class="exchange__meaning">{text}</p> })}
                {(!frames.is_empty()).then(|| table(frames))}
            </section>
            {modern.map(today)}
        </div>
    }
    .into_any()
}

fn today(Modern { command, talk }: Modern) -> impl IntoView {
    let words = words::<DoorsWords>();
    let said = match talk {
        Some(talk) => bytes(&talk).into_any(),
        None => view! { <p class="muted">{words.not_run}</p> }.into_any(),
    };
    view! {
        <section class="exchange__side" aria-labelledby="exchange-modern">
            <h3 id="exchange-modern">{words.today}</h3>
            <CodeLine code=command />
            {said}
        </section>
    }
}

fn bytes(talk: &Talk) -> impl IntoView + use<> {
    let words = words::<DoorsWords>();
    let ended = match talk.end {
        End::Closed => words.ended_closed,
        End::Whole => words.ended_whole,
        End::Cut => words.ended_cut,
        End::Silent => words.ended_silent,
    };
    let micros = integer(talk.micros, language());
    view! {
        {stream(words.sent_bytes, &talk.sent, "sent")}
        {stream(words.received_bytes, &talk.received, "received")}
        <p class="exchange__end">{ended} " · " {micros} " µs"</p>
    }
}

/// One direction, as text and unfolding as hexadecimal.
fn stream(title: &'static str, shown: &Shown, way: &'static str) -> AnyView {
    let words = words::<DoorsWords>();
    let count = integer(shown.bytes as u64, language());
    let pieces = shown.pieces.iter().map(|piece| {
        let text = piece.text.clone();
        if piece.is_mark {
            let is_byte = text.starts_with('\\');
            let class = if is_byte { "bytes__mark bytes__mark--byte" } else { "bytes__mark" };
            view! { <span class=class>{text}</span> }.into_any()
        } else {
            text.into_any()
        }
    });
    let label = title;
    let hex = shown.hex.clone();
    view! {
        <figure class=format!("bytes bytes--{way}")>
            <figcaption class="bytes__title">
                {title} <span class="bytes__count">{count} " B"</span>
            </figcaption>
            <pre class="bytes__text" tabindex="0" aria-label=label>
                {pieces.collect_view()}
            </pre>
            <details class="bytes__hex">
                <summary>{words.hex}</summary>
                <pre class="bytes__text" tabindex="0" aria-label=words.hex>
                    {hex}
                </pre>
            </details>
        </figure>
    }
    .into_any()
}

fn table(frames: Vec<Frame>) -> AnyView {
    let words = words::<DoorsWords>();
    let row = |frame: Frame| {
        let way = if frame.is_sent { words.frame_sent } else { words.frame_received };
        view! {
            <tr>
                <td>{way}</td>
                <td>
                    <code>{frame.kind}</code>
                </td>
                <td class="numeric">{frame.stream}</td>
                <td class="numeric">{frame.length}</td>
            </tr>
        }
    };
    view! {
        <div class="frames">
            <table class="frames__table">
                <caption class="bytes__title">{words.frames}</caption>
                <thead>
                    <tr>
                        {words.frame_columns.map(|name| view! { <th scope="col">{name}</th> }).collect_view()}
                    </tr>
                </thead>
                <tbody>{frames.into_iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}
