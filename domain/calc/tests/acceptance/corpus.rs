//! A sample of what eight other calculators answer (`corpus.tsv`: expression, expected, source).

use std::collections::BTreeMap;

use maloca_calc::{Budget, Digits, Question, evaluate};

use super::scoring::{Score, score};

/// Rows that are read otherwise here on purpose: expression and our answer. In this sample there are
/// none: what is not understood (units, complex numbers, `cos! 0`, brackets that nobody opened) is
/// refused, and numbers are answered in decimal whatever base they were written in.
const CONVENTIONS: &[(&str, &str)] = &[];

fn answer(expression: &str) -> Option<String> {
    let digits = Digits::new(50).expect("fifty digits are allowed");
    let question = Question::new(expression).expect("rows are short").with_digits(digits);
    evaluate(&question, &Budget::default()).ok().map(|answer| answer.result)
}

fn rows() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    include_str!("../corpus.tsv").lines().skip(1).map(|row| {
        let mut columns = row.split('\t');
        let mut column = || columns.next().expect("three columns");
        (column(), column(), column())
    })
}

#[test]
fn no_row_of_the_corpus_gets_a_wrong_value() {
    let mut wrong = Vec::new();
    for (expression, expected, source) in rows() {
        let result = answer(expression);
        let decided = CONVENTIONS.iter().find(|(other, _)| *other == expression);
        let expected = decided.map_or(expected, |(_, ours)| ours);
        if let Score::Wrong | Score::UnitChoice = score(expected, result.as_deref()) {
            wrong.push(format!("{source}: {expression} = {result:?} instead of {expected}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn most_rows_without_units_and_complex_numbers_get_their_value() {
    let mut by_source: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for (expression, expected, source) in rows() {
        let counts = by_source.entry(source).or_default();
        counts.1 += 1;
        match score(expected, answer(expression).as_deref()) {
            Score::Right => counts.0 += 1,
            outcome => println!("{outcome:?} {source}: {expression} = {expected}"),
        }
    }
    by_source.iter().for_each(|(source, (right, all))| println!("{source}: {right} of {all}"));
    let right: usize = by_source.values().map(|(right, _)| right).sum();
    assert!(right >= FLOOR, "{right} right, fewer than {FLOOR}");
}

/// How many rows of the sample are right today: fewer would be a step back.
const FLOOR: usize = 349;
