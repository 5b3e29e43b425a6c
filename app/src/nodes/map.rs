//! The group as a drawing: this house in the middle, the others around it. The list below says the
//! same to those who cannot see it.

use leptos::prelude::*;

use super::figures::latency;
use super::places::{Shape, Spot, TALL, WIDE};
use super::wire::{Group, Node, Origin, Pace, Scene};
use super::words::NodesWords;
use crate::i18n::{Language, language, words};
use crate::ui::avatar::{hue, initials};

/// The most houses on the map.
const MOST: usize = 40;
/// The most signs of a name on the map.
const LONGEST: usize = 15;

/// What is drawn.
#[derive(Clone, PartialEq, Eq)]
struct Drawing {
    dots: Vec<Dot>,
    label: String,
    is_whole: bool,
}

/// A house on the map.
#[derive(Clone, PartialEq, Eq)]
struct Dot {
    initials: String,
    name: String,
    hue: u32,
    /// How long a packet takes, when it is connected.
    latency: Option<String>,
    origin: Option<Origin>,
    /// Whether it sends a file here.
    is_sending: bool,
}

impl Drawing {
    fn of(scene: &Scene, words: &NodesWords, language: Language) -> Self {
        let group = &scene.group;
        let dots = nearest(group).map(|node| dot(node, scene, language)).collect();
        let label = (words.map)(group.total, group.reached());
        Self { dots, label, is_whole: group.total <= MOST }
    }
}

/// The nearest houses, in the order in which the group has them, so that they stay where they are.
fn nearest(group: &Group) -> impl Iterator<Item = &Node> {
    let distance = |node: &Node| node.link.map_or(u64::MAX, |link| link.micros);
    let mut distances: Vec<u64> = group.peers.iter().map(distance).collect();
    distances.sort_unstable();
    let limit = distances.get(MOST - 1).copied().unwrap_or(u64::MAX);
    group.peers.iter().filter(move |node| distance(node) <= limit).take(MOST)
}

fn dot(node: &Node, scene: &Scene, language: Language) -> Dot {
    let mut sources = scene.transfers.iter().filter(|it| it.is_open()).flat_map(|it| &it.sources);
    Dot {
        initials: initials(node.title()),
        name: cut(node.title()),
        hue: hue(&node.id),
        latency: node.link.map(|link| latency(link.micros, language)),
        origin: node.origin,
        is_sending: sources.any(|it| it.node == node.id && it.pace == Pace::Sending),
    }
}

fn cut(name: &str) -> String {
    if name.chars().count() <= LONGEST {
        return name.to_owned();
    }
    name.chars().take(LONGEST - 1).chain(['…']).collect()
}

/// The map and what its signs mean.
#[component]
pub(super) fn Map(scene: RwSignal<Scene>) -> impl IntoView {
    let (words, language) = (words::<NodesWords>(), language());
    let drawn = Memo::new(move |_| scene.with(|scene| Drawing::of(scene, words, language)));
    let has_origins = move || drawn.with(|drawn| drawn.dots.iter().any(|it| it.origin.is_some()));
    let is_cut = move || drawn.with(|drawn| !drawn.is_whole);
    view! {
        <figure class="map card">
            {move || drawn.with(|drawn| drawing(drawn, &WIDE, words))}
            {move || drawn.with(|drawn| drawing(drawn, &TALL, words))}
            <figcaption class="map__legend" aria-hidden="true">
                <span class="map__sign map__sign--connected">{words.connected}</span>
                <span class="map__sign map__sign--away">{words.away}</span>
                <Show when=has_origins>
                    <span class="map__sign">"★ " {words.friend}</span>
                    <span class="map__sign">"☆ " {words.substitute}</span>
                </Show>
            </figcaption>
            <Show when=is_cut>
                <p class="muted">{words.only_nearest}</p>
            </Show>
        </figure>
    }
    .into_any()
}

