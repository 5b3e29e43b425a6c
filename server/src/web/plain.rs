//! What those hear who speak plain HTTP to an encrypted door.

use axum::Router;
use axum::extract::Request;
use axum::response::{IntoResponse, Redirect, Response};
use maloca_gateway::site::asked_for;

use crate::problem::{Kind, Problem};

/// Readers are led to the same place, encrypted; what was to be written has already gone over the
/// network for all to read, and is refused.
pub fn router() -> Router {
    Router::new().fallback(lead)
}

async fn lead(request: Request) -> Response {
    let path = request.uri().path_and_query().map_or("/", |path| path.as_str());
    match asked_for(request.uri(), request.headers()) {
        Some(host) if request.method().is_safe() => {
            Redirect::temporary(&format!("https://{host}{path}")).into_response()
        }
        _ => {
            Problem::new(Kind::BAD_REQUEST, "this house is encrypted; use https://").into_response()
        }
    }
}
