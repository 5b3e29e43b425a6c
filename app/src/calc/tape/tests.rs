//! Tests of the tape.

use maloca_calc::Answer;
use proptest::prelude::*;

use super::*;
use crate::calc::ask::Ask;
use crate::calc::spelling::Habit;

fn outcome(expr: &str, result: &str, approximate: bool, habit: Habit) -> Outcome {
    let ask = Ask { expr: expr.into(), habit, digits: 15, before: String::new() };
    let answer =
        Answer { expr: expr.into(), result: result.into(), approximate, reading: expr.into() };
    Outcome { ask, answer: Ok(answer) }
}

fn tape(lines: &[(&str, &str, bool)]) -> Tape {
    let mut tape = Tape::default();
    for (expr, result, approximate) in lines {
        tape.add(Line::of(&outcome(expr, result, *approximate, Habit::Point)).unwrap());
    }
    tape
}

#[test]
fn an_expression_takes_along_only_what_it_builds_on() {
    let tape = tape(&[
        ("x = 1/3", "0.333333333333333", true),
        ("2+2", "4", false),
        ("x = 3; x^2", "9", false),
        ("ans + x", "12", false),
        ("sqrt(2)", "1.41421356237310", true),
    ]);
    assert_eq!(tape.before("1+1"), "");
    assert_eq!(tape.before("ans^2"), "sqrt(2)");
    assert_eq!(tape.before("x + 1"), "x = 3; x^2");
    assert_eq!(tape.before("2x + ans"), "x = 3; x^2\nsqrt(2)");
}

#[test]
fn an_exact_result_stands_for_its_expression_and_a_rounded_one_does_not() {
    let tape = tape(&[("1/4", "0.25", false), ("ans + 1", "1.25", false), ("ans/3", "0.41", true)]);
    assert_eq!(tape.before("ans"), "1.25\nans/3");
}

#[test]
fn a_line_with_commas_is_recalled_with_points() {
    let line = Line::of(&outcome("max(0,5; 1,25)", "1,25", false, Habit::Comma)).unwrap();
    assert_eq!((line.recall.as_str(), line.result.as_str()), ("1.25", "1,25"));
    let line = Line::of(&outcome("x = 0,5; x/3", "0,166666666666667", true, Habit::Comma)).unwrap();
    assert_eq!(line.recall, "x = 0.5; x/3");
}

#[test]
fn a_long_result_keeps_its_ends() {
    let digits = "1234567890".repeat(30);
    let line = Line::of(&outcome("x", &digits, false, Habit::Point)).unwrap();
    assert!(!line.is_whole() && line.result.len() < 120);
    assert!(line.result.starts_with("123") && line.result.ends_with("890"));
}

#[test]
fn the_same_line_again_is_not_repeated() {
    assert_eq!(tape(&[("1+1", "2", false), ("1+1", "2", false)]).lines().len(), 1);
}

proptest! {
    #[test]
    fn the_tape_and_what_is_taken_along_are_bounded(exprs in proptest::collection::vec("ans[+*][0-9x=;]{1,40}", 0..300)) {
        let mut tape = Tape::default();
        for expr in &exprs {
            tape.add(Line::of(&outcome(expr, "0.1", true, Habit::Point)).unwrap());
        }
        prop_assert!(tape.lines().len() <= MOST);
        prop_assert!(tape.before("ans + x").len() <= MAX_EXPR);
    }
}
