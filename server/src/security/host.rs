//! Only names that this house is known by.
//!
//! A page of another site can point its own name at this machine (DNS rebinding) and would then
//! count as the same site. It cannot do that with an address, with `localhost` or with a name that
//! the owner gave by `--public`, so these pass and all others do not.

use std::net::IpAddr;

use axum::extract::{Request, State};
use axum::http::header;
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Response};

use crate::config::value::host_of;
use crate::hall::Hall;
use crate::problem::{Kind, Problem};

/// The layer that refuses unknown names.
pub async fn check(State(hall): State<Hall>, request: Request, next: Next) -> Response {
    let named = request
        .uri()
        .authority()
        .map(|authority| authority.as_str())
        .or_else(|| request.headers().get(header::HOST)?.to_str().ok());
    match named.map(host_of) {
        // HTTP/1.0 knows no Host; a browser always sends one.
        None => next.run(request).await,
        Some(host) if is_known(&host, &hall) => next.run(request).await,
        Some(host) => refuse(&host, wants_html(&request)),
    }
}

fn is_known(host: &str, hall: &Hall) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    bare.parse::<IpAddr>().is_ok()
        || host == "localhost"
        || host.ends_with(".localhost")
        || hall.config.public.value.iter().any(|url| url.host() == host)
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
