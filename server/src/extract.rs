//! The house's own extractors: what axum's would refuse with plain text is a problem here.

use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::extract::{FromRequest, FromRequestParts, Query, Request};
use axum::http::request::Parts;
use serde::de::DeserializeOwned;

use crate::problem::{Kind, Problem};

/// A JSON body, whatever its `Content-Type` says: programs of the house's visitors are simple.
pub struct Body<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Body<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let bytes = bytes::Bytes::from_request(request, state).await.map_err(|rejection| {
            let kind = match rejection.status() {
                status if status == Kind::TOO_LARGE.status => Kind::TOO_LARGE,
                _ => Kind::BAD_REQUEST,
            };
            Problem::new(kind, rejection.body_text())
        })?;
        Json::from_bytes(&bytes)
            .map(|Json(value)| Self(value))
            .map_err(|rejection| malformed(&rejection))
    }
}

/// The values of a query.
pub struct Params<T>(pub T);

impl<S: Sync, T: DeserializeOwned> FromRequestParts<S> for Params<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        Query::try_from_uri(&parts.uri)
            .map(|Query(values)| Self(values))
            .map_err(|rejection| Problem::new(Kind::BAD_REQUEST, rejection.body_text()))
    }
}

fn malformed(rejection: &JsonRejection) -> Problem {
    Problem::new(Kind::BAD_REQUEST, rejection.body_text())
}
