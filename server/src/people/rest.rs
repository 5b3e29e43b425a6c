//! `/api/v1/sessions`.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use maloca_fault::Fault;
use maloca_people::{Nick, Refused, Token};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::extract::Body;
use crate::hall::Hall;
use crate::problem::{Kind, Problem};
use crate::visitor::{Visit, cookie};

/// Under which name somebody comes in.
#[derive(Debug, Deserialize, ToSchema)]
pub struct Entering {
    /// 1 to 32 characters.
    #[schema(example = "ana")]
    nick: String,
}

/// What vouches for them from now on.
#[derive(Debug, Serialize, ToSchema)]
pub struct Entered {
    /// The secret for `Authorization: Bearer`; it is told only here.
    #[schema(value_type = String)]
    token: Token,
    /// The name, which is theirs while the session lives.
    #[schema(value_type = String)]
    nick: Nick,
}

/// Take a name.
#[utoipa::path(post, path = "/sessions", tag = "people", request_body = Entering, responses(
    (status = 201, body = Entered), (status = 409, description = "the name is taken"),
))]
pub async fn enter(
    State(hall): State<Hall>,
    visit: Visit,
    Body(entering): Body<Entering>,
) -> Result<Response, Problem> {
    let nick = entering.nick.parse::<Nick>().map_err(|bad| Fault::from(Refused::BadNick(bad)))?;
    let admission = hall.house.people.enter(nick).await?;
    let headers = set(cookie::admit(&admission.token, visit.client.secure));
    let entered = Entered { token: admission.token, nick: admission.session.nick };
    Ok((StatusCode::CREATED, headers, Json(entered)).into_response())
}

/// Leave; the name is free again.
#[utoipa::path(delete, path = "/sessions/current", tag = "people", responses(
    (status = 204), (status = 401, description = "there is no session to end"),
))]
pub async fn leave(State(hall): State<Hall>, visit: Visit) -> Result<Response, Problem> {
    let no_session = || Problem::new(Kind::UNAUTHORIZED, "there is no session to end");
    let token = visit.token.as_ref().ok_or_else(no_session)?;
    hall.house.people.leave(token).await?;
    let headers = set(cookie::dismiss(visit.client.secure));
    Ok((StatusCode::NO_CONTENT, headers).into_response())
}

fn set(cookie: Option<HeaderValue>) -> HeaderMap {
    cookie.map(|cookie| (header::SET_COOKIE, cookie)).into_iter().collect()
}
