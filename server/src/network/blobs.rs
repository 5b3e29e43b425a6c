//! `GET /api/v1/network/blobs/{blake3}`: the bytes of any file of the group, through this house. What is
//! not here comes while it is read, and no byte is passed on before it is proved.

use axum::extract::{Path, State};
use axum::http::{HeaderMap, Method};
use axum::response::Response;
use serde::Deserialize;
use utoipa::IntoParams;

use super::rest::hash_of;
use crate::extract::Params;
use crate::files::answer::{Asked, answer};
use crate::files::conditions::Conditions;
use crate::hall::Hall;
use crate::live::Live;
use crate::problem::Problem;
use crate::visitor::Visit;

/// How a file shall be shown.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Shown {
    /// Under which name; without it, the one that its holder gives it. Its ending says what it is.
    name: Option<String>,
    /// Present, without a value: browsers shall keep it rather than show it.
    #[param(value_type = Option<String>)]
    download: Option<String>,
}

/// The bytes of a file of the group, whole or in ranges, fetched through this house while they are
/// read, and proved.
#[utoipa::path(get, path = "/network/blobs/{blake3}", tag = "network",
    params(("blake3" = String, Path, description = "64 digits of hex"), Shown),
    responses(
        (status = 200, content_type = "application/octet-stream", body = Vec<u8>),
        (status = 206, description = "the ranges asked for"),
        (status = 403, description = "needs the right to read"),
        (status = 404, description = "no house of the group shares this file"),
        (status = 422, description = "this is no hash"),
        (status = 503, description = "no house that has it is reached now"),
    ))]
pub async fn get(
    State(hall): State<Hall>,
    visit: Visit,
    method: Method,
    Path(hash): Path<String>,
    Params(Shown { name, download }): Params<Shown>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let hash = hash_of(&hash)?;
    let opened = hall.network.open(&visit.caller, &hash).await?;
    let name = name.or_else(|| opened.path.name().map(ToOwned::to_owned)).unwrap_or_default();
    let conditions = Conditions::of(&method, &headers);
    let asked = Asked { method: &method, conditions, name: &name, download: download.is_some() };
    let mut response = answer(opened.content, &asked);
    response.extensions_mut().insert(Live);
    Ok(response)
}