fn drawing(drawn: &Drawing, shape: &'static Shape, words: &'static NodesWords) -> AnyView {
    let spots = shape.spots(drawn.dots.len());
    let is_named = drawn.dots.len() <= shape.named;
    let pairs = || drawn.dots.iter().zip(&spots);
    let lines = pairs().map(|(dot, spot)| line(dot, *spot, shape.centre())).collect_view();
    let houses = pairs().map(|(dot, spot)| house(dot, *spot, is_named)).collect_view();
    view! {
        <svg
            class=shape.class
            viewBox=format!("0 0 {} {}", shape.width, shape.height)
            role="img"
            aria-label=drawn.label.clone()
        >
            {lines}
            {houses}
            {middle(shape.centre(), words)}
        </svg>
    }
    .into_any()
}

fn line(dot: &Dot, to: Spot, from: Spot) -> AnyView {
    let class = match (&dot.latency, dot.is_sending) {
        (None, _) => "map__line map__line--away",
        (Some(_), false) => "map__line",
        (Some(_), true) => "map__line map__line--sending",
    };
    view! { <line class=class x1=to.x y1=to.y x2=from.x y2=from.y /> }.into_any()
}

fn house(dot: &Dot, Spot { x, y }: Spot, is_named: bool) -> AnyView {
    let away = if dot.latency.is_some() { "" } else { " map__house--away" };
    let class = format!("map__house avatar--{}{away}", dot.hue);
    let radius = if is_named { 24 } else { 12 };
    let (beside, size) = if is_named { (radius - 4, 10) } else { (radius, 7) };
    let badge = dot.origin.map(|origin| badge(origin, x + beside, y - beside, size));
    let initials = if is_named { "map__initials" } else { "map__initials map__initials--small" };
    view! {
        <g class=class>
            <circle class="map__disc" cx=x cy=y r=radius />
            <text class=initials x=x y=y + radius / 5>
                {dot.initials.clone()}
            </text>
            {badge}
            {is_named.then(|| name(dot, x, y + radius))}
        </g>
    }
    .into_any()
}

fn name(dot: &Dot, x: i32, y: i32) -> AnyView {
    view! {
        <text class="map__name" x=x y=y + 17>
            {dot.name.clone()}
        </text>
        <text class="map__latency" x=x y=y + 33>
            {dot.latency.clone().unwrap_or_else(|| words::<NodesWords>().away.to_owned())}
        </text>
    }
    .into_any()
}

fn badge(origin: Origin, x: i32, y: i32, size: i32) -> AnyView {
    let sign = match origin {
        Origin::Friend => "★",
        Origin::Substitute => "☆",
    };
    view! {
        <circle class="map__badge" cx=x cy=y r=size />
        <text class="map__star" x=x y=y + size * 2 / 5>
            {sign}
        </text>
    }
    .into_any()
}

/// This house, larger, under the roof of the mark.
fn middle(Spot { x, y }: Spot, words: &'static NodesWords) -> AnyView {
    view! {
        <g class="map__me">
            <circle class="map__disc" cx=x cy=y r="33" />
            <path
                class="map__roof"
                transform=format!("translate({} {}) scale(1.25)", x - 20, y - 21)
                d="M16 3.5 31.5 22.5 29.5 25h-4.3L16 13.6 6.8 25H2.5l-2-2.5ZM16 16.6 24 26.5V29h-4.5v-2.3c0-2.2-1.4-3.7-3.5-3.7s-3.5 1.5-3.5 3.7V29H8v-2.5Z"
            />
            <text class="map__name" x=x y=y + 50>
                {words.this_house}
            </text>
        </g>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_name_is_cut_between_its_characters() {
        assert_eq!(cut("ñandú"), "ñandú");
        assert_eq!(cut("la casa de la montaña azul"), "la casa de la …");
        assert_eq!(cut("fifteen signs!!").chars().count(), LONGEST);
    }
}
