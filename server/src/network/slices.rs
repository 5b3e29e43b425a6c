//! `GET /api/v1/network/slices/{blake3}`: parts of this house's own files with what proves them, for
//! houses that do not reach it over UDP.

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use maloca_nodes::slice::{BadSlice, Slice};
use serde::Deserialize;
use utoipa::IntoParams;

use super::rest::hash_of;
use crate::extract::Params;
use crate::hall::Hall;
use crate::live::Live;
use crate::problem::{Kind, Problem};
use crate::visitor::Visit;

/// Which bytes.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Wanted {
    /// The first one: a multiple of 16,384.
    from: u64,
    /// The first one that is not wanted: a multiple of 16,384, or the length of the file; at most
    /// 16 MiB further.
    to: u64,
}

/// A part of a file that this house itself has whole, with what proves it: the hashes of the BLAKE3 tree
/// above the range, in groups of 16 KiB, before each of the two parts that they prove.
#[utoipa::path(get, path = "/network/slices/{blake3}", tag = "network",
    params(("blake3" = String, Path, description = "64 digits of hex"), Wanted),
    responses(
        (status = 200, content_type = "application/octet-stream", body = Vec<u8>,
         description = "as the crate bao-tree encodes it; it breaks off when the file is changed meanwhile"),
        (status = 403, description = "needs the right to read"),
        (status = 404, description = "this house does not have the file, or the file ends before"),
        (status = 422, description = "this is no hash, or the range is none of whole groups"),
        (status = 429, description = "too many at once"),
    ))]
pub async fn get(
    State(hall): State<Hall>,
    visit: Visit,
    Path(hash): Path<String>,
    Params(Wanted { from, to }): Params<Wanted>,
) -> Result<Response, Problem> {
    let hash = hash_of(&hash)?;
    let slice = Slice::new(from..to);
    let slice = slice.map_err(|bad: BadSlice| Problem::new(Kind::INVALID, bad.to_string()))?;
    let blocks = hall.network.slice(&visit.caller, &hash, slice).await?;
    let kind = HeaderValue::from_static("application/octet-stream");
    let mut response = ([(header::CONTENT_TYPE, kind)], Body::from_stream(blocks)).into_response();
    response.extensions_mut().insert(Live);
    Ok(response)
}
