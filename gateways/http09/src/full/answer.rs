//! Statuses, headers and bodies.

use std::ops::Range;
use std::sync::Arc;

use bytes::Bytes;
use futures::TryStreamExt;
use http::header::{
    ACCEPT_RANGES, ALLOW, CACHE_CONTROL, CONNECTION, CONTENT_LENGTH, CONTENT_RANGE,
    CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG, HeaderName, LAST_MODIFIED, LOCATION,
    X_CONTENT_TYPE_OPTIONS,
};
use http::{HeaderMap, HeaderValue, Response, StatusCode};
use http_body_util::{BodyExt, Full, StreamBody};
use hyper::body::Frame;
use maloca_files::conditional::{etag, last_modified};
use maloca_files::{Content, Preconditions, Verdict};
use maloca_gateway::mount::Body;

use crate::media::HTML;
use crate::shelf::Resource;
use crate::trouble::Trouble;

/// What HTML from the tree may do: show itself and what lies beside it, and save files. No scripts
/// and no forms: it comes from anybody, and cookies of the house's other ports reach this one, too.
/// It keeps its origin, because without one its own images would come from another site.
const SANDBOX: &str = "sandbox allow-same-origin allow-downloads";

/// The answer with something that was found, or what its conditions make of it.
pub(crate) fn resource(resource: Resource, headers: &HeaderMap) -> Result<Response<Body>, Trouble> {
    match resource {
        Resource::File(file, media) => judged(file, &media, headers),
        Resource::Listing(page) => Ok(text(StatusCode::OK, page)),
    }
}

/// A page about what is wrong.
pub(crate) fn trouble(trouble: Trouble) -> Response<Body> {
    let mut response = text(trouble.status(), trouble.page());
    if trouble == Trouble::Method {
        set(&mut response, ALLOW, "GET");
    }
    response
}

/// Sends a browser to the address of a folder that ends in a slash.
pub(crate) fn moved(address: &str) -> Response<Body> {
    let mut response = text(StatusCode::MOVED_PERMANENTLY, String::new());
    set(&mut response, LOCATION, address);
    response
}

fn judged(
    file: Arc<dyn Content>,
    media: &str,
    headers: &HeaderMap,
) -> Result<Response<Body>, Trouble> {
    let meta = file.meta();
    let size = meta.size;
    match preconditions(headers).judge(meta) {
        Verdict::Failed => Err(Trouble::Changed),
        Verdict::NotModified => {
            let mut response = response(StatusCode::NOT_MODIFIED, empty());
            describe(&mut response, file.as_ref());
            Ok(response)
        }
        Verdict::Unsatisfiable => {
            let mut response = trouble(Trouble::Range);
            set(&mut response, CONTENT_RANGE, &format!("bytes */{size}"));
            Ok(response)
        }
        Verdict::ServeRanges(ranges) if ranges.len() == 1 => Ok(part(file, media, &ranges)),
        // Several ranges may be ignored (RFC 9110 §14.2); browsers that seek ask for one.
        Verdict::Serve | Verdict::ServeRanges(_) => Ok(bytes(StatusCode::OK, file, media, 0..size)),
    }
}

fn part(file: Arc<dyn Content>, media: &str, ranges: &[Range<u64>]) -> Response<Body> {
    let size = file.meta().size;
    let range = ranges.first().cloned().unwrap_or(0..size);
    let value = format!("bytes {}-{}/{size}", range.start, range.end.saturating_sub(1));
    let mut response = bytes(StatusCode::PARTIAL_CONTENT, file, media, range);
    set(&mut response, CONTENT_RANGE, &value);
    response
}

fn preconditions(headers: &HeaderMap) -> Preconditions<'_> {
    let text = |name| headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok());
    Preconditions {
        if_match: text(http::header::IF_MATCH),
        if_unmodified_since: text(http::header::IF_UNMODIFIED_SINCE),
        if_none_match: text(http::header::IF_NONE_MATCH),
        if_modified_since: text(http::header::IF_MODIFIED_SINCE),
        if_range: text(http::header::IF_RANGE),
        range: text(http::header::RANGE),
    }
}

fn bytes(
    status: StatusCode,
    file: Arc<dyn Content>,
    media: &str,
    range: Range<u64>,
) -> Response<Body> {
    let length = range.end.saturating_sub(range.start);
    let mut response = response(status, empty());
    describe(&mut response, file.as_ref());
    set(&mut response, CONTENT_TYPE, media);
    set(&mut response, CONTENT_LENGTH, &length.to_string());
    if media == "application/pdf" {
        // Browsers show no PDF in a sandbox; their viewer is one itself.
        response.headers_mut().remove(CONTENT_SECURITY_POLICY);
    }
    if length > 0 {
        let frames = file.read(range).map_ok(Frame::data).map_err(Into::into);
        *response.body_mut() = StreamBody::new(frames).boxed_unsync();
    }
    response
}

/// What an answer says about a file beside its bytes.
fn describe(response: &mut Response<Body>, file: &dyn Content) {
    let meta = file.meta();
    set(response, ETAG, &etag(&meta.version));
    set(response, ACCEPT_RANGES, "bytes");
    // What another door changes is seen at the next look.
    set(response, CACHE_CONTROL, "no-cache");
    if let Some(date) = last_modified(meta) {
        set(response, LAST_MODIFIED, &date);
    }
}

fn text(status: StatusCode, page: String) -> Response<Body> {
    let length = page.len();
    let page = Full::new(Bytes::from(page)).map_err(|never| match never {}).boxed_unsync();
    let mut response = response(status, page);
    set(&mut response, CONTENT_TYPE, HTML);
    set(&mut response, CONTENT_LENGTH, &length.to_string());
    response
}

/// An answer with what all of them say.
fn response(status: StatusCode, body: Body) -> Response<Body> {
    let mut response = Response::new(body);
    *response.status_mut() = status;
    set(&mut response, CONNECTION, "close");
    set(&mut response, X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(&mut response, CONTENT_SECURITY_POLICY, SANDBOX);
    response
}

fn empty() -> Body {
    Full::new(Bytes::new()).map_err(|never| match never {}).boxed_unsync()
}

/// Sets a header; a value that no header can have (it comes from a file's name or version) is left
/// out.
fn set(response: &mut Response<Body>, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().insert(name, value);
    }
}
