//! `/api/v1/files`.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use maloca_fault::Fault;
use maloca_files::{Found, Path, Refused};

use super::address::{path, refused};
use super::conditions::validators;
use super::wire::{self, Asked, Facts, Moved, Page};
use super::{changes, raw};
use crate::extract::{Body, Params};
use crate::hall::Hall;
use crate::problem::{Kind, Problem};
use crate::visitor::Visit;

/// List a folder, or what is known about a file.
#[utoipa::path(get, path = "/files/{*path}", tag = "files",
    params(("path" = String, Path, description = "from the top of the tree; `/files` is the top"), Asked),
    responses(
        (status = 200, body = wire::Found), (status = 400, description = "bad-path"),
        (status = 403, description = "denied"), (status = 404, description = "missing"),
    ))]
pub async fn get(
    State(hall): State<Hall>,
    visit: Visit,
    uri: Uri,
    Params(asked): Params<Asked>,
) -> Result<Response, Problem> {
    let path = path(&uri, "/files")?;
    if asked.watch.is_some() {
        return changes::watch(&hall, &visit, &path).await;
    }
    let files = &*hall.house.files;
    match files.find(&visit.caller, &path).await? {
        Found::File(content) => {
            let meta = content.meta().clone();
            let print = hall.prints.of(&path).await?;
            let headers = validators(&meta);
            let facts = Facts::of(&path, meta).with(print);
            Ok((headers, Json(wire::Found::File(facts))).into_response())
        }
        Found::Folder(_) => {
            let listing = files.list(&visit.caller, &path, asked.query()).await?;
            Ok(Json(wire::Found::Folder(Page::from(listing))).into_response())
        }
    }
}

/// Make a folder.
#[utoipa::path(post, path = "/files/{*path}", tag = "files",
    params(
        ("path" = String, Path, description = "where the folder shall be"),
        ("folder" = String, Query, description = "present, without a value"),
    ),
    responses(
        (status = 201, body = Facts), (status = 403, description = "denied"),
        (status = 404, description = "missing: the folder around it is not there"),
        (status = 409, description = "conflict: something of that name is there"),
    ))]
pub async fn make(State(hall): State<Hall>, visit: Visit, uri: Uri) -> Result<Response, Problem> {
    let path = path(&uri, "/files")?;
    if !asks_for_folder(&uri) {
        return Err(Problem::new(
            Kind::BAD_REQUEST,
            "add ?folder to make a folder; files are stored with PUT /raw/{path}",
        ));
    }
    let meta = hall.house.files.make_folder(&visit.caller, &path).await?;
    let at = HeaderValue::try_from(format!("/api/v1/files/{}", path.encode())).ok();
    let headers: HeaderMap = at.map(|at| (header::LOCATION, at)).into_iter().collect();
    Ok((StatusCode::CREATED, headers, Json(Facts::of(&path, meta))).into_response())
}

fn asks_for_folder(uri: &Uri) -> bool {
    let mut pairs = uri.query().unwrap_or_default().split('&');
    pairs.any(|pair| pair == "folder" || pair.starts_with("folder="))
}

/// Move or rename, never over something that is there.
#[utoipa::path(patch, path = "/files/{*path}", tag = "files", request_body = Moved,
    params(("path" = String, Path, description = "where it is")),
    responses(
        (status = 204), (status = 403, description = "denied"), (status = 404, description = "missing"),
        (status = 409, description = "conflict: something is there already, or it would lie in itself"),
    ))]
pub async fn relocate(
    State(hall): State<Hall>,
    visit: Visit,
    uri: Uri,
    Body(moved): Body<Moved>,
) -> Result<Response, Problem> {
    let from = path(&uri, "/files")?;
    let to: Path = moved.to.parse().map_err(|bad| refused(Refused::BadPath(bad)))?;
    hall.house.files.relocate(&visit.caller, &from, &to).await?;
    let at = HeaderValue::try_from(format!("/api/v1/files/{}", to.encode()))
        .map_err(|_| Problem::from(Fault::<Refused>::Missing))?;
    Ok((StatusCode::NO_CONTENT, [(header::CONTENT_LOCATION, at)]).into_response())
}

/// Put into the bin.
#[utoipa::path(delete, path = "/files/{*path}", tag = "files",
    params(("path" = String, Path, description = "what")),
    responses(
        (status = 204), (status = 403, description = "denied"), (status = 404, description = "missing"),
        (status = 412, description = "precondition-failed"),
    ))]
pub async fn remove(
    State(hall): State<Hall>,
    visit: Visit,
    uri: Uri,
    headers: HeaderMap,
) -> Result<StatusCode, Problem> {
    let path = path(&uri, "/files")?;
    raw::remove(&hall, &visit, &path, &headers).await
}
