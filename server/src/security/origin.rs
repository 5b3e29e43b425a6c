//! Pages of other sites may neither write nor open sockets.
//!
//! Writing is guarded by tower-http's [`CsrfLayer`] (the scheme of Go 1.25: `Sec-Fetch-Site`, else
//! `Origin` against the host). A WebSocket begins with a GET, which that scheme lets through, so
//! upgrades are checked here by the same rule.

use axum::extract::Request;
use axum::http::{HeaderMap, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use tower_http::csrf::{CsrfLayer, ProtectionError};

use crate::config::PublicUrl;
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
pub async fn sockets(request: Request, next: Next) -> Response {
    let upgrades = request.headers().contains_key(header::UPGRADE)
        || request.headers().contains_key("sec-websocket-key");
    if upgrades && !is_own(request.headers(), request.uri()) {
        return refusal();
    }
    next.run(request).await
}

/// Whether a page that sent this, if any page did, is one of ours.
fn is_own(headers: &HeaderMap, uri: &Uri) -> bool {
    let text = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or_default());
    match (text("sec-fetch-site"), text("origin")) {
        (Some("same-origin" | "none"), _) | (None, None) => true,
        (None, Some(origin)) => {
            let host = uri.authority().map(|a| a.as_str()).or_else(|| text("host"));
            origin.split_once("://").map(|(_, authority)| authority) == host
        }
        (Some(_), _) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn own(pairs: &[(&'static str, &'static str)]) -> bool {
        let mut headers = HeaderMap::new();
        for (name, value) in pairs {
            headers.insert(*name, value.parse().unwrap());
        }
        is_own(&headers, &Uri::from_static("/ws"))
    }

    #[test]
    fn a_page_of_another_site_opens_no_socket() {
        assert!(own(&[("host", "a:1")]));
        assert!(own(&[("host", "a:1"), ("origin", "http://a:1")]));
        assert!(own(&[
            ("host", "a:1"),
            ("origin", "http://a:1"),
            ("sec-fetch-site", "same-origin")
        ]));
        assert!(!own(&[("host", "a:1"), ("origin", "http://b")]));
        assert!(!own(&[("host", "a:1"), ("origin", "http://a:2")]));
        assert!(!own(&[("host", "a:1"), ("origin", "null")]));
        assert!(!own(&[
            ("host", "a:1"),
            ("origin", "http://a:1"),
            ("sec-fetch-site", "cross-site")
        ]));
    }
}
