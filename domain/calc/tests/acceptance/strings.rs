//! Whatever is typed gets an answer or a refusal with a place in the text.

use maloca_calc::{Budget, Dialect, Notation, Question, Scope, evaluate, evaluate_in};
use proptest::prelude::*;

/// A budget that lets many thousand cases run in seconds.
fn small() -> Budget {
    Budget { steps: 2_000_000, bits: 1 << 16, ..Budget::default() }
}

fn tokens() -> impl Strategy<Value = String> {
    let token = prop::sample::select(vec![
        "1", "2", "0", "10", "0.5", "1e3", "0x1f", ".5", "7.", "0.(3)", "+", "-", "*", "/", "^",
        "**", "//", "%", "!", "°", "²", "√", "(", ")", "(", ")", "[", "]", ",", ";", "=", " ",
        "\n", "x", "y", "ans", "pi", "e", "phi", "sin", "cos", "tan", "asin", "acos", "atan",
        "sinh", "tanh", "asinh", "acosh", "atanh", "exp", "ln", "log", "sqrt", "cbrt", "root",
        "abs", "floor", "ceil", "round", "mod", "div", "of", "and", "or", "xor", "shl", "<<", ">>",
        "&", "|", "~", "gcd", "lcm", "min", "max", "median", "mean", "ncr", "npr", "atan2",
        "hypot", "sec", "π", "×", "÷", "−", "í",
    ]);
    prop::collection::vec(token, 0..24).prop_map(|tokens| tokens.concat())
}

fn check(text: &str, notation: Notation, dialect: Dialect) {
    let question = Question::new(text).expect("short");
    let question = question.with_notation(notation).with_dialect(dialect);
    if let Err(refused) = evaluate(&question, &small()) {
        let characters = text.chars().count();
        assert!(refused.position <= characters, "{text:?}: {refused:?}");
        assert!(refused.position + refused.length <= characters, "{text:?}: {refused:?}");
        assert!(!refused.to_string().is_empty());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn ten_thousand_random_strings_never_panic(text in "\\PC{0,60}") {
        check(&text, Notation::Point, Dialect::House);
    }

    #[test]
    fn ten_thousand_heaps_of_tokens_never_panic(text in tokens(), comma: bool, python: bool) {
        let notation = if comma { Notation::Comma } else { Notation::Point };
        check(&text, notation, if python { Dialect::Python } else { Dialect::House });
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_session_of_random_lines_never_panics(lines in prop::collection::vec(tokens(), 1..20)) {
        let mut scope = Scope::default();
        for line in lines {
            let question = Question::new(format!("x = {line}")).expect("short");
            let _ = evaluate_in(&question, &small(), &mut scope);
        }
    }

    #[test]
    fn the_echo_is_read_as_the_same_value(text in tokens()) {
        let question = Question::new(text).expect("short");
        if let Ok(answer) = evaluate(&question, &small()) {
            let echo = Question::new(answer.reading.clone());
            // An echo may be longer than an expression may be.
            if let Ok(echo) = echo {
                let again = evaluate(&echo, &Budget::default()).map(|again| again.result);
                prop_assert_eq!(again, Ok(answer.result), "{}", answer.reading);
            }
        }
    }
}
