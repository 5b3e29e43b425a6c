//! `GET /api/v1/openapi.json`: the description of the REST API, made from its routes.

use axum::http::header;
use axum::response::{IntoResponse, Response};
use utoipa::openapi::{InfoBuilder, LicenseBuilder, OpenApi, ServerBuilder};

/// The description with its title, as an answer that can be given again and again.
pub fn describe(mut api: OpenApi) -> Described {
    api.info = InfoBuilder::new()
        .title("Maloca")
        .version(env!("CARGO_PKG_VERSION"))
        .description(Some(
            "A calculator, a group chat and a shared library of files. Errors are \
             application/problem+json (RFC 9457).",
        ))
        .license(Some(LicenseBuilder::new().name("MIT OR Apache-2.0").build()))
        .build();
    // OpenAPI has no word for a parameter that takes the rest of a path.
    let paths = std::mem::take(&mut api.paths.paths);
    api.paths.paths = paths.into_iter().map(|(at, item)| (at.replace("{*", "{"), item)).collect();
    api.servers = Some(vec![ServerBuilder::new().url("/api/v1").build()]);
    Described(api.to_json().unwrap_or_default().into())
}

/// The description as JSON. Cheap to clone.
#[derive(Clone)]
pub struct Described(bytes::Bytes);

impl Described {
    /// The document.
    pub fn json(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl IntoResponse for Described {
    fn into_response(self) -> Response {
        ([(header::CONTENT_TYPE, "application/json")], self.0).into_response()
    }
}
