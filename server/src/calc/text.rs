//! `/calc/{expr}` for terminals: the result alone on a line.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;

use super::rest::evaluate;
use crate::extract::Params;
use crate::hall::Hall;
use crate::problem::{Kind, Problem};
use crate::visitor::Visit;

/// `/calc?expr=`, as the page's form sends it.
#[derive(Debug, Deserialize)]
pub struct Asked {
    expr: Option<String>,
}

/// `GET /calc/{expr}`.
pub async fn path(State(hall): State<Hall>, visit: Visit, Path(expr): Path<String>) -> Response {
    say(&hall, &visit, expr).await
}

/// `GET /calc?expr=`.
pub async fn query(
    State(hall): State<Hall>,
    visit: Visit,
    Params(asked): Params<Asked>,
) -> Response {
    match asked.expr {
        Some(expr) => say(&hall, &visit, expr).await,
        None => {
            Problem::new(Kind::BAD_REQUEST, "put an expression behind: /calc/2%2B2").into_text()
        }
    }
}

async fn say(hall: &Hall, visit: &Visit, expr: String) -> Response {
    match evaluate(hall, visit, expr, None).await {
        Ok(answer) => format!("{}\n", answer.result).into_response(),
        Err(problem) => problem.into_text(),
    }
}
