//! A status and a line of text.

use std::fmt::Display;

use bytes::Bytes;
use http::header::{
    ALLOW, CONNECTION, CONTENT_TYPE, HeaderValue, RETRY_AFTER, X_CONTENT_TYPE_OPTIONS,
};
use http::{Response, StatusCode};
use http_body_util::Full;
use maloca_fault::Fault;

/// What a client gets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) text: String,
}

/// An answer, whether what was asked for was done or not.
pub(crate) type Answered = Result<Answer, Answer>;

impl Answer {
    /// A status and nothing else.
    pub(crate) const fn empty(status: StatusCode) -> Self {
        Self { status, text: String::new() }
    }

    /// A text that was asked for.
    pub(crate) const fn text(text: String) -> Self {
        Self { status: StatusCode::OK, text }
    }

    /// A line about what is wrong.
    pub(crate) fn line(status: StatusCode, text: impl Display) -> Self {
        Self { status, text: format!("{text}\n") }
    }

    /// What a room's fault means here.
    pub(crate) fn fault<R: Display>(fault: Fault<R>) -> Self {
        let status = match fault {
            Fault::Refused(_) => StatusCode::BAD_REQUEST,
            Fault::Missing => StatusCode::NOT_FOUND,
            Fault::Denied => StatusCode::FORBIDDEN,
            Fault::Busy { .. } | Fault::Unavailable(_) => StatusCode::SERVICE_UNAVAILABLE,
        };
        Self::line(status, fault)
    }

    /// As hyper sends it. The connection ends after it: Python's `http.client`, as the labs use it,
    /// cannot send another request before it has read the whole answer to the first.
    pub(crate) fn into_response(self) -> Response<Full<Bytes>> {
        let mut response = Response::new(Full::new(Bytes::from(self.text)));
        *response.status_mut() = self.status;
        let headers = response.headers_mut();
        headers.insert(CONNECTION, HeaderValue::from_static("close"));
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
        headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
        match self.status {
            StatusCode::METHOD_NOT_ALLOWED => {
                headers.insert(ALLOW, HeaderValue::from_static("GET, POST"));
            }
            StatusCode::SERVICE_UNAVAILABLE => {
                headers.insert(RETRY_AFTER, HeaderValue::from_static("1"));
            }
            _ => {}
        }
        response
    }
}
