//! Pages of other sites may neither write nor open sockets.
//!
//! Writing is guarded by tower-http's [`CsrfLayer`] (the scheme of Go 1.25: `Sec-Fetch-Site`, else
//! `Origin` against the host). A WebSocket begins with a GET, which that scheme lets through, so
//! upgrades are checked here by the same rule ([`maloca_gateway::Site`]).

use axum::extract::{Request, State};
use axum::http::header;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use tower_http::csrf::{CsrfLayer, ProtectionError};

use crate::config::PublicUrl;
use crate::hall::Hall;
use crate::problem::{Kind, Problem};

/// The layer that refuses writes of other sites. Pages under the house's public names are its own.
pub fn writes(public: &[PublicUrl]) -> CsrfLayer<fn(ProtectionError) -> Response> {
    let layer = public.iter().fold(CsrfLayer::new(), |layer, url| {
        layer.clone().add_trusted_origin(url.as_str()).unwrap_or(layer)
    });
    layer.with_rejection_response(|_| refusal())
}

fn refusal() -> Response {
    Problem::new(
        Kind::CROSS_SITE,
        "this request came from a page of another site; open the house itself and try again there",
    )
    .into_response()
}

/// The layer that refuses sockets of other sites.
pub async fn sockets(State(hall): State<Hall>, request: Request, next: Next) -> Response {
    let upgrades = request.headers().contains_key(header::UPGRADE)
        || request.headers().contains_key("sec-websocket-key");
    if upgrades && !hall.site.sent(request.uri(), request.headers()) {
        return refusal();
    }
    next.run(request).await
}
