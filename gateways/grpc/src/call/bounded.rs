//! An answer that ends in time, whatever the service behind it does.

use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use http::HeaderMap;
use http_body::{Frame, SizeHint};
use tokio::sync::OwnedSemaphorePermit;
use tonic::Status;
use tonic::body::Body;

use super::End;

/// The body of an answer. When its time is over, the service's part of it is dropped and the status
/// is the last thing that the caller gets.
pub(super) struct Bounded {
    body: Body,
    /// There until it has come.
    end: Option<End>,
    _place: OwnedSemaphorePermit,
}

impl Bounded {
    pub(super) const fn new(body: Body, end: End, place: OwnedSemaphorePermit) -> Self {
        Self { body, end: Some(end), _place: place }
    }
}

impl http_body::Body for Bounded {
    type Data = Bytes;
    type Error = Status;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Status>>> {
        let Some(end) = &mut self.end else { return Poll::Ready(None) };
        if let Poll::Ready(status) = end.as_mut().poll(cx) {
            self.end = None;
            self.body = Body::empty();
            return Poll::Ready(Some(trailers(&status)));
        }
        Pin::new(&mut self.body).poll_frame(cx)
    }

    fn is_end_stream(&self) -> bool {
        self.end.is_none() || self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

fn trailers(status: &Status) -> Result<Frame<Bytes>, Status> {
    let mut trailers = HeaderMap::new();
    status.add_header(&mut trailers)?;
    Ok(Frame::trailers(trailers))
}
