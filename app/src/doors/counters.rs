//! What is counted at a door, live while the page can be seen.

use std::time::Duration;

use leptos::prelude::*;

use super::server_fns::take_census;
use super::wire::{Census, Counts, Door};
use super::words::DoorsWords;
use crate::format::{integer, size};
use crate::i18n::{language, words};
use crate::poll::poll;

/// How often the house is asked.
const PAUSE: Duration = Duration::from_secs(1);

/// The census, asked for again every second while somebody looks.
pub(super) fn follow(first: Census) -> RwSignal<Census> {
    let now = RwSignal::new(first);
    poll(PAUSE, move || async move {
        if let Ok(fresh) = take_census().await {
            now.try_set(fresh);
        }
    });
    now
}

/// The numbers of a door.
#[component]
pub(super) fn Counters(
    /// Which one.
    door: Door,
    /// All of them.
    census: RwSignal<Census>,
) -> impl IntoView {
    let (words, language) = (words::<DoorsWords>(), language());
    let counts = Memo::new(move |_| {
        census.with(|census| census.of(door).map(|state| state.counts).unwrap_or_default())
    });
    let number = move |of: fn(&Counts) -> u64| move || integer(counts.with(of), language);
    let bytes = move |of: fn(&Counts) -> u64| move || size(counts.with(of), language);
    let connects = !matches!(door, Door::Rest);
    let asks = !matches!(door, Door::Live);
    let carries = !matches!(door, Door::Rest | Door::Live);
    view! {
        <dl class="counters">
            {connects.then(|| counter(words.now, number(|counts| counts.now)))}
            {connects.then(|| counter(words.connections, number(|counts| counts.connections)))}
            {asks.then(|| counter(words.requests, number(|counts| counts.requests)))}
            {asks.then(|| counter(words.errors, number(|counts| counts.errors)))}
            {carries.then(|| counter(words.received, bytes(|counts| counts.received)))}
            {carries.then(|| counter(words.sent, bytes(|counts| counts.sent)))}
        </dl>
    }
    .into_any()
}

fn counter(label: &'static str, value: impl Fn() -> String + Send + Sync + 'static) -> AnyView {
    view! {
        <div class="counter">
            <dt class="counter__label">{label}</dt>
            <dd class="counter__value">{value}</dd>
        </div>
    }
    .into_any()
}
