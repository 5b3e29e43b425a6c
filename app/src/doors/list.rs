//! Each door with its address, its counts and its clients.

use leptos::prelude::*;

use super::ask::Ask;
use super::clients;
use super::counters::Counters;
use super::wire::{Census, Door};
use super::words::DoorsWords;
use crate::i18n::words;
use crate::ui::code::CodeLine;

/// All doors.
#[component]
pub(super) fn List(
    /// Their states.
    census: RwSignal<Census>,
) -> impl IntoView {
    let words = words::<DoorsWords>();
    let cards = Door::ALL.into_iter().map(|door| card(door, census)).collect_view();
    view! {
        <section class="doors" aria-label=words.title>
            {cards}
        </section>
    }
    .into_any()
}

fn card(door: Door, census: RwSignal<Census>) -> AnyView {
    let words = words::<DoorsWords>();
    let (name, about) = words.door(door);
    let id = format!("door-{}", door.word());
    let labelled_by = id.clone();
    let known = census.read_untracked();
    let at = known.of(door).and_then(|state| state.at);
    let class = format!("card door door--{}", if at.is_some() { "open" } else { "shut" });
    let body = match at {
        Some(at) => {
            let address = address(door, &known, at);
            let clients = clients::of(door, &known, at);
            view! {
                <p class="door__address">
                    <code>{address}</code>
                </p>
                // What nodes tell one another is counted at none of these doors.
                {(door != Door::Peers).then(|| view! { <Counters door census /> })}
                {lines(clients)}
                {trial(door)}
            }
            .into_any()
        }
        None => shut(door),
    };
    view! {
        <article class=class aria-labelledby=labelled_by>
            <header class="door__head">
                <h2 class="door__name" id=id>
                    {name}
                </h2>
                {state(at.is_some())}
            </header>
            <p class="door__about">{about}</p>
            {body}
        </article>
    }
    .into_any()
}

fn state(is_open: bool) -> impl IntoView {
    let words = words::<DoorsWords>();
    match is_open {
        true => view! { <span class="pill pill--good">{words.open}</span> },
        false => view! { <span class="pill">{words.shut}</span> },
    }
}

fn address(door: Door, census: &Census, at: std::net::SocketAddr) -> String {
    let origin = &census.origin;
    match door {
        Door::Web => origin.clone(),
        Door::Rest => format!("{origin}/api/v1"),
        Door::Live => format!("{}/ws", origin.replacen("http", "ws", 1)),
        Door::Http09 | Door::Labs | Door::Relay => format!("http://{}", census.authority(at)),
        Door::Hftp | Door::Grpc | Door::Peers => census.authority(at),
    }
}

/// The first line is what most have; the others unfold.
fn lines(clients: Vec<clients::Client>) -> impl IntoView {
    let words = words::<DoorsWords>();
    let mut lines = clients.into_iter().map(|(tool, code)| {
        view! {
            <li class="door__client">
                <span class="door__tool">{tool}</span>
                <CodeLine code />
            </li>
        }
    });
    let first = lines.next();
    let rest = lines.collect_view();
    view! {
        <ul class="door__clients">{first}</ul>
        <details class="door__more">
            <summary>{words.more_clients}</summary>
            <ul class="door__clients">{rest}</ul>
        </details>
    }
}

fn trial(door: Door) -> Option<AnyView> {
    let words = words::<DoorsWords>();
    let href = format!("/doors?ask={}#exchange", Ask::first_of(door)?.word());
    let label = format!("{}: {}", words.try_it, words.door(door).0);
    let view = view! {
        <p class="door__try">
            <a class="button button--small" href=href aria-label=label>
                {words.try_it}
            </a>
        </p>
    };
    Some(view.into_any())
}

fn shut(door: Door) -> AnyView {
    let words = words::<DoorsWords>();
    view! {
        <p class="muted">{words.how_to_open}</p>
        <CodeLine code=format!("maloca serve --{} 0.0.0.0:{}", door.word(), usual_port(door)) />
    }
    .into_any()
}

/// The port of a door when nobody chooses another.
const fn usual_port(door: Door) -> u16 {
    match door {
        Door::Web | Door::Rest | Door::Live => 3000,
        Door::Hftp => 19500,
        Door::Http09 => 8009,
        Door::Labs => 1543,
        Door::Grpc => 50051,
        Door::Peers => 19501,
        Door::Relay => 19502,
    }
}
