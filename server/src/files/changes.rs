//! Telling those who look at a folder that it changed.

use std::convert::Infallible;
use std::time::Duration;

use axum::response::sse::{Event, Sse};
use axum::response::{IntoResponse, Response};
use futures::StreamExt;
use futures::stream::unfold;
use maloca_files::Path;
use maloca_files::port::Changes;
use maloca_people::Right;
use tokio::time::timeout;

use crate::hall::Hall;
use crate::problem::Problem;
use crate::visitor::{Standing, Visit};

/// How often a stream without news says that it is alive; a client that is gone is noticed then.
const ALIVE: Duration = Duration::from_secs(25);

/// Server-sent events: `changed` with the folder's path whenever something in it changed, a few times
/// a second at most. It ends with the program, or with the session of the one who watches.
///
/// # Errors
/// As those of a listing.
pub async fn watch(hall: &Hall, visit: &Visit, path: &Path) -> Result<Response, Problem> {
    let changes = hall.house.files.watch(&visit.caller, path).await?;
    let standing = Standing::of(hall, visit, Right::Read);
    let life = hall.life.clone();
    // Browsers drop events without data.
    let folder = format!("/{path}");
    let events = unfold((changes, standing), beat)
        .map(move |change| {
            let event = Event::default();
            Ok::<_, Infallible>(match change {
                Change::Some => event.event("changed").data(&folder),
                Change::None => event.comment(""),
            })
        })
        .take_until(Box::pin(async move { life.ended().await }));
    Ok(Sse::new(events).into_response())
}

/// What a beat brings.
enum Change {
    Some,
    None,
}

/// The next change, or the sign of life that is due without one; the end when they may watch no more.
async fn beat(
    (mut changes, standing): (Changes, Standing),
) -> Option<(Change, (Changes, Standing))> {
    let change = match timeout(ALIVE, changes.next()).await {
        Ok(change) => change.map(|()| Change::Some)?,
        Err(_elapsed) => Change::None,
    };
    standing.holds().await.then_some((change, (changes, standing)))
}
