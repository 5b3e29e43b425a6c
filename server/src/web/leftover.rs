//! What a handler leaves of a request's body.
//!
//! An answer that comes before the body was read (a refusal, say) makes hyper close the connection,
//! and a simple client that goes on with its next request finds it dead. A small leftover is
//! therefore read away; a large one is not worth it.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::HttpBody;
use bytes::Bytes;
use http_body_util::BodyExt;
use hyper::body::{Frame, Incoming, SizeHint};

/// The largest leftover that is read away, in bytes.
const SMALL: u64 = 64 * 1024;
/// How long the sender of a leftover may take.
const PATIENCE: Duration = Duration::from_secs(2);

/// A request's body that is read to its end even when the handler is not interested.
pub struct Leftover(Option<Incoming>);

impl Leftover {
    /// Around a body as it comes from the connection.
    pub const fn new(body: Incoming) -> Self {
        Self(Some(body))
    }
}

impl HttpBody for Leftover {
    type Data = Bytes;
    type Error = hyper::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, hyper::Error>>> {
        match &mut self.0 {
            Some(body) => Pin::new(body).poll_frame(context),
            None => Poll::Ready(None),
        }
    }

    fn is_end_stream(&self) -> bool {
        self.0.as_ref().is_none_or(Incoming::is_end_stream)
    }

    fn size_hint(&self) -> SizeHint {
        self.0.as_ref().map_or_else(|| SizeHint::with_exact(0), Incoming::size_hint)
    }
}

impl Drop for Leftover {
    fn drop(&mut self) {
        let is_small =
            !self.is_end_stream() && self.size_hint().upper().is_some_and(|n| n <= SMALL);
        if let (true, Some(body)) = (is_small, self.0.take()) {
            tokio::spawn(tokio::time::timeout(PATIENCE, body.collect()));
        }
    }
}
