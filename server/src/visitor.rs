//! Who is at the other end of a request: found once, before any handler.
//!
//! # Layout
//! - [`client`]: the address, scheme and host, seen through trusted proxies.
//! - [`cookie`]: the cookies of this house.
//! - [`credential`]: from a cookie or an `Authorization` header to a caller.
//! - [`page`]: the same for the pages, as [`maloca_app::port::Visitor`].

pub mod client;
pub mod cookie;
pub mod credential;
pub mod page;

use axum::extract::{FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use maloca_people::{Caller, Token};

pub use client::Client;

use crate::hall::Hall;
use crate::problem::{Kind, Problem};

/// What is known about the other end of a request.
#[derive(Clone, Debug)]
pub struct Visit {
    /// Who it is and what they may do.
    pub caller: Caller,
    /// Their session's token, when they sent a living one.
    pub token: Option<Token>,
    /// Where they are.
    pub client: Client,
}

/// The layer that finds out who it is.
pub async fn recognise(State(hall): State<Hall>, mut request: Request, next: Next) -> Response {
    let client = Client::of(&request, &hall.config.trust_proxy.value);
    match credential::recognise(&*hall.house.people, request.headers()).await {
        Ok((caller, token)) => {
            request.extensions_mut().insert(Visit { caller, token, client });
            next.run(request).await
        }
        Err(problem) => problem.into_response(),
    }
}

impl<S: Sync> FromRequestParts<S> for Visit {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        parts
            .extensions
            .get::<Self>()
            .cloned()
            .ok_or_else(|| Problem::new(Kind::FAILED, "nobody looked at who this is"))
    }
}
