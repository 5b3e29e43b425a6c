//! Decimal point or comma.
//!
//! English pages read `1.5` and `max(1, 2)`. Spanish pages read `1,5` and `max(1; 2)`, and what is
//! plainly written in the other way, as in a book or in a program, they read in that way.

use maloca_calc::Notation;
use serde::{Deserialize, Serialize};

use crate::i18n::Language;

/// How the reader of a page writes decimals.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Habit {
    /// `1.5`
    #[default]
    Point,
    /// `1,5`, unless an expression shows that it means otherwise.
    Comma,
}

impl Habit {
    /// The habit of a language.
    pub const fn of(language: Language) -> Self {
        match language {
            Language::Spanish => Self::Comma,
            Language::English => Self::Point,
        }
    }

    /// The habit that a word in an address names.
    pub fn named(word: &str) -> Option<Self> {
        [Self::Point, Self::Comma].into_iter().find(|habit| habit.word() == word)
    }

    /// Its word in addresses.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Point => "point",
            Self::Comma => "comma",
        }
    }

    /// The decimal sign.
    pub const fn decimal(self) -> &'static str {
        match self {
            Self::Point => ".",
            Self::Comma => ",",
        }
    }

    /// What stands between arguments.
    pub const fn separator(self) -> &'static str {
        match self {
            Self::Point => ", ",
            Self::Comma => "; ",
        }
    }
}

/// An expression as the engine takes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spelled {
    /// The text, as long as what was typed, character by character.
    pub text: String,
    /// The decimal sign it has.
    pub notation: Notation,
}

/// Decides how an expression is meant.
pub fn spell(expr: &str, habit: Habit) -> Spelled {
    if habit == Habit::Point || has_points(expr) {
        return Spelled { text: expr.to_owned(), notation: Notation::Point };
    }
    Spelled { text: with_statements_apart(expr), notation: Notation::Comma }
}

impl Spelled {
    /// Whether commas are decimal and one of them stands in brackets, where others write it between
    /// arguments.
    pub fn is_doubtful(&self) -> bool {
        let inside = nested(&self.text).any(|(depth, c)| depth > 0 && c == ',');
        self.notation == Notation::Comma && inside
    }

    /// The same with decimal points.
    pub fn in_points(&self) -> String {
        in_points(&self.text, self.notation)
    }
}

/// A text of the engine with decimal points.
pub fn in_points(text: &str, notation: Notation) -> String {
    let pointed = |c| match c {
        ',' => '.',
        ';' => ',',
        '\n' => ';',
        other => other,
    };
    match notation {
        Notation::Point => text.to_owned(),
        Notation::Comma => text.chars().map(pointed).collect(),
    }
}

/// Whether a text cannot be meant with decimal commas: it has a decimal point, a comma that does not
/// stand between two digits, or two in one number.
fn has_points(expr: &str) -> bool {
    let all: Vec<char> = expr.chars().collect();
    let digit = |at: Option<usize>| at.and_then(|at| all.get(at)).is_some_and(char::is_ascii_digit);
    let mut commas_in_number = 0;
    for (at, c) in all.iter().enumerate() {
        let (before, after) = (digit(at.checked_sub(1)), digit(Some(at + 1)));
        commas_in_number = match c {
            '.' if before || after => return true,
            ',' if !(before && after) => return true,
            ',' => commas_in_number + 1,
            c if c.is_ascii_digit() => commas_in_number,
            _ => 0,
        };
        if commas_in_number > 1 {
            return true;
        }
    }
    false
}

/// With decimal commas `;` separates arguments, so that statements, which have it outside of all
/// brackets, are separated by line breaks.
fn with_statements_apart(expr: &str) -> String {
    nested(expr).map(|(depth, c)| if depth == 0 && c == ';' { '\n' } else { c }).collect()
}

/// Each character with the number of brackets around it.
fn nested(expr: &str) -> impl Iterator<Item = (usize, char)> {
    expr.chars().scan(0_usize, |depth, c| {
        match c {
            '(' | '[' => *depth += 1,
            ')' | ']' => *depth = depth.saturating_sub(1),
            _ => {}
        }
        Some((*depth, c))
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn comma(expr: &str) -> bool {
        spell(expr, Habit::Comma).notation == Notation::Comma
    }

    #[test]
    fn spanish_reads_commas_unless_the_text_says_otherwise() {
        for expr in ["1,5 + 2,25", "2^10", "max(1,5; 2)", "1/3", "x = 1,5; x^2", "max(1; 2)"] {
            assert!(comma(expr), "{expr}");
        }
        for expr in ["1.5", ".5", "gcd(12, 18)", "max(1,2,3)", "max(a,b)", "1.000,5", "5."] {
            assert!(!comma(expr), "{expr}");
        }
        assert_eq!(spell("1,5", Habit::Point).notation, Notation::Point);
    }

    #[test]
    fn statements_stay_apart_from_arguments() {
        let spelled = spell("x = 1,5; max(x; 2)", Habit::Comma);
        assert_eq!(spelled.text, "x = 1,5\n max(x; 2)");
        assert_eq!(spelled.in_points(), "x = 1.5; max(x, 2)");
    }

    #[test]
    fn a_comma_in_brackets_is_doubtful() {
        assert!(spell("max(1,5)", Habit::Comma).is_doubtful());
        assert!(!spell("1,5 + max(1; 2)", Habit::Comma).is_doubtful());
        assert!(!spell("max(1,5)", Habit::Point).is_doubtful());
    }

    #[test]
    fn a_habit_is_found_by_its_word() {
        assert_eq!(Habit::named("comma"), Some(Habit::Comma));
        assert_eq!(Habit::named("x"), None);
    }

    proptest! {
        #[test]
        fn places_stay_where_they_are(expr in "[0-9,.;() x=+\n]{0,30}") {
            let spelled = spell(&expr, Habit::Comma);
            prop_assert_eq!(spelled.text.chars().count(), expr.chars().count());
            prop_assert_eq!(spelled.in_points().chars().count(), expr.chars().count());
        }
    }
}
