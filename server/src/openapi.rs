//! `GET /api/v1/openapi.json`: the description of the REST API, made from its routes.

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use utoipa::openapi::{InfoBuilder, LicenseBuilder, OpenApi, PathItem, RefOr, ServerBuilder};

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
    for (path, item) in &mut api.paths.paths {
        complete(path, item);
    }
    api.servers = Some(vec![ServerBuilder::new().url("/api/v1").build()]);
    Described(api.to_json().unwrap_or_default().into())
}

/// Gives each call an id of its own, where handlers of several rooms share a name, and each answer the
/// description that OpenAPI demands.
fn complete(path: &str, item: &mut PathItem) {
    let calls = [
        ("get", &mut item.get),
        ("put", &mut item.put),
        ("post", &mut item.post),
        ("patch", &mut item.patch),
        ("delete", &mut item.delete),
    ];
    for (method, call) in calls {
        let Some(call) = call else { continue };
        let words = path.split(|c: char| !c.is_ascii_alphanumeric()).filter(|w| !w.is_empty());
        let id = std::iter::once(method).chain(words).collect::<Vec<_>>().join("_");
        call.operation_id = Some(id);
        for (status, response) in &mut call.responses.responses {
            if let RefOr::T(response) = response
                && response.description.is_empty()
            {
                response.description = usual_text(status);
            }
        }
    }
}

/// What a status means in general.
fn usual_text(status: &str) -> String {
    let status = status.parse().ok().and_then(|code| StatusCode::from_u16(code).ok());
    let text = status.and_then(|status| status.canonical_reason()).unwrap_or("another answer");
    text.to_lowercase()
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
