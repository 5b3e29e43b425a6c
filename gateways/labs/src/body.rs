//! The body of a request, bounded in size and time.

use std::time::Duration;

use http::header::{CONTENT_LENGTH, TRANSFER_ENCODING};
use http::{HeaderMap, StatusCode};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use hyper::body::Incoming;
use tokio::time::timeout;

use crate::answer::Answer;

/// The longest body, in bytes.
const MAX_BODY: usize = 64 * 1024;
/// How long a client may take for it.
const BODY_TIME: Duration = Duration::from_secs(10);

/// Reads the body as text.
pub(crate) async fn read(headers: &HeaderMap, body: Incoming) -> Result<String, Answer> {
    let wrong = |status, text: &str| Err(Answer::line(status, text));
    if !headers.contains_key(CONTENT_LENGTH) && !headers.contains_key(TRANSFER_ENCODING) {
        return wrong(StatusCode::LENGTH_REQUIRED, "say how long the body is: Content-Length");
    }
    let Ok(collected) = timeout(BODY_TIME, Limited::new(body, MAX_BODY).collect()).await else {
        return wrong(StatusCode::REQUEST_TIMEOUT, "the body did not come within 10 s");
    };
    match collected {
        Ok(body) => String::from_utf8(body.to_bytes().into()).or_else(|_| {
            wrong(StatusCode::BAD_REQUEST, "the body is no text in UTF-8; encode it so")
        }),
        Err(error) if error.is::<LengthLimitError>() => {
            wrong(StatusCode::PAYLOAD_TOO_LARGE, "a body has at most 65536 bytes")
        }
        Err(_) => wrong(StatusCode::BAD_REQUEST, "the body ended before its end"),
    }
}
