//! Only names that this house is known by.
//!
//! [`maloca_gateway::Site`] says which, for every door that browsers can call.

use axum::extract::{Request, State};
use axum::http::header;
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Response};
use maloca_gateway::site::{all_asked_for, host_of};

use crate::hall::Hall;
use crate::problem::{Kind, Problem};
use crate::visitor::Client;

/// The layer that refuses unknown names: the one that was asked for, and the one that a trusted proxy
/// says the visitor asked it for, which the house writes into its own links.
pub async fn check(State(hall): State<Hall>, request: Request, next: Next) -> Response {
    let client = Client::of(&request, &hall.config.trust_proxy.value);
    let unknown = all_asked_for(request.uri(), request.headers())
        .chain([client.authority.as_str()])
        .find(|name| !hall.site.knows(name))
        .map(host_of);
    match unknown {
        Some(host) => refuse(&host, wants_html(&request)),
        None => next.run(request).await,
    }
}

/// Whether the request comes from somebody who reads pages.
pub fn wants_html(request: &Request) -> bool {
    request
        .headers()
        .get_all(header::ACCEPT)
        .iter()
        .any(|accept| accept.to_str().is_ok_and(|accept| accept.contains("text/html")))
}

fn refuse(host: &str, html: bool) -> Response {
    let safe: String = host
        .chars()
        .filter(|c| c.is_ascii_alphanumeric() || "-._".contains(*c))
        .take(253)
        .collect();
    let detail = format!(
        "This house does not know the name \"{safe}\". If it is yours, start maloca with --public \
         http://{safe} so that it is let in; otherwise open the house by its address."
    );
    if html {
        let page = format!(
            "<!doctype html><html lang=en><meta charset=utf-8><title>Unknown name</title>\
             <h1>Unknown name</h1><p>{detail}</p>"
        );
        return (Kind::UNKNOWN_HOST.status, Html(page)).into_response();
    }
    Problem::new(Kind::UNKNOWN_HOST, detail).into_response()
}
