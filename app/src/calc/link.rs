//! The address of the calculator, which holds an expression to be answered: for forms without
//! scripts, for examples, and to be passed on.

use leptos_router::params::ParamsMap;

use super::spelling::Habit;
use crate::i18n::Language;
use crate::link::query;

/// How many digits an approximate result shows at first.
pub(super) const DIGITS: u16 = 15;

/// What an address asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Link {
    /// The expression; `None` asks nothing.
    pub(super) expr: Option<String>,
    /// How its decimals are written.
    pub(super) habit: Habit,
    /// How many digits an approximate result shows.
    pub(super) digits: u16,
}

impl Link {
    /// Reads the query of an address that the reader of a language opened.
    pub(super) fn of(query: &ParamsMap, language: Language) -> Self {
        let digits = query.get("digits").and_then(|digits| digits.parse().ok());
        let habit = query.get("decimal").and_then(|word| Habit::named(&word));
        Self {
            expr: query.get("expr").filter(|expr| !expr.trim().is_empty()),
            habit: habit.unwrap_or(Habit::of(language)),
            digits: digits.unwrap_or(DIGITS),
        }
    }

    /// The address.
    pub(super) fn href(&self) -> String {
        let Some(expr) = &self.expr else { return "/calc".to_owned() };
        let mut href = format!("/calc?expr={}", query(expr));
        if self.digits != DIGITS {
            href.push_str(&format!("&digits={}", self.digits));
        }
        if self.habit == Habit::Comma {
            href.push_str("&decimal=comma");
        }
        href
    }
}

/// The address that answers an expression written in the habit of a language.
pub fn example(expr: &str, language: Language) -> String {
    Link { expr: Some(expr.to_owned()), habit: Habit::of(language), digits: DIGITS }.href()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_tells_expression_habit_and_digits() {
        let link = Link { expr: Some("1,5 + 2".into()), habit: Habit::Comma, digits: 50 };
        assert_eq!(link.href(), "/calc?expr=1%2C5%20%2B%202&digits=50&decimal=comma");
        assert_eq!(example("2^10", Language::English), "/calc?expr=2%5E10");
    }

    #[test]
    fn an_address_without_a_habit_follows_the_language() {
        let query: ParamsMap =
            [("expr", " ".to_owned()), ("digits", "x".to_owned())].into_iter().collect();
        let link = Link::of(&query, Language::Spanish);
        assert_eq!(link, Link { expr: None, habit: Habit::Comma, digits: 15 });
        assert_eq!(Link::of(&query, Language::English).href(), "/calc");
    }
}
