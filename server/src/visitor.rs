//! Who is at the other end of a request: found once, before any handler.
//!
//! # Layout
//! - [`client`]: the address, scheme and host, seen through trusted proxies.
//! - [`cookie`]: the cookies of this house.
//! - [`credential`]: from a cookie or an `Authorization` header to a caller.
//! - [`standing`]: whether somebody may still have what they were let in to.
//! - [`page`]: the same for the pages, as [`maloca_app::port::Visitor`].

pub mod client;
pub mod cookie;
pub mod credential;
pub mod page;
pub mod standing;

use axum::extract::{FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use maloca_app::{Language, Theme};
use maloca_people::{Caller, Token};

pub use client::Client;
pub use standing::Standing;

use crate::control::Owner;
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
    /// The language they read: the one they chose, else the one their browser asks for.
    pub language: Language,
    /// The look they chose.
    pub theme: Option<Theme>,
}

/// The layer that finds out who it is.
pub async fn recognise(State(hall): State<Hall>, mut request: Request, next: Next) -> Response {
    let client = Client::of(&request, &hall.config.trust_proxy.value);
    let known = match request.extensions().get::<Owner>() {
        Some(Owner) => Ok((Caller::house(), None)),
        None => credential::recognise(&*hall.house.people, request.headers(), client.secure).await,
    };
    match known {
        Ok((caller, token)) => {
            let headers = request.headers();
            let theme = cookie::get(headers, "theme").and_then(|word| word.parse().ok());
            let visit = Visit { caller, token, client, language: language(headers), theme };
            request.extensions_mut().insert(visit);
            next.run(request).await
        }
        Err(problem) => {
            let problem = tried(&hall, &client, problem);
            if is_terminal(request.uri().path()) {
                problem.into_text()
            } else {
                problem.into_response()
            }
        }
    }
}

/// What somebody is told whose credential was refused; those who try many are told to wait.
fn tried(hall: &Hall, client: &Client, refusal: Problem) -> Problem {
    hall.limits.name(client).err().map_or(refusal, Problem::from)
}

/// Whether those who ask for this path without wanting a page read the answer in a terminal.
fn is_terminal(path: &str) -> bool {
    ["/calc", "/chat", "/files"].iter().any(|room| path.starts_with(room))
}

fn language(headers: &HeaderMap) -> Language {
    let chosen = cookie::get(headers, "lang").and_then(|tag| tag.parse().ok());
    chosen.unwrap_or_else(|| {
        let asked = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
        Language::from_accept(asked.unwrap_or_default())
    })
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
