//! Tests of the words for reasons.

use std::collections::HashSet;

use maloca_calc::{Kind, Needs, Resource};

use super::*;

fn kinds() -> Vec<Kind> {
    let name = || "name".to_owned();
    let mut kinds = vec![
        Kind::Empty,
        Kind::TooLong { limit: 4096 },
        Kind::UnexpectedCharacter { found: '$' },
        Kind::Unexpected { found: name() },
        Kind::UnexpectedEnd,
        Kind::Unclosed,
        Kind::UnknownName { name: name(), suggestion: None },
        Kind::ReservedName { name: name() },
        Kind::DivisionByZero,
        Kind::NotAnInteger { function: name() },
        Kind::WrongArguments { function: name(), least: 1, most: None, given: 0 },
        Kind::WrongArguments { function: name(), least: 1, most: Some(1), given: 2 },
        Kind::WrongArguments { function: name(), least: 1, most: Some(2), given: 3 },
        Kind::TooDeep { limit: 200 },
        Kind::DigitsOutOfRange,
    ];
    kinds.extend(needs().map(|needs| Kind::Domain { function: name(), needs }));
    let resources = [Resource::Work, Resource::Size, Resource::Precision, Resource::Variables];
    kinds.extend(resources.map(|what| Kind::Limit { what }));
    kinds
}

fn needs() -> [Needs; 9] {
    [
        Needs::Positive,
        Needs::NotNegative,
        Needs::NotZero,
        Needs::WithinOne,
        Needs::InsideOne,
        Needs::AtLeastOne,
        Needs::LogarithmBase,
        Needs::NotAPole,
        Needs::WholeExponent,
    ]
}

#[test]
fn every_reason_has_words_of_its_own_in_every_language() {
    let mut texts = HashSet::new();
    for kind in kinds() {
        let refused = Refused { kind, position: 0, length: 0 };
        for language in Language::ALL {
            let text = refused.explain(language);
            assert!(
                !text.contains("cannot be calculated") && !text.contains("no se puede calcular")
            );
            assert!(texts.insert(text), "{refused:?} sounds like another");
        }
    }
}

#[test]
fn a_number_agrees_with_its_noun() {
    assert_eq!(counted(1, "argument", "arguments"), "1 argument");
    assert_eq!(counted(2, "argument", "arguments"), "2 arguments");
}
