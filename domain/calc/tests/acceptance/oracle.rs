//! Every row of `oracle.tsv`, made by mpmath (see `oracle.py`), to 50 digits.

use maloca_calc::{Budget, Digits, Question, evaluate};

use super::decimal::Decimal;

/// Digits that the oracle shows.
const KNOWN: usize = 70;

/// The answer with so many digits, and whether it is approximate.
fn answer(expression: &str, digits: u16) -> (Decimal, bool) {
    let digits = Digits::new(digits).expect("1 to 1000 digits");
    let question = Question::new(expression).expect("rows are short").with_digits(digits);
    let answer = evaluate(&question, &Budget::default());
    let answer = answer.unwrap_or_else(|refused| panic!("{expression}: {refused}"));
    (Decimal::parse(&answer.result).expect("a decimal number"), answer.approximate)
}

#[test]
fn fifty_digits_agree_with_mpmath_in_every_row() {
    let rows: Vec<_> = include_str!("../oracle.tsv").lines().collect();
    assert!(rows.len() >= 200, "only {} rows", rows.len());
    let mut wrong = Vec::new();
    for row in &rows {
        let (expression, expected) = row.split_once('\t').expect("two columns");
        let truth = Decimal::parse(expected).expect("a decimal number");
        let (value, approximate) = answer(expression, 50);
        let complete = !approximate || value.digits() == 50;
        if !complete || !value.is_rounding_of(&truth, KNOWN) {
            wrong.push(format!("{expression}: {value:?} instead of {expected}"));
        }
    }
    assert!(wrong.is_empty(), "{} of {} wrong:\n{}", wrong.len(), rows.len(), wrong.join("\n"));
}

#[test]
fn every_number_of_digits_is_a_rounding_of_the_same_value() {
    for row in include_str!("../oracle.tsv").lines().step_by(7) {
        let (expression, expected) = row.split_once('\t').expect("two columns");
        let truth = Decimal::parse(expected).expect("a decimal number");
        for digits in [1, 2, 3, 7, 15, 31] {
            let (value, _) = answer(expression, digits);
            assert!(value.is_rounding_of(&truth, KNOWN), "{expression} to {digits}: {value:?}");
        }
    }
}

#[test]
fn a_thousand_digits_begin_with_the_fifty() {
    for expression in ["pi", "e^pi", "sin(1)", "ln(3)", "atan(1/3)", "sqrt(2)", "asin(0.99)"] {
        let (long, _) = answer(expression, 1000);
        let (short, _) = answer(expression, 50);
        assert_eq!(long.digits(), 1000, "{expression}");
        assert!(short.is_rounding_of(&long, 1000), "{expression}");
    }
}
