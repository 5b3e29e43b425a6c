//! `/api/v1/calc`.

use std::time::Instant;

use axum::Json;
use axum::extract::State;
use maloca_calc::{Answer, Digits, Question};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::extract::{Body, Params};
use crate::hall::Hall;
use crate::problem::{Kind, Problem};
use crate::visitor::Visit;

/// What shall be calculated.
#[derive(Debug, Deserialize, ToSchema)]
pub struct Asked {
    /// The expression, at most 4 KiB.
    #[schema(example = "2^10 + 1/4")]
    expr: String,
    /// How many significant digits of a value that is not exact: 1 to 1,000, by default 15.
    digits: Option<u16>,
}

/// How the result shall be written.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Written {
    /// The expression, at most 4 KiB.
    #[param(required = true, value_type = String, example = "2^10 + 1/4")]
    expr: Option<String>,
    /// How many significant digits of a value that is not exact: 1 to 1,000, by default 15.
    digits: Option<u16>,
}

/// What came out.
#[derive(Debug, Serialize, ToSchema)]
pub struct Result {
    /// The expression as it was sent.
    expr: String,
    /// The value: exact values whole, others with proven digits.
    result: String,
    /// Whether the value has more digits than these.
    approximate: bool,
    /// How the expression was read, with every grouping visible.
    reading: String,
    /// How long it took, in microseconds.
    micros: u64,
}

/// Calculate.
#[utoipa::path(get, path = "/calc", tag = "calc", params(Written), responses(
    (status = 200, body = Result, description = "the result"), (status = 422, description = "wrong-expression with position, or limit"),
))]
pub async fn get(
    State(hall): State<Hall>,
    visit: Visit,
    Params(asked): Params<Written>,
) -> std::result::Result<Json<Result>, Problem> {
    let missing = || Problem::new(Kind::BAD_REQUEST, "add the expression: /api/v1/calc?expr=2%2B2");
    let expr = asked.expr.ok_or_else(missing)?;
    answer(&hall, &visit, Asked { expr, digits: asked.digits }).await
}

/// Calculate, with the expression in the body.
#[utoipa::path(post, path = "/calc", tag = "calc", request_body = Asked, responses(
    (status = 200, body = Result, description = "the result"), (status = 422, description = "wrong-expression with position, or limit"),
))]
pub async fn post(
    State(hall): State<Hall>,
    visit: Visit,
    Body(asked): Body<Asked>,
) -> std::result::Result<Json<Result>, Problem> {
    answer(&hall, &visit, asked).await
}

async fn answer(
    hall: &Hall,
    visit: &Visit,
    asked: Asked,
) -> std::result::Result<Json<Result>, Problem> {
    let began = Instant::now();
    let Answer { expr, result, approximate, reading } =
        evaluate(hall, visit, asked.expr, asked.digits).await?;
    let micros = u64::try_from(began.elapsed().as_micros()).unwrap_or(u64::MAX);
    Ok(Json(Result { expr, result, approximate, reading, micros }))
}

/// Asks the calculator on behalf of a visitor.
///
/// # Errors
/// As a problem, whatever the reason.
pub async fn evaluate(
    hall: &Hall,
    visit: &Visit,
    expr: String,
    digits: Option<u16>,
) -> std::result::Result<Answer, Problem> {
    let refused = |refused| Problem::from(maloca_fault::Fault::Refused(refused));
    let mut question = Question::new(expr).map_err(refused)?;
    if let Some(digits) = digits {
        let digits = Digits::new(digits)
            .map_err(|_| Problem::new(Kind::BAD_REQUEST, "digits must be 1 to 1,000"))?;
        question = question.with_digits(digits);
    }
    Ok(hall.house.calc.evaluate(&visit.caller, question).await?)
}
