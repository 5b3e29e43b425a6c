//! A file as an answer: whole, in part, or only its headers.

use std::ops::Range;
use std::sync::Arc;

use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use maloca_files::conditional::Verdict;
use maloca_files::{Content, Refused};

use super::address::refused;
use super::byteranges::{Parts, content_range};
use super::conditions::{Conditions, validators};
use super::media;
use crate::problem::{Kind, Problem};

/// How a file was asked for.
pub struct Asked<'a> {
    /// GET or HEAD.
    pub method: &'a Method,
    /// The conditional headers.
    pub conditions: Conditions<'a>,
    /// Its name in the tree.
    pub name: &'a str,
    /// Whether browsers shall keep it rather than show it.
    pub download: bool,
}

/// The answer to GET or HEAD of a file.
pub fn answer(content: Arc<dyn Content>, asked: &Asked<'_>) -> Response {
    let meta = content.meta();
    let headers = validators(meta);
    match asked.conditions.preconditions().judge(meta) {
        Verdict::Serve => whole(content, headers, asked),
        Verdict::ServeRanges(ranges) => partial(content, ranges, headers, asked),
        Verdict::NotModified => (StatusCode::NOT_MODIFIED, REVALIDATE, headers).into_response(),
        Verdict::Failed => (headers, refused(Refused::Conflict)).into_response(),
        Verdict::Unsatisfiable => (headers, beyond(meta.size)).into_response(),
    }
}

/// Caches ask whether it is still the same each time: files change under their names, and rights do.
const REVALIDATE: [(header::HeaderName, HeaderValue); 1] =
    [(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"))];

fn whole(content: Arc<dyn Content>, mut headers: HeaderMap, asked: &Asked<'_>) -> Response {
    let size = content.meta().size;
    describe(&mut headers, asked);
    put(&mut headers, header::CONTENT_LENGTH, &size.to_string());
    let body = if asked.method == Method::HEAD {
        Body::empty()
    } else {
        Body::from_stream(content.read(0..size))
    };
    (headers, body).into_response()
}

fn partial(
    content: Arc<dyn Content>,
    ranges: Vec<Range<u64>>,
    mut headers: HeaderMap,
    asked: &Asked<'_>,
) -> Response {
    describe(&mut headers, asked);
    let (length, body) = match ranges.as_slice() {
        [only] => {
            let line = content_range(only, content.meta().size);
            put(&mut headers, header::CONTENT_RANGE, &line);
            (only.end - only.start, Body::from_stream(content.read(only.clone())))
        }
        _ => {
            let parts = Parts::new(content, ranges, &media::content_type(asked.name));
            put(&mut headers, header::CONTENT_TYPE, &parts.content_type());
            (parts.length(), parts.body())
        }
    };
    put(&mut headers, header::CONTENT_LENGTH, &length.to_string());
    (StatusCode::PARTIAL_CONTENT, headers, body).into_response()
}

/// What the bytes are, and what browsers may do with them.
fn describe(headers: &mut HeaderMap, asked: &Asked<'_>) {
    let media = media::content_type(asked.name);
    put(headers, header::CONTENT_TYPE, &media);
    headers.insert(header::CONTENT_SECURITY_POLICY, media::policy(&media));
    headers.insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    headers.extend(REVALIDATE);
    if asked.download {
        headers.extend([media::attachment(asked.name)]);
    }
}

fn put(headers: &mut HeaderMap, name: header::HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        headers.insert(name, value);
    }
}

/// 416, with how much there is (RFC 9110 §15.5.17).
fn beyond(size: u64) -> Response {
    let detail = format!("the file has {size} bytes; ask for some of them");
    let mut response = Problem::new(Kind::RANGE, detail).into_response();
    put(response.headers_mut(), header::CONTENT_RANGE, &format!("bytes */{size}"));
    response
}
