//! What every call has: a place among all that are under way, an end, and a line in the counts.
//!
//! # Layout
//! - [`Calls`]: the services behind these.
//! - `deadline`: how long the caller wants to wait.
//! - `bounded`: an answer that ends in time.

use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, Request, Response, StatusCode};
use maloca_gateway::mount::BodyError;
use maloca_gateway::{Life, Tally};
use tokio::sync::Semaphore;
use tonic::Status;
use tonic::body::Body;
use tonic::service::Routes;
use tower::ServiceExt;

use bounded::Bounded;

mod bounded;
mod deadline;

/// How many calls may be under way in all, subscriptions among them.
const PLACES: usize = 8_192;

/// Resolves when a call must end, with the reason.
type End = Pin<Box<dyn Future<Output = Status> + Send>>;

/// The services. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Calls {
    routes: Routes,
    places: Arc<Semaphore>,
    tally: Tally,
    life: Life,
}

impl Calls {
    pub(crate) fn new(routes: Routes, tally: Tally, life: Life) -> Self {
        Self { routes, places: Arc::new(Semaphore::new(PLACES)), tally, life }
    }

    /// Answers a call. It has ended when the body of the answer has, or is dropped; whatever the
    /// service was doing is dropped with it.
    pub(crate) async fn answer<B>(&self, request: Request<B>) -> Response<Body>
    where
        B: http_body::Body<Data = Bytes> + Send + 'static,
        B::Error: Into<BodyError>,
    {
        if !is_grpc(request.headers()) {
            self.tally.answer(false);
            return unsupported();
        }
        let answer = self.call(request).await.unwrap_or_else(Status::into_http);
        let status = answer.headers().get(Status::GRPC_STATUS);
        self.tally.answer(status.is_none_or(|status| status == "0"));
        answer
    }

    async fn call<B>(&self, request: Request<B>) -> Result<Response<Body>, Status>
    where
        B: http_body::Body<Data = Bytes> + Send + 'static,
        B::Error: Into<BodyError>,
    {
        let full = || Status::resource_exhausted("too many calls are under way; try again soon");
        let place = Arc::clone(&self.places).try_acquire_owned().map_err(|_| full())?;
        let mut end = self.end(deadline::of(request.headers())?);
        let answer = tokio::select! {
            status = &mut end => return Err(status),
            Ok(answer) = self.routes.clone().oneshot(request) => answer,
        };
        Ok(answer.map(|body| Body::new(Bounded::new(body, end, place))))
    }

    fn end(&self, patience: Option<Duration>) -> End {
        let life = self.life.clone();
        let expired = async move {
            match patience {
                Some(patience) => tokio::time::sleep(patience).await,
                None => std::future::pending().await,
            }
        };
        Box::pin(async move {
            tokio::select! {
                () = expired => Status::deadline_exceeded("the time that you gave is over"),
                () = life.ended() => Status::unavailable("this house is closing; come back soon"),
            }
        })
    }
}

/// Whether a request is a call at all. Pages of other sites cannot send this type without asking
/// first (a form cannot), so they cannot call in a visitor's name.
fn is_grpc(headers: &HeaderMap) -> bool {
    let kind = headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    kind.is_some_and(|kind| kind.starts_with("application/grpc"))
}

/// What the gRPC protocol says to answer to anything else.
fn unsupported() -> Response<Body> {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::UNSUPPORTED_MEDIA_TYPE;
    response
}
