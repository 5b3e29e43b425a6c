//! `/api/v1/nodes`.

use std::time::Duration;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use maloca_fault::Fault;
use maloca_nodes::{NodeId, Refused, Rights, Ticket, Wish};
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;
use utoipa::ToSchema;

use super::shape::GroupShape;
use crate::extract::Body;
use crate::hall::Hall;
use crate::problem::{Kind, Problem};
use crate::visitor::Visit;

/// A ticket to use.
#[derive(Debug, Deserialize, ToSchema)]
pub struct Joining {
    /// What `POST /nodes/invitations` of the other house answered.
    #[schema(example = "maloca1…")]
    ticket: String,
}

/// What an invitation shall be.
#[derive(Debug, Deserialize, ToSchema)]
pub struct Inviting {
    /// Until when it can be used; by default for a day, at most for thirty.
    #[serde(default, with = "time::serde::rfc3339::option")]
    expires: Option<OffsetDateTime>,
    /// What the newcomer may do: `invite` (the default) or nothing.
    #[schema(value_type = Option<String>)]
    rights: Option<String>,
}

/// An invitation, told only here.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct Invited {
    /// What the other house needs; it lets one node in, once.
    #[schema(value_type = String)]
    pub ticket: Ticket,
    /// Until when it can be used.
    #[serde(with = "time::serde::rfc3339")]
    pub expires: OffsetDateTime,
}

/// This node and the others of its group.
#[utoipa::path(get, path = "/nodes", tag = "nodes", responses(
    (status = 200, body = GroupShape), (status = 403, description = "needs the right to read"),
))]
pub async fn look(State(hall): State<Hall>, visit: Visit) -> Result<Json<GroupShape>, Problem> {
    Ok(Json(hall.nodes.look(&visit.caller).await?.into()))
}

/// Join the group of another house.
#[utoipa::path(post, path = "/nodes", tag = "nodes", request_body = Joining, responses(
    (status = 201, body = GroupShape), (status = 403, description = "needs the right to manage"),
    (status = 409, description = "this node shares a group with others, or its door is shut"),
    (status = 410, description = "the ticket was used or has expired"),
    (status = 422, description = "this is no ticket"),
    (status = 503, description = "the other house does not answer"),
))]
pub async fn join(
    State(hall): State<Hall>,
    visit: Visit,
    Body(joining): Body<Joining>,
) -> Result<(StatusCode, Json<GroupShape>), Problem> {
    let ticket = joining.ticket.parse::<Ticket>();
    let ticket = ticket.map_err(|bad| Fault::from(Refused::BadTicket(bad)))?;
    let group = hall.nodes.join(&visit.caller, &ticket).await?;
    Ok((StatusCode::CREATED, Json(group.into())))
}

/// Make a ticket that lets one other house into the group.
#[utoipa::path(post, path = "/nodes/invitations", tag = "nodes", request_body = Inviting, responses(
    (status = 201, body = Invited), (status = 403, description = "needs the right to manage"),
    (status = 409, description = "the door for other nodes is shut"),
    (status = 422, description = "the expiry lies in the past or too far ahead"),
))]
pub async fn invite(
    State(hall): State<Hall>,
    visit: Visit,
    Body(inviting): Body<Inviting>,
) -> Result<(StatusCode, Json<Invited>), Problem> {
    let ticket = hall.nodes.invite(&visit.caller, wish(inviting)?).await?;
    let expires = i64::try_from(ticket.expires).unwrap_or(i64::MAX);
    let expires = OffsetDateTime::from_unix_timestamp(expires);
    let expires = expires.map_err(|_| Fault::from(Refused::BadExpiry))?;
    Ok((StatusCode::CREATED, Json(Invited { ticket, expires })))
}

fn wish(inviting: Inviting) -> Result<Wish, Problem> {
    let usual = Wish::default();
    let lasts = match inviting.expires {
        None => usual.lasts,
        Some(until) => {
            let left = Duration::try_from(until - OffsetDateTime::now_utc());
            // What is left of the last second counts as one.
            let left = left.map_err(|_| Fault::from(Refused::BadExpiry))?;
            Duration::from_secs(left.as_secs_f64().ceil() as u64)
        }
    };
    let rights = inviting.rights.map_or(Ok(usual.rights), |words| words.parse::<Rights>());
    let rights = rights.map_err(|bad| Problem::new(Kind::INVALID, bad.to_string()))?;
    Ok(Wish { lasts, rights })
}

/// Put a node out of the group, for good.
#[utoipa::path(delete, path = "/nodes/{id}", tag = "nodes",
    params(("id" = String, Path, description = "64 digits of hex")),
    responses(
        (status = 204), (status = 404, description = "no such node in the group"),
        (status = 403, description = "needs the right to manage, and a place nearer to the founder"),
    )
)]
pub async fn revoke(
    State(hall): State<Hall>,
    visit: Visit,
    Path(id): Path<String>,
) -> Result<StatusCode, Problem> {
    let node = id.parse::<NodeId>().map_err(|_| Problem::from(Fault::<Refused>::Missing))?;
    hall.nodes.revoke(&visit.caller, &node).await?;
    Ok(StatusCode::NO_CONTENT)
}
