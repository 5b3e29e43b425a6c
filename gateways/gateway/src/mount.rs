//! Doors under a path of the web port.

use std::convert::Infallible;

use bytes::Bytes;
use http::{Request, Response};
use http_body_util::combinators::UnsyncBoxBody;
use tower::util::BoxCloneSyncService;

/// Why a body ended early.
pub type BodyError = Box<dyn std::error::Error + Send + Sync>;

/// A body of a request or an answer, whoever made it.
pub type Body = UnsyncBoxBody<Bytes, BodyError>;

/// The service of a mounted door.
pub type MountService = BoxCloneSyncService<Request<Body>, Response<Body>, Infallible>;

/// A protocol over HTTP that lives under a path of the web port (WebDAV, gRPC).
pub trait Mount: Send + Sync {
    /// The name of the door in logs and counts.
    fn door(&self) -> &'static str;

    /// The paths under it, each beginning with `/` and ending without: `["/dav"]`.
    fn paths(&self) -> Vec<String>;

    /// The service itself. It sees whole paths, not shortened ones.
    fn service(&self) -> MountService;
}
