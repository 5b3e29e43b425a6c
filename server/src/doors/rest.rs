//! `/api/v1/doors`.

use axum::Json;
use axum::extract::State;
use maloca_app::doors::wire::{self, reached};
use serde::Serialize;
use utoipa::ToSchema;

use crate::hall::Hall;
use crate::visitor::Visit;

/// A door, and what was counted there since the house was opened.
#[derive(Debug, Serialize, ToSchema)]
pub struct DoorShape {
    /// `web`, `rest`, `live` (WebSockets and streams of events), `hftp`, `http09`, `labs`, `grpc`,
    /// `peers` or `relay`.
    #[schema(example = "hftp")]
    name: &'static str,
    /// Host and port under which you reach it; absent when it is shut.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "192.0.2.7:19500")]
    address: Option<String>,
    /// Connections that are open now; those of `rest` are counted at `web`.
    open: u64,
    /// Connections so far.
    connections: u64,
    /// Requests that were answered so far; those of `live` are counted at `web`.
    requests: u64,
    /// How many of the answers were errors.
    errors: u64,
    /// Bytes that came in; those of `rest` and `live` are counted at `web`.
    received: u64,
    /// Bytes that went out.
    sent: u64,
}

/// All doors.
#[utoipa::path(get, path = "/doors", tag = "doors", responses(
    (status = 200, body = Vec<DoorShape>, description = "every door, open or shut"),
))]
pub async fn doors(State(hall): State<Hall>, visit: Visit) -> Json<Vec<DoorShape>> {
    let origin = visit.client.origin();
    let states = hall.house.doors.states().into_iter();
    Json(states.map(|state| shape(state, &origin)).collect())
}

fn shape(wire::State { door, at, counts }: wire::State, origin: &str) -> DoorShape {
    DoorShape {
        name: door.word(),
        address: at.map(|at| reached(origin, at)),
        open: counts.now,
        connections: counts.connections,
        requests: counts.requests,
        errors: counts.errors,
        received: counts.received,
        sent: counts.sent,
    }
}
