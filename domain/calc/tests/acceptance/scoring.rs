//! Scoring a row of the corpus: the comparer, written once.
//!
//! `approx.` and `≈` are stripped; values are compared as exact decimals with a tolerance of one unit in
//! the last place of the shorter display, but at least five significant digits; a unit has to be the
//! same after aliases are spelled out; an error where a value was expected is a miss.

use dashu::base::Abs;
use dashu::rational::RBig;

use super::decimal::{Decimal, ten_to};

/// What a row is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Score {
    Right,
    /// The right number in other units than expected.
    UnitChoice,
    /// A value that differs.
    Wrong,
    /// An error where a value was expected.
    Missed,
}

/// The least number of significant digits that two displays are compared to.
const LEAST_DIGITS: usize = 5;

/// Scores a result (`None` for an error) against what was expected.
pub(crate) fn score(expected: &str, result: Option<&str>) -> Score {
    let Some(result) = result else { return Score::Missed };
    match (Display::parse(expected), Display::parse(result)) {
        (Some(expected), Some(result)) if !expected.agrees(&result) => Score::Wrong,
        (Some(expected), Some(result)) if expected.unit != result.unit => Score::UnitChoice,
        (Some(_), Some(_)) => Score::Right,
        _ if strip(expected) == strip(result) => Score::Right,
        _ => Score::Wrong,
    }
}

/// A number and the unit behind it.
struct Display {
    number: Decimal,
    unit: String,
}

fn strip(text: &str) -> &str {
    text.trim().trim_start_matches("approx.").trim_start_matches('≈').trim()
}

impl Display {
    fn parse(text: &str) -> Option<Self> {
        let text = strip(text);
        let (number, unit) = text.split_once(' ').unwrap_or((text, ""));
        let unit = unit.split(' ').map(spelled_out).collect::<Vec<_>>().join(" ");
        Some(Display { number: Decimal::parse(number)?, unit })
    }

    fn agrees(&self, other: &Display) -> bool {
        let (a, b) = (&self.number, &other.number);
        let shorter = if a.digits() <= b.digits() { a } else { b };
        let tolerance = if shorter.value == RBig::ZERO {
            ten_to(-(LEAST_DIGITS as i64))
        } else {
            shorter.unit(LEAST_DIGITS)
        };
        (&a.value - &b.value).abs() <= tolerance
    }
}

/// The long name of a unit.
fn spelled_out(unit: &str) -> String {
    let long = match unit {
        "m" | "meters" | "metre" | "metres" => "meter",
        "s" | "sec" | "seconds" => "second",
        "g" | "grams" => "gram",
        "l" | "L" | "liters" | "litre" => "liter",
        other => other,
    };
    long.to_owned()
}

#[test]
fn equal_displays_are_right() {
    assert_eq!(score("14", Some("14")), Score::Right);
    assert_eq!(score("approx. 0", Some("0")), Score::Right);
    assert_eq!(score("0x4", Some("4")), Score::Right);
    assert_eq!(score("30000", Some("3e4")), Score::Right);
}

#[test]
fn the_shorter_display_decides_the_tolerance() {
    assert_eq!(score("≈ 1.5707963268", Some("1.57079632679490")), Score::Right);
    assert_eq!(score("approx. 1.5707963268", Some("1.57079632690000")), Score::Right);
    assert_eq!(score("approx. 1.5707963268", Some("1.57079632700000")), Score::Wrong);
}

#[test]
fn five_digits_are_compared_at_least() {
    assert_eq!(score("2.7", Some("2.71828")), Score::Wrong);
    assert_eq!(score("0.5", Some("0.50000000000001")), Score::Right);
    assert_eq!(score("1", Some("1.001")), Score::Wrong);
    assert_eq!(score("0", Some("0.01")), Score::Wrong);
}

#[test]
fn an_error_is_a_miss_and_not_a_wrong_value() {
    assert_eq!(score("1 kg", None), Score::Missed);
    assert_eq!(score("-3i", None), Score::Missed);
}

#[test]
fn another_unit_is_counted_apart() {
    assert_eq!(score("5 m", Some("5 meter")), Score::Right);
    assert_eq!(score("5 m", Some("5 cm")), Score::UnitChoice);
    assert_eq!(score("5 m", Some("6 m")), Score::Wrong);
    assert_eq!(score("3i", Some("3")), Score::Wrong);
}
