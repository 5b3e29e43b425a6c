//! Why there is no answer: the place in the expression, the reason, and a way out.

use leptos::prelude::*;
use maloca_calc::{Kind, Refused};

use super::ask::Ask;
use super::desk::Desk;
use super::outcome::instead_of_link;
use super::words::CalcWords;
use crate::failure::Explain;
use crate::i18n::{language, words};
use crate::ui::icon::{Glyph, Icon};

/// How many characters are shown before the wrong place.
const CONTEXT: usize = 60;

/// An expression with its wrong place marked and told.
#[component]
pub(super) fn Wrong(
    /// The page.
    desk: Desk,
    /// What was asked.
    ask: Ask,
    /// Why it has no answer.
    refused: Refused,
) -> impl IntoView {
    let words = words::<CalcWords>();
    let (head, marked, tail) = parts(&ask.expr, &refused);
    let place = (words.at_character)(refused.position + 1);
    let points = !matches!(refused.kind, Kind::TooLong { .. } | Kind::Empty);
    let marked = points.then(|| {
        view! {
            <code class="wrong-at">{head}<mark class="wrong-at__mark">{marked}</mark>{tail}</code>
        }
    });
    let is_doubtful = ask.spelled().is_doubtful();
    view! {
        <div class="notice notice--bad calc__wrong" role="alert">
            <Glyph icon=Icon::Alert />
            <div class="notice__text">
                {marked}
                <p>{refused.explain(language())} " " {points.then_some(place)}</p>
                {is_doubtful.then(|| view! { <p>{words.comma_note}</p> })}
                <Suggestion desk ask refused />
            </div>
        </div>
    }
    .into_any()
}

/// The same with the name that was probably meant.
#[component]
fn Suggestion(desk: Desk, ask: Ask, refused: Refused) -> impl IntoView {
    let words = words::<CalcWords>();
    let Kind::UnknownName { suggestion: Some(name), .. } = &refused.kind else { return None };
    let mended = ask.with_replaced(refused.position, refused.length, name);
    let (href, text) = (mended.link().href(), (words.did_you_mean)(name));
    let on_click = instead_of_link(move || desk.submit_text(&mended.expr));
    Some(view! {
        <p>
            <a class="button button--small" href=href on:click=on_click>
                {text}
            </a>
        </p>
    })
}

/// What stands before, in and after the wrong place. The end of the expression is a blank to mark.
fn parts(expr: &str, refused: &Refused) -> (String, String, String) {
    let characters: Vec<char> = expr.chars().collect();
    let start = refused.position.min(characters.len());
    let end = (start + refused.length).min(characters.len());
    let first = start.saturating_sub(CONTEXT);
    let head: String = characters[first..start].iter().collect();
    let head = if first > 0 { format!("…{head}") } else { head };
    let marked: String = characters[start..end].iter().collect();
    let marked = if marked.is_empty() { "\u{a0}".to_owned() } else { marked };
    (head, marked, characters[end..].iter().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(expr: &str, position: usize, length: usize) -> (String, String, String) {
        parts(expr, &Refused { kind: Kind::UnexpectedEnd, position, length })
    }

    #[test]
    fn the_place_is_counted_in_characters() {
        assert_eq!(split("π+$2", 2, 1), ("π+".into(), "$".into(), "2".into()));
    }

    #[test]
    fn the_end_is_a_blank_and_a_place_outside_is_the_end() {
        assert_eq!(split("2+", 2, 0), ("2+".into(), "\u{a0}".into(), String::new()));
        assert_eq!(split("2+", 9, 9), ("2+".into(), "\u{a0}".into(), String::new()));
    }

    #[test]
    fn what_stands_far_before_the_place_is_left_out() {
        let (head, ..) = split(&"1+".repeat(500), 900, 1);
        assert_eq!(head.chars().count(), CONTEXT + 1);
    }
}
