//! The words of the room `calc`.
//!
//! # Layout
//! - [`english`], [`spanish`]: the tables.
//! - [`refused`]: why an expression has no answer.

use crate::i18n::{Language, Words};

mod english;
mod refused;
mod spanish;

/// How many examples there are.
const EXAMPLES: usize = 10;
/// The keys whose faces do not read well, in the order of their names.
const FACES: [&str; 14] =
    ["√", "x²", "xʸ", "n!", "°", "⌫", "C", "×", "÷", "−", ",", ";", "ans", "="];

pub(super) struct CalcWords {
    pub(super) title: &'static str,
    pub(super) lede: &'static str,
    pub(super) expression: &'static str,
    pub(super) placeholder: &'static str,
    pub(super) calculate: &'static str,
    pub(super) hint: &'static str,
    pub(super) unfinished: &'static str,
    pub(super) equals: &'static str,
    pub(super) about: &'static str,
    pub(super) read_as: &'static str,
    pub(super) comma_note: &'static str,
    pub(super) count_digits: fn(usize, Language) -> String,
    pub(super) more_digits: fn(u16) -> String,
    pub(super) at_character: fn(usize) -> String,
    pub(super) did_you_mean: fn(&str) -> String,
    pub(super) tape: &'static str,
    pub(super) tape_empty: &'static str,
    pub(super) clear_tape: &'static str,
    pub(super) restore_tape: &'static str,
    pub(super) use_expression: &'static str,
    pub(super) use_result: &'static str,
    pub(super) keypad: &'static str,
    /// In the order of [`FACES`].
    keys: [&'static str; FACES.len()],
    pub(super) help: &'static str,
    pub(super) help_more: &'static str,
    /// Expressions and what each shows.
    pub(super) examples: [(&'static str, &'static str); EXAMPLES],
}

impl CalcWords {
    /// The name of a key for those who do not see its face; `None` when the face reads well.
    pub(super) fn key(&self, face: &str) -> Option<&'static str> {
        let at = FACES.iter().position(|known| *known == face)?;
        self.keys.get(at).copied()
    }
}

impl Words for CalcWords {
    fn of(language: Language) -> &'static Self {
        match language {
            Language::Spanish => &spanish::ES,
            Language::English => &english::EN,
        }
    }
}

#[cfg(test)]
mod tests {
    use maloca_calc::{Budget, Question, evaluate};

    use super::*;
    use crate::calc::spelling::{Habit, spell};

    #[test]
    fn every_example_has_an_answer() {
        for language in Language::ALL {
            for (expr, _) in CalcWords::of(language).examples {
                let spelled = spell(expr, Habit::of(language));
                let question = Question::new(spelled.text).unwrap().with_notation(spelled.notation);
                assert!(evaluate(&question, &Budget::default()).is_ok(), "{expr}");
            }
        }
    }

    #[test]
    fn a_key_that_does_not_read_well_has_a_name() {
        assert_eq!(CalcWords::of(Language::English).key("⌫"), Some("delete"));
        assert_eq!(CalcWords::of(Language::Spanish).key("7"), None);
    }
}
