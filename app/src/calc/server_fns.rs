//! What the browser calls of the room `calc`.

use leptos::prelude::*;
use maloca_calc::{Answer, Digits, Notation, Question, Refused};
use maloca_fault::Fault;

use crate::failure::Failure;
use crate::port;
use crate::wire::Wire;

/// Answers an expression. That it has no answer is an answer too: the inner error tells why.
///
/// # Errors
/// What keeps the calculator from looking at it.
#[server(prefix = "/fn", endpoint = "calc/evaluate", output = Wire)]
pub async fn evaluate(
    /// The expression, at most 4 KiB.
    expr: String,
    /// Whether it has decimal commas.
    comma: bool,
    /// How many digits an approximate result shows, 1 to 1000.
    digits: u16,
    /// Lines with decimal points that were asked before and that it builds on, 4 KiB together.
    before: String,
) -> Result<Result<Answer, Refused>, Failure<Refused>> {
    let (house, visitor) = (port::house()?, port::visitor()?);
    let question = match question(expr, comma, digits, before) {
        Ok(question) => question,
        Err(refused) => return Ok(Err(refused)),
    };
    match house.calc.evaluate(&visitor.caller(), question).await {
        Ok(answer) => Ok(Ok(answer)),
        Err(Fault::Refused(refused)) => Ok(Err(refused)),
        Err(fault) => Err(fault.into()),
    }
}

fn question(expr: String, comma: bool, digits: u16, before: String) -> Result<Question, Refused> {
    let notation = if comma { Notation::Comma } else { Notation::Point };
    let question = Question::new(expr)?.after(before)?;
    Ok(question.with_digits(Digits::new(digits)?).with_notation(notation))
}
