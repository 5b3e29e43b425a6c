//! How many copies there are, as layers: one upon the other, each as long as it has files.

use leptos::prelude::*;

use super::super::words::NodesWords;
use super::wire::Keep;
use crate::i18n::{language, words};

/// The most layers; where there would be more, some are left out.
const MOST: usize = 8;
/// The length of a layer in units of the drawing.
const LENGTH: u64 = 1_000;

/// Files that have at least so many copies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Layer {
    /// How many; `None` for the one copy that its house wishes to have.
    copies: Option<usize>,
    /// How many files.
    files: u64,
    /// Whether it is wished.
    is_wished: bool,
}

/// From the first copy up to the last that is wished or there.
fn layers(keep: &Keep) -> Vec<Layer> {
    let Some(wished) = keep.in_group else {
        let files = keep.held_by(&keep.node);
        return vec![Layer { copies: None, files, is_wished: true }];
    };
    let wished = usize::from(wished.get());
    let there = keep.counts.iter().rposition(|files| *files > 0).unwrap_or_default();
    let highest = wished.max(there);
    let layer = |copies| Layer {
        copies: Some(copies),
        files: keep.held_by_at_least(copies),
        is_wished: copies <= wished,
    };
    let is_drawn = |copies: &usize| {
        highest <= MOST || copies.is_multiple_of(highest.div_ceil(MOST)) || *copies == wished
    };
    (1..=highest).filter(is_drawn).map(layer).collect()
}

/// The layers of a wish, the first copy at the bottom.
pub(super) fn drawing(keep: &Keep) -> AnyView {
    let label = words::<NodesWords>().layers;
    let lines = layers(keep).iter().map(|layer| line(layer, keep.files)).collect_view();
    view! {
        <ul class="layers" aria-label=label>
            {lines}
        </ul>
    }
    .into_any()
}

fn line(layer: &Layer, total: u64) -> AnyView {
    let (words, language) = (words::<NodesWords>(), language());
    let label = layer.copies.map_or_else(|| words.this_copy.to_owned(), words.copies);
    let count = (words.of_files)(layer.files, total, language);
    let (class, more) = match layer.is_wished {
        true => ("layer", None),
        false => ("layer layer--more", Some(words.more_than_wished)),
    };
    view! {
        <li class=class>
            <span class="layer__label">{label}</span>
            {more.map(|more| view! { <span class="visually-hidden">{more}</span> })}
            {bar(layer.files, total)}
            <span class="layer__count">{count}</span>
        </li>
    }
    .into_any()
}

fn bar(files: u64, total: u64) -> AnyView {
    view! {
        <svg
            class="layer__bar"
            viewBox=format!("0 0 {LENGTH} 10")
            preserveAspectRatio="none"
            aria-hidden="true"
        >
            <rect class="layer__there" width=part(files, total, LENGTH) height="10" />
        </svg>
    }
    .into_any()
}

/// The part of a length that stands for some of all files: nothing only for none, all only for all.
pub(super) fn part(files: u64, total: u64, length: u64) -> u64 {
    match files {
        0 => 0,
        files if files >= total => length,
        files => {
            let part = u128::from(files) * u128::from(length) / u128::from(total);
            u64::try_from(part).unwrap_or(length).clamp(1, length - 1)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keep(in_group: u8, counts: &[u64]) -> Keep {
        Keep {
            folder: "docs".parse().unwrap(),
            node: String::new(),
            in_group: std::num::NonZeroU8::new(in_group),
            files: counts.iter().sum(),
            bytes: 0,
            counts: counts.to_vec(),
            holders: Vec::new(),
        }
    }

    #[test]
    fn layers_reach_what_is_wished_and_what_is_there() {
        let of = |keep: &Keep| -> Vec<_> {
            layers(keep).iter().map(|it| (it.copies.unwrap(), it.files, it.is_wished)).collect()
        };
        assert_eq!(of(&keep(2, &[0, 3])), [(1, 3, true), (2, 0, true)]);
        assert_eq!(of(&keep(1, &[0, 3, 4])), [(1, 7, true), (2, 4, false)]);
        assert_eq!(of(&keep(2, &[])), [(1, 0, true), (2, 0, true)]);
    }

    #[test]
    fn many_layers_are_thinned_out_but_the_one_wished_is_drawn() {
        for (wished, there) in [(255, 1), (3, 200), (100, 255), (9, 9)] {
            let mut counts = vec![0; there];
            counts.push(1);
            let layers = layers(&keep(wished, &counts));
            assert!(layers.len() <= MOST + 1, "{wished} {there}: {}", layers.len());
            assert!(layers.iter().any(|it| it.copies == Some(wished.into())));
        }
    }

    #[test]
    fn only_all_files_fill_a_length_and_only_none_leave_it_empty() {
        assert_eq!([part(0, 9, 100), part(9, 9, 100), part(0, 0, 100)], [0, 100, 0]);
        assert_eq!([part(1, 1_000_000, 100), part(999_999, 1_000_000, 100)], [1, 99]);
        assert_eq!(part(u64::MAX - 1, u64::MAX, 100), 99);
    }
}
