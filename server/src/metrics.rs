//! `GET /metrics`: everything counted so far, as Prometheus text.

use std::sync::LazyLock;

use axum::extract::{MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::Response;
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};

use crate::hall::Hall;

/// The recorder of this process; tests that start several houses share it.
static RECORDER: LazyLock<Option<PrometheusHandle>> =
    LazyLock::new(|| PrometheusBuilder::new().install_recorder().ok());

/// Begins to count. Without it nothing is counted.
pub fn install() {
    LazyLock::force(&RECORDER);
}

/// `GET /metrics`.
pub async fn show() -> String {
    RECORDER.as_ref().map(PrometheusHandle::render).unwrap_or_default()
}

/// The layer that counts requests by route and status, and by door.
pub async fn count(State(hall): State<Hall>, request: Request, next: Next) -> Response {
    let is_rest = request.uri().path().starts_with("/api/v1/");
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or_else(|| "page".to_owned(), |path| path.as_str().to_owned());
    let response = next.run(request).await;
    let status = response.status();
    let is_well = !(status.is_client_error() || status.is_server_error());
    hall.register.web.answer(is_well);
    if is_rest {
        hall.register.rest.answer(is_well);
    }
    let status = status.as_u16().to_string();
    metrics::counter!("maloca_requests_total", "route" => route, "status" => status).increment(1);
    response
}
