//! The headers on which an answer or a write depends (RFC 9110 §13).

use std::borrow::Cow;

use axum::http::{HeaderMap, HeaderName, Method, header};
use maloca_files::{Preconditions, conditional};

/// The values of the conditional headers, each with its lines joined.
#[derive(Clone, Debug, Default)]
pub struct Conditions<'a> {
    if_match: Option<Cow<'a, str>>,
    if_unmodified_since: Option<Cow<'a, str>>,
    if_none_match: Option<Cow<'a, str>>,
    if_modified_since: Option<Cow<'a, str>>,
    if_range: Option<Cow<'a, str>>,
    range: Option<Cow<'a, str>>,
}

impl<'a> Conditions<'a> {
    /// Those of a request. Only GET has ranges (§14.2).
    pub fn of(method: &Method, headers: &'a HeaderMap) -> Self {
        let read = |name| joined(headers, &name);
        Self {
            if_match: read(header::IF_MATCH),
            if_unmodified_since: read(header::IF_UNMODIFIED_SINCE),
            if_none_match: read(header::IF_NONE_MATCH),
            if_modified_since: read(header::IF_MODIFIED_SINCE),
            if_range: read(header::IF_RANGE),
            range: if method == Method::GET { read(header::RANGE) } else { None },
        }
    }

    /// As the room understands them.
    pub fn preconditions(&self) -> Preconditions<'_> {
        Preconditions {
            if_match: self.if_match.as_deref(),
            if_unmodified_since: self.if_unmodified_since.as_deref(),
            if_none_match: self.if_none_match.as_deref(),
            if_modified_since: self.if_modified_since.as_deref(),
            if_range: self.if_range.as_deref(),
            range: self.range.as_deref(),
        }
    }

    /// Whether a write depends on the time of what is there, which has to be looked up then.
    pub const fn ask_for_the_time(&self) -> bool {
        self.if_match.is_none()
            && self.if_none_match.is_none()
            && self.if_unmodified_since.is_some()
    }
}

/// Bytes that are no text are kept as replacement characters: a condition that cannot be read must
/// not count as none.
fn joined<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<Cow<'a, str>> {
    let mut values = headers.get_all(name).iter();
    let first = String::from_utf8_lossy(values.next()?.as_bytes());
    Some(values.fold(first, |all, more| all + ", " + String::from_utf8_lossy(more.as_bytes())))
}

/// `ETag` and `Last-Modified` of a file, for answers and for what was stored.
pub fn validators(meta: &maloca_files::Meta) -> HeaderMap {
    let etag = Some((header::ETAG, conditional::etag(&meta.version)));
    let modified = conditional::last_modified(meta).map(|date| (header::LAST_MODIFIED, date));
    let pairs = etag.into_iter().chain(modified);
    pairs.filter_map(|(name, value)| Some((name, value.parse().ok()?))).collect()
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn lines_of_one_header_are_joined_and_unreadable_ones_still_count() {
        let mut headers = HeaderMap::new();
        headers.append(header::IF_MATCH, HeaderValue::from_static("\"a\""));
        headers.append(header::IF_MATCH, HeaderValue::from_bytes(b"\"\xff\"").unwrap());
        let conditions = Conditions::of(&Method::GET, &headers);
        assert_eq!(conditions.preconditions().if_match, Some("\"a\", \"\u{fffd}\""));
    }

    #[test]
    fn only_get_has_ranges() {
        let headers =
            HeaderMap::from_iter([(header::RANGE, HeaderValue::from_static("bytes=0-1"))]);
        assert!(Conditions::of(&Method::GET, &headers).preconditions().range.is_some());
        assert!(Conditions::of(&Method::HEAD, &headers).preconditions().range.is_none());
    }
}
