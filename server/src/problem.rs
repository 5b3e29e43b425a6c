//! The one map from failures to answers of HTTP (RFC 9457, problem details).
//!
//! Every error status of the web door stands in this file, for the REST API and the pages alike. The `type` of a problem resolves to a
//! page that explains it.
//!
//! # Layout
//! - [`reason`]: what each room's reasons become.

pub mod reason;

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use maloca_app::failure::{self, Failure};
use maloca_fault::Fault;
use serde_json::{Map, Value};

pub use reason::Reason;

/// A kind of problem: its slug (`/problems/{slug}`), status and title.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kind {
    /// The last part of the problem's `type`.
    pub slug: &'static str,
    /// The status of the answer.
    pub status: StatusCode,
    /// A short text that is the same for every problem of this kind.
    pub title: &'static str,
}

macro_rules! kinds {
    ($($name:ident $slug:literal $status:ident $title:literal;)*) => {
        impl Kind {
            $(#[doc = $title]
            pub const $name: Self =
                Self { slug: $slug, status: StatusCode::$status, title: $title };)*

            /// All kinds.
            #[cfg(test)]
            pub const ALL: &[Self] = &[$(Self::$name),*];
        }
    };
}

kinds! {
    BAD_REQUEST "bad-request" BAD_REQUEST "The request cannot be understood";
    BAD_PATH "bad-path" BAD_REQUEST "This is no path of the shared tree";
    UNAUTHORIZED "unauthorized" UNAUTHORIZED "A session is needed";
    DENIED "denied" FORBIDDEN "You do not have the right to do this";
    NOT_YOURS "not-yours" FORBIDDEN "This belongs to somebody else";
    CROSS_SITE "cross-site" FORBIDDEN "Pages of other sites may not write here";
    MISSING "missing" NOT_FOUND "There is nothing here";
    METHOD "method" METHOD_NOT_ALLOWED "This cannot be done here";
    CONFLICT "conflict" CONFLICT "Something else is there already";
    GONE "gone" GONE "This was deleted";
    PRECONDITION "precondition-failed" PRECONDITION_FAILED "The condition does not hold";
    TOO_LARGE "too-large" PAYLOAD_TOO_LARGE "The request is too large";
    RANGE "range" RANGE_NOT_SATISFIABLE "The range lies outside of the file";
    UNKNOWN_HOST "unknown-host" MISDIRECTED_REQUEST "This house does not know that name";
    WRONG_EXPRESSION "wrong-expression" UNPROCESSABLE_ENTITY "The expression is wrong";
    LIMIT "limit" UNPROCESSABLE_ENTITY "The calculation is too large";
    INVALID "invalid" UNPROCESSABLE_ENTITY "A value is not acceptable";
    BUSY "busy" TOO_MANY_REQUESTS "Too much at once";
    FAILED "failed" INTERNAL_SERVER_ERROR "Something broke";
    UNAVAILABLE "unavailable" SERVICE_UNAVAILABLE "This is not available right now";
    FULL "full" INSUFFICIENT_STORAGE "There is no room for this";
}

/// An answer that tells what went wrong and what to do, as `application/problem+json`.
#[derive(Clone, Debug)]
pub struct Problem {
    kind: Kind,
    detail: String,
    extra: Map<String, Value>,
    retry_after: Option<u64>,
}

impl Problem {
    /// A problem of a kind, with what is particular to this occurrence.
    pub fn new(kind: Kind, detail: impl Into<String>) -> Self {
        Self { kind, detail: detail.into(), extra: Map::new(), retry_after: None }
    }

    /// The same with one more member.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.extra.insert(name.to_owned(), value.into());
        self
    }

    /// The last part of the problem's `type`.
    pub const fn slug(&self) -> &'static str {
        self.kind.slug
    }

    /// How many seconds to wait before trying again, where that helps.
    pub const fn retry_after(&self) -> Option<u64> {
        self.retry_after
    }

    /// The status of the answer.
    pub const fn status(&self) -> StatusCode {
        self.kind.status
    }

    /// What is particular to this occurrence.
    pub fn detail(&self) -> &str {
        &self.detail
    }

    /// The same problem as a line of text, for those who read in a terminal.
    pub fn into_text(self) -> Response {
        let body = format!("{}\n", self.detail);
        self.finish("text/plain; charset=utf-8", body)
    }

    fn json(&self) -> Value {
        let mut members = Map::new();
        members.insert("type".into(), format!("/problems/{}", self.kind.slug).into());
        members.insert("title".into(), self.kind.title.into());
        members.insert("status".into(), self.kind.status.as_u16().into());
        members.insert("detail".into(), self.detail.clone().into());
        members.extend(self.extra.clone());
        members.into()
    }

    fn finish(&self, content_type: &'static str, body: String) -> Response {
        let mut response = (self.kind.status, body).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if let Some(seconds) = self.retry_after {
            headers.insert(header::RETRY_AFTER, seconds.into());
        }
        if self.kind == Kind::UNAUTHORIZED {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let body = self.json().to_string();
        self.finish("application/problem+json", body)
    }
}

impl<R: Reason> From<Fault<R>> for Problem {
    fn from(fault: Fault<R>) -> Self {
        let detail = fault.to_string();
        match fault {
            Fault::Refused(reason) => {
                Self { extra: reason.extra(), ..Self::new(reason.kind(), detail) }
            }
            Fault::Missing => Self::new(Kind::MISSING, detail),
            Fault::Denied => Self::new(Kind::DENIED, detail),
            Fault::Busy { retry_after } => Self {
                retry_after: Some(retry_after.as_secs().max(1)),
                ..Self::new(Kind::BUSY, detail)
            },
            Fault::Unavailable(incident) => Self {
                retry_after: Some(5),
                ..Self::new(Kind::UNAVAILABLE, detail).with("incident", incident.to_string())
            },
        }
    }
}

impl From<Failure<failure::Reason>> for Problem {
    fn from(failure: Failure<failure::Reason>) -> Self {
        match failure {
            Failure::Fault(fault) => fault.into(),
            Failure::Unreachable => Self::new(Kind::UNAVAILABLE, "the house cannot be reached"),
            Failure::Garbled => Self::new(Kind::BAD_REQUEST, "what was sent cannot be read"),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn slugs_are_unique_and_statuses_are_errors() {
        for (index, kind) in Kind::ALL.iter().enumerate() {
            assert!(kind.status.is_client_error() || kind.status.is_server_error());
            assert!(Kind::ALL[..index].iter().all(|other| other.slug != kind.slug));
        }
    }

    #[test]
    fn every_problem_has_a_page_and_every_page_a_problem() {
        let slugs: Vec<_> = Kind::ALL.iter().map(|kind| kind.slug).collect();
        let pages: Vec<_> = maloca_app::problems::slugs().collect();
        assert_eq!(pages, slugs);
    }

    #[test]
    fn a_busy_answer_says_when_to_come_back() {
        let fault: Fault<maloca_files::Refused> =
            Fault::Busy { retry_after: Duration::from_millis(1) };
        let response = Problem::from(fault).into_response();
        assert_eq!(response.headers()[header::RETRY_AFTER], "1");
        assert_eq!(response.headers()[header::CONTENT_TYPE], "application/problem+json");
    }
}
