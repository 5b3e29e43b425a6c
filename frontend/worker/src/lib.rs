//! The calculator alone, as a small WASM module for a web worker.
//!
//! The same engine as the server's, so that a preview while typing and the answer on Enter are the same
//! text. `calculator-worker.js` beside this crate is the worker that loads it.
//!
//! # Layout
//! - [`evaluate`]: the only call, JSON out

use maloca_calc::{Answer, Budget, Digits, Notation, Question, Refused};
use serde::Serialize;
use wasm_bindgen::prelude::wasm_bindgen;

/// What the page gets: the answer, or why there is none.
#[derive(Debug, Serialize)]
#[serde(rename_all = "snake_case")]
enum Outcome {
    Ok(Answer),
    Refused(Message),
}

/// A refusal with its English text beside the reason that pages translate.
#[derive(Debug, Serialize)]
struct Message {
    #[serde(flatten)]
    refused: Refused,
    message: String,
}

/// Evaluates an expression with the full budget.
///
/// `digits` is the number of significant digits of an approximate result, 1 to 1000; `notation` is
/// `"comma"` for a decimal comma and anything else for a point; `before` are lines whose variables and
/// `ans` are known. Returns JSON: `{"ok": Answer}` or
/// `{"refused": {"kind", "position", "length", "message"}}`, with positions in characters.
#[wasm_bindgen]
#[must_use]
pub fn evaluate(expr: &str, digits: u16, notation: &str, before: &str) -> String {
    let notation = if notation == "comma" { Notation::Comma } else { Notation::Point };
    let outcome = match answer(expr, digits, notation, before) {
        Ok(answer) => Outcome::Ok(answer),
        Err(refused) => {
            let message = refused.to_string();
            Outcome::Refused(Message { refused, message })
        }
    };
    serde_json::to_string(&outcome).unwrap_or_default()
}

fn answer(expr: &str, digits: u16, notation: Notation, before: &str) -> Result<Answer, Refused> {
    let question = Question::new(expr)?.after(before)?;
    let question = question.with_digits(Digits::new(digits)?).with_notation(notation);
    maloca_calc::evaluate(&question, &Budget::default())
}

#[cfg(test)]
mod tests {
    use super::evaluate;

    #[test]
    fn an_answer_is_json() {
        let json = evaluate("2^10", 15, "point", "");
        assert_eq!(
            json,
            r#"{"ok":{"expr":"2^10","result":"1024","approximate":false,"reading":"2^10"}}"#
        );
    }

    #[test]
    fn a_refusal_tells_reason_place_and_text() {
        let json = evaluate("1+foo", 15, "point", "");
        assert!(json.starts_with(r#"{"refused":{"kind":{"reason":"unknown_name""#), "{json}");
        assert!(json.contains(r#""position":2,"length":3,"message":"unknown name"#), "{json}");
    }

    #[test]
    fn a_decimal_comma_is_read_and_written() {
        assert!(evaluate("0,1+0,2", 15, "comma", "").contains(r#""result":"0,3""#));
        assert!(evaluate("max(1,5; 2)", 15, "comma", "").contains(r#""result":"2""#));
    }

    #[test]
    fn a_preview_knows_the_lines_before_it() {
        assert!(evaluate("3ans + x", 15, "point", "x = 1/3\n2x").contains(r#""result":"2.33333"#));
    }

    #[test]
    fn a_wrong_number_of_digits_is_refused() {
        assert!(evaluate("1", 0, "point", "").contains("digits_out_of_range"));
        assert!(evaluate("1", 1001, "point", "").contains("digits_out_of_range"));
    }
}
