//! `/api/v1/network/keeps`.

use std::num::NonZeroU8;

use axum::Json;
use axum::extract::State;
use axum::http::{StatusCode, Uri};
use maloca_nodes::NodeId;
use maloca_nodes::keep::{Copies, View};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::rest::names;
use super::shape::Names;
use crate::extract::Body;
use crate::files::address::{path, refused};
use crate::hall::Hall;
use crate::problem::{Kind, Problem};
use crate::visitor::Visit;

/// The folders of which copies are kept, and where these are.
#[derive(Debug, Serialize, ToSchema)]
pub struct Keeps {
    /// Them, by folder.
    keeps: Vec<KeepShape>,
}

/// A folder of which copies are kept.
#[derive(Debug, Serialize, ToSchema)]
pub struct KeepShape {
    /// Its path; empty for the whole tree.
    #[schema(example = "docs")]
    folder: String,
    /// How many houses shall have each file; absent when this house keeps a copy for itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<u8>, minimum = 1)]
    copies: Option<NonZeroU8>,
    /// The house whose wish it is.
    #[schema(value_type = String)]
    node: NodeId,
    /// What it calls itself.
    node_name: String,
    /// How many files are beneath it, each content under each name.
    files: u64,
    /// Of how many bytes in all.
    bytes: u64,
    /// In the place `k`: how many of the files exactly `k` houses have.
    counts: Vec<u64>,
    /// Who has them.
    holders: Vec<HolderShape>,
}

/// A house that has files of a folder.
#[derive(Debug, Serialize, ToSchema)]
pub struct HolderShape {
    /// Which.
    #[schema(value_type = String)]
    node: NodeId,
    /// What it calls itself.
    node_name: String,
    /// How many of the files it has, under whatever names.
    files: u64,
}

impl Names {
    fn keep(&self, View { keep, files, bytes, copies: counts, nodes }: View) -> KeepShape {
        let holder = |(node, files)| HolderShape { node, node_name: self.name(&node), files };
        let (folder, node, node_name) = (keep.folder.to_string(), keep.node, self.name(&keep.node));
        let holders = nodes.into_iter().map(holder).collect();
        let copies = keep.copies.in_group();
        KeepShape { folder, copies, node, node_name, files, bytes, counts, holders }
    }
}

/// The folders of which copies are kept, with a view of where the copies are.
#[utoipa::path(get, path = "/network/keeps", tag = "network", responses(
    (status = 200, body = Keeps), (status = 403, description = "needs the right to read"),
))]
pub async fn keeps(State(hall): State<Hall>, visit: Visit) -> Result<Json<Keeps>, Problem> {
    let views = hall.keeping.keeps(&visit.caller).await?;
    let names = names(&hall, &visit).await?;
    Ok(Json(Keeps { keeps: views.into_iter().map(|view| names.keep(view)).collect() }))
}

/// What to keep.
#[derive(Debug, Deserialize, ToSchema)]
pub struct Wanted {
    /// The path of a folder; empty for the whole tree.
    #[schema(example = "docs")]
    folder: String,
    /// How many houses of the group shall have each file: 1 to 255. Without it this house has a copy.
    #[schema(minimum = 1, maximum = 255)]
    copies: Option<i64>,
}

/// Keep copies of a folder, here or in the group. It replaces what this house wished for that folder
/// before.
#[utoipa::path(post, path = "/network/keeps", tag = "network", request_body = Wanted, responses(
    (status = 204, description = "new files follow by themselves"),
    (status = 400, description = "bad-path"), (status = 403, description = "needs the right to manage"),
    (status = 409, description = "the door for other houses is shut"),
    (status = 422, description = "copies are 1 to 255"),
    (status = 507, description = "this house keeps as many folders as it can"),
))]
pub async fn keep(
    State(hall): State<Hall>,
    visit: Visit,
    Body(Wanted { folder, copies }): Body<Wanted>,
) -> Result<StatusCode, Problem> {
    let folder = folder.parse().map_err(|bad| refused(maloca_files::Refused::BadPath(bad)))?;
    let copies = copies.map_or(Ok(Copies::Here), in_the_group)?;
    hall.keeping.keep(&visit.caller, &folder, copies).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn in_the_group(copies: i64) -> Result<Copies, Problem> {
    let wrong = |_| Problem::new(Kind::INVALID, "`copies` is a number from 1 to 255");
    NonZeroU8::try_from(u8::try_from(copies).unwrap_or(0)).map(Copies::Group).map_err(wrong)
}

/// Keep a folder no longer. The copies that there are stay.
#[utoipa::path(delete, path = "/network/keeps/{*folder}", tag = "network",
    params(("folder" = String, Path, description = "its path")),
    responses(
        (status = 204), (status = 403, description = "needs the right to manage"),
        (status = 404, description = "this house does not keep it"),
        (status = 409, description = "another house asked for these copies; it is released there"),
    ))]
pub async fn release(
    State(hall): State<Hall>,
    visit: Visit,
    uri: Uri,
) -> Result<StatusCode, Problem> {
    let folder = path(&uri, "/network/keeps")?;
    hall.keeping.release(&visit.caller, &folder).await?;
    Ok(StatusCode::NO_CONTENT)
}
