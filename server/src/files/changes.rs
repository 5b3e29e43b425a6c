//! Telling those who look at a folder that it changed.

use std::convert::Infallible;
use std::time::Duration;

use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures::StreamExt;
use maloca_files::Path;

use crate::hall::Hall;
use crate::problem::Problem;
use crate::visitor::Visit;

/// How often a stream without news says that it is alive; a client that is gone is noticed then.
const ALIVE: Duration = Duration::from_secs(25);

/// Server-sent events: `changed` with the folder's path whenever something in it changed, a few times
/// a second at most. It ends with the program alone.
///
/// # Errors
/// As those of a listing.
pub async fn watch(hall: &Hall, visit: &Visit, path: &Path) -> Result<Response, Problem> {
    let changes = hall.house.files.watch(&visit.caller, path).await?;
    let life = hall.life.clone();
    // Browsers drop events without data.
    let folder = format!("/{path}");
    let events = changes
        .map(move |()| Ok::<_, Infallible>(Event::default().event("changed").data(&folder)))
        .take_until(Box::pin(async move { life.ended().await }));
    Ok(Sse::new(events).keep_alive(KeepAlive::new().interval(ALIVE)).into_response())
}
