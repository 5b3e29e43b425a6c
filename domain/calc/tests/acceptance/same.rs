//! `same.tsv`: expressions and what is answered, the same file that the WASM module is held against.

use std::fmt::Write as _;

use maloca_calc::{Budget, Digits, Question, evaluate};

/// The text of an answer as the file has it: the result, or the refusal.
fn outcome(expression: &str) -> String {
    let digits = Digits::new(30).expect("thirty digits are allowed");
    let question = Question::new(expression).map(|question| question.with_digits(digits));
    match question.and_then(|question| evaluate(&question, &Budget::default())) {
        Ok(answer) => answer.result,
        Err(refused) => format!("! {refused}"),
    }
}

/// Set `MALOCA_UPDATE` to write the file anew after a change that is meant.
#[test]
fn the_answers_are_those_that_wasm_is_held_against() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/same.tsv");
    let kept = std::fs::read_to_string(file).expect("the file is in the repository");
    let mut now = String::new();
    for row in kept.lines() {
        let expression = row.split('\t').next().expect("a first column");
        writeln!(now, "{expression}\t{}", outcome(expression)).expect("a string takes all");
    }
    if std::env::var_os("MALOCA_UPDATE").is_some() {
        std::fs::write(file, &now).expect("the file can be written");
    }
    assert!(kept.lines().count() >= 300, "{} rows", kept.lines().count());
    assert_eq!(kept, now);
}
