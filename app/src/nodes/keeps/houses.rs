//! Who has how much of a folder: each house in a ring that closes as its copies come.

use leptos::prelude::*;

use super::super::wire::Group;
use super::super::words::NodesWords;
use super::drawing::part;
use super::wire::Keep;
use crate::i18n::{language, words};
use crate::ui::avatar::{hue, initials};

/// The most houses that are shown, those with the most files.
const MOST: usize = 12;
/// The length of a ring in units of the drawing.
const ROUND: u64 = 100;

/// A house with files of a folder, or that wishes to have them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct House {
    title: String,
    hue: u32,
    files: u64,
    is_here: bool,
    is_reached: bool,
}

/// Those who have files of the folder; this house first.
pub(super) fn houses(keep: &Keep, group: &Group) -> Vec<House> {
    let mut houses: Vec<House> =
        keep.holders.iter().map(|holding| house(&holding.node, holding.files, group)).collect();
    if keep.in_group.is_none() && keep.held_by(&keep.node) == 0 {
        houses.push(house(&keep.node, 0, group));
    }
    houses.sort_by_key(|house| !house.is_here);
    houses
}

fn house(id: &str, files: u64, group: &Group) -> House {
    let node = group.node(id);
    let title = group.title(id).to_owned();
    let is_here = group.me.id == id;
    let is_reached = is_here || node.is_some_and(|node| node.link.is_some());
    House { title, hue: hue(id), files, is_here, is_reached }
}

/// The rings.
pub(super) fn rings(houses: &[House], total: u64) -> AnyView {
    let words = words::<NodesWords>();
    let more = houses.len().saturating_sub(MOST);
    let more = (more > 0).then(|| view! { <li class="muted">{(words.more_houses)(more)}</li> });
    let rings = houses.iter().take(MOST).map(|house| ring(house, total)).collect_view();
    view! {
        <ul class="rings" aria-label=words.who_has>
            {rings}
            {more}
        </ul>
    }
    .into_any()
}

fn ring(house: &House, total: u64) -> AnyView {
    let (words, language) = (words::<NodesWords>(), language());
    let away = (!house.is_reached).then(|| view! { <span class="ring__away">{words.away}</span> });
    let name = if house.is_here { words.this_house.to_owned() } else { house.title.clone() };
    view! {
        <li class="ring">
            {drawing(house, total)}
            <span class="ring__words">
                <span class="ring__name">{name}</span>
                <span class="ring__count">
                    {(words.of_files)(house.files, total, language)}
                </span>
                {away}
            </span>
        </li>
    }
    .into_any()
}

fn drawing(house: &House, total: u64) -> AnyView {
    let away = if house.is_reached { "" } else { " ring__drawing--away" };
    let class = format!("ring__drawing avatar--{}{away}", house.hue);
    let closed = part(house.files, total, ROUND);
    let arc = (closed > 0).then(|| {
        let dashes = format!("{closed} {ROUND}");
        view! {
            <circle
                class="ring__there"
                cx="26"
                cy="26"
                r="23"
                pathLength=ROUND
                stroke-dasharray=dashes
                transform="rotate(-90 26 26)"
            />
        }
    });
    view! {
        <svg class=class viewBox="0 0 52 52" aria-hidden="true">
            <circle class="ring__way" cx="26" cy="26" r="23" />
            {arc}
            <circle class="ring__disc" cx="26" cy="26" r="17" />
            <text class="ring__initials" x="26" y="31">
                {initials(&house.title)}
            </text>
        </svg>
    }
    .into_any()
}
