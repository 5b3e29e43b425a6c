//! Scripts, styles, WASM and public files, from inside the executable.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::LazyLock;

use axum::extract::Path;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use rust_embed::{Embed, EmbeddedFile};

use crate::problem::{Kind, Problem};

/// The built site. A debug build reads it from disk at each request.
#[derive(Embed)]
#[folder = "$MALOCA_SITE"]
#[allow_missing = true]
struct Site;

/// The encodings that files are kept in, best first. Development servers write new files without renewing
/// their compressed forms.
const ENCODINGS: &[(&str, &str)] =
    if cfg!(debug_assertions) { &[] } else { &[("br", ".br"), ("gzip", ".gz")] };

/// A number that changes with any file of `pkg/`, so that its folder can be cached for ever.
static VERSION: LazyLock<String> = LazyLock::new(|| {
    let mut hash = blake3::Hasher::new();
    for name in Site::iter().filter(|name| name.starts_with("pkg/")) {
        hash.update(name.as_bytes());
        Site::get(&name).map(|file| hash.update(&file.metadata.sha256_hash()));
    }
    hash.finalize().to_hex()[..12].to_owned()
});

/// The folder of scripts, styles and WASM as pages name it.
pub fn pkg() -> String {
    format!("/pkg/{}", *VERSION)
}

/// The files that each room of the pages needs beside their module, as the build noted them; none where
/// the module is whole.
pub fn chunks() -> BTreeMap<String, Vec<String>> {
    let list = Site::get("pkg/chunks.json");
    list.and_then(|list| serde_json::from_slice(&list.data).ok()).unwrap_or_default()
}

/// `GET /pkg/{version}/{file}`: never changes under this name.
pub async fn versioned(
    Path((version, file)): Path<(String, String)>,
    headers: HeaderMap,
) -> Response {
    // What a development server builds anew keeps its name until the house is started again.
    let is_lasting = version == *VERSION && !cfg!(debug_assertions);
    if version != *VERSION && is_chunk(&file) {
        return missing();
    }
    let caching = if is_lasting { "public, max-age=31536000, immutable" } else { "no-cache" };
    serve(&format!("pkg/{file}"), caching, &headers)
}

/// Whether it is part of the pages' module. One that was cut out of another module than the one that asks
/// for it would write into the wrong places of its memory.
fn is_chunk(file: &str) -> bool {
    file == "chunks.bin" || file.starts_with("chunk_") || file.starts_with("split_")
}

fn missing() -> Response {
    Problem::new(Kind::MISSING, "there is no such file in this version of the house")
        .into_response()
}

/// `GET /pkg/{file}`: the same under its plain name, for development servers.
pub async fn plain(Path(file): Path<String>, headers: HeaderMap) -> Response {
    serve(&format!("pkg/{file}"), "no-cache", &headers)
}

/// A public file at the top, such as the icon; `None` when there is none of that name.
pub fn public(path: &str, headers: &HeaderMap) -> Option<Response> {
    let name = path.strip_prefix('/')?;
    let is_plain = !name.is_empty()
        && !name.starts_with("pkg/")
        && !name.ends_with(".br")
        && !name.ends_with(".gz");
    (is_plain && Site::get(name).is_some()).then(|| serve(name, "public, max-age=3600", headers))
}

fn serve(name: &str, caching: &'static str, asked: &HeaderMap) -> Response {
    let Some((file, encoding)) = choose(name, asked) else {
        return missing();
    };
    let tag = format!(
        "\"{}\"",
        blake3::hash(&file.metadata.sha256_hash()).to_hex().get(..24).unwrap_or("")
    );
    let mut headers = HeaderMap::new();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(caching));
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        headers.insert(header::ETAG, tag);
    }
    if asked.get(header::IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == tag.as_bytes()) {
        return (StatusCode::NOT_MODIFIED, headers).into_response();
    }
    describe(&mut headers, name, encoding);
    (headers, body(file.data)).into_response()
}

fn body(data: Cow<'static, [u8]>) -> axum::body::Body {
    match data {
        Cow::Borrowed(bytes) => bytes::Bytes::from_static(bytes).into(),
        Cow::Owned(bytes) => bytes.into(),
    }
}

fn choose(name: &str, asked: &HeaderMap) -> Option<(EmbeddedFile, Option<&'static str>)> {
    let accepted =
        asked.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or("");
    let encoded = ENCODINGS.iter().filter(|(encoding, _)| accepts(accepted, encoding));
    encoded
        .filter_map(|(encoding, ending)| {
            Some((Site::get(&format!("{name}{ending}"))?, Some(*encoding)))
        })
        .next()
        .or_else(|| Some((Site::get(name)?, None)))
}

fn accepts(accepted: &str, encoding: &str) -> bool {
    accepted.split(',').any(|one| {
        let (name, weight) = one.split_once(';').unwrap_or((one, ""));
        name.trim() == encoding && !matches!(weight.trim(), "q=0" | "q=0.0" | "q=0.00" | "q=0.000")
    })
}

fn describe(headers: &mut HeaderMap, name: &str, encoding: Option<&'static str>) {
    let kind = match name.rsplit('.').next() {
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("webmanifest") => "application/manifest+json",
        Some("txt") => "text/plain; charset=utf-8",
        Some("svg") => "image/svg+xml",
        _ => mime_guess::from_path(name).first_raw().unwrap_or("application/octet-stream"),
    };
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    if let Some(encoding) = encoding {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    if name.ends_with("-worker.js") {
        // A worker is judged by the policy of its own answer, not by the page's.
        let policy = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'";
        headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_encoding_with_weight_zero_is_not_accepted() {
        assert!(accepts("gzip, br;q=0.5", "br") && accepts("gzip", "gzip"));
        assert!(!accepts("br;q=0, gzip", "br") && !accepts("", "gzip"));
    }
}
