//! `/api/v1/network`.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use maloca_fault::Fault;
use maloca_files::{BadHash, Hash};
use maloca_nodes::network::{Refused, TransferId};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

use super::shape::{FetchShape, Fetches, Found, Names};
use crate::extract::{Body, Params};
use crate::files::address::refused;
use crate::hall::Hall;
use crate::problem::{Kind, Problem};
use crate::visitor::Visit;

/// How many results a search gives at most.
const MOST: usize = 1_000;
/// How many it gives when nobody says.
const USUAL: usize = 100;

/// What is searched for.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Searched {
    /// Words that must all occur in the path; or a file's BLAKE3 hash, 64 digits of hex.
    #[serde(default)]
    q: String,
    /// How many at most: 1 to 1,000, by default 100.
    limit: Option<usize>,
}

/// Search the files of all houses of the group. It is answered from what is known here, at once and
/// offline.
#[utoipa::path(get, path = "/network/files", tag = "network", params(Searched), responses(
    (status = 200, body = Found), (status = 403, description = "needs the right to read"),
))]
pub async fn find(
    State(hall): State<Hall>,
    visit: Visit,
    Params(Searched { q, limit }): Params<Searched>,
) -> Result<Json<Found>, Problem> {
    let limit = limit.unwrap_or(USUAL).clamp(1, MOST);
    let mut found = match q.trim().parse::<Hash>() {
        Ok(hash) => hall.network.holders(&visit.caller, &hash).await?,
        Err(BadHash) => hall.network.find(&visit.caller, &q, limit).await?,
    };
    found.truncate(limit);
    let names = names(&hall, &visit).await?;
    Ok(Json(Found { files: found.into_iter().map(|listed| names.file(listed)).collect() }))
}

/// What to fetch.
#[derive(Debug, Deserialize, ToSchema)]
pub struct Fetching {
    /// The file's BLAKE3 hash, 64 digits of hex.
    #[schema(example = "af1349b9f5f9a1a6a0404dea36dcc9499bcb25c9adc112b7cc9a93cae41f3262")]
    hash: String,
    /// Where in this house's tree; without it, where its holder has it.
    to: Option<String>,
}

/// Fetch a file of the group into this house's tree. A fetch of the same file to the same place is the
/// one that runs already.
#[utoipa::path(post, path = "/network/fetches", tag = "network", request_body = Fetching, responses(
    (status = 202, body = FetchShape, description = "`Location` tells how it goes on"),
    (status = 400, description = "bad-path"), (status = 403, description = "needs the right to upload"),
    (status = 404, description = "no house of the group shares this file"),
    (status = 409, description = "something else has that name, or the door for other houses is shut"),
    (status = 422, description = "this is no hash"), (status = 429, description = "too many fetches"),
    (status = 507, description = "the disk has no room for it"),
))]
pub async fn fetch(
    State(hall): State<Hall>,
    visit: Visit,
    Body(Fetching { hash, to }): Body<Fetching>,
) -> Result<Response, Problem> {
    let hash = hash_of(&hash)?;
    let to = to.filter(|to| !to.is_empty()).map(|to| to.parse());
    let to = to.transpose().map_err(|bad| refused(maloca_files::Refused::BadPath(bad)))?;
    let transfer = hall.network.fetch(&visit.caller, &hash, to).await?;
    let at = HeaderValue::try_from(format!("/api/v1/network/fetches/{}", transfer.id.0));
    let at = at.ok().map(|at| (header::LOCATION, at));
    let shape = names(&hall, &visit).await?.fetch(transfer);
    Ok((StatusCode::ACCEPTED, at.map(|at| [at]), Json(shape)).into_response())
}

/// All fetches that run, and the last ones that ended.
#[utoipa::path(get, path = "/network/fetches", tag = "network", responses(
    (status = 200, body = Fetches), (status = 403, description = "needs the right to read"),
))]
pub async fn fetches(State(hall): State<Hall>, visit: Visit) -> Result<Json<Fetches>, Problem> {
    let (names, all) = (names(&hall, &visit).await?, hall.network.transfers(&visit.caller).await?);
    Ok(Json(Fetches { fetches: all.into_iter().map(|transfer| names.fetch(transfer)).collect() }))
}

/// How far a fetch is.
#[utoipa::path(get, path = "/network/fetches/{id}", tag = "network",
    params(("id" = u64, Path, description = "its number")),
    responses((status = 200, body = FetchShape), (status = 404, description = "no such fetch")))]
pub async fn progress(
    State(hall): State<Hall>,
    visit: Visit,
    Path(id): Path<String>,
) -> Result<Json<FetchShape>, Problem> {
    let transfer = hall.network.transfer(&visit.caller, number(&id)?).await?;
    Ok(Json(names(&hall, &visit).await?.fetch(transfer)))
}

/// End a fetch, and remove what came of it.
#[utoipa::path(delete, path = "/network/fetches/{id}", tag = "network",
    params(("id" = u64, Path, description = "its number")),
    responses(
        (status = 204), (status = 403, description = "needs the right to upload"),
        (status = 404, description = "no such fetch"),
    ))]
pub async fn cancel(
    State(hall): State<Hall>,
    visit: Visit,
    Path(id): Path<String>,
) -> Result<StatusCode, Problem> {
    hall.network.cancel(&visit.caller, number(&id)?).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The houses of the group.
///
/// # Errors
/// As [`maloca_nodes::Nodes::look`].
pub async fn names(hall: &Hall, visit: &Visit) -> Result<Names, Problem> {
    Ok(hall.nodes.look(&visit.caller).await?.into())
}

fn number(id: &str) -> Result<TransferId, Problem> {
    id.parse().map(TransferId).map_err(|_| Fault::<Refused>::Missing.into())
}

/// The hash that somebody wrote.
///
/// # Errors
/// `invalid` (422).
pub fn hash_of(text: &str) -> Result<Hash, Problem> {
    text.parse().map_err(|bad: BadHash| Problem::new(Kind::INVALID, bad.to_string()))
}
