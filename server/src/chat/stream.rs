//! `GET /api/v1/rooms/{room}/events`: server-sent events (HTML standard §9.2), or one JSON per line.

use std::convert::Infallible;

use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use futures::StreamExt;
use futures::stream::unfold;
use maloca_chat::{Cursor, Step};
use serde_json::json;

use super::feed::{Beat, Feed};
use super::rest::parsed;
use super::shape::Place;
use crate::extract::Params;
use crate::hall::Hall;
use crate::live::Live;
use crate::problem::Problem;
use crate::visitor::Visit;

/// Every event after a place, then live; ends only with the house, or with the session of the token. The header `Last-Event-ID` counts
/// before the query. With `Accept: application/x-ndjson` each line is one JSON.
#[utoipa::path(get, path = "/rooms/{room}/events", tag = "chat", params(Place), responses(
    (status = 200, content_type = "text/event-stream", body = String,
     description = "`id:` is epoch:seq, `data:` {\"seq\",\"kind\",\"id\",\"author\",\"verified\",\"text\"?,\"reply_to\"?,\"at\"}; \
                    `event: reset` with {\"kind\":\"reset\",\"epoch\",\"after\"} when the place cannot be continued"),
    (status = 404, description = "there is no such room"),
))]
pub async fn events(
    State(hall): State<Hall>,
    visit: Visit,
    Path(room): Path<String>,
    Params(place): Params<Place>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let last = match headers.get("last-event-id").map(HeaderValue::to_str) {
        Some(Ok(id)) if !id.is_empty() => Some(parsed::<Cursor>(id)?),
        _ => None,
    };
    let from = |epoch| last.or_else(|| place.cursor(epoch));
    let feed = Feed::open(&hall, visit, parsed(&room)?, from).await?;
    Ok(if wants_lines(&headers) {
        streamed(feed, "application/x-ndjson", Bytes::new(), line)
    } else {
        let begin = format!(": follows {}\n\n", feed.cursor()).into();
        streamed(feed, "text/event-stream", begin, sse)
    })
}

fn wants_lines(headers: &HeaderMap) -> bool {
    let accepts = headers.get_all(header::ACCEPT).iter();
    accepts.filter_map(|accept| accept.to_str().ok()).any(|accept| accept.contains("x-ndjson"))
}

/// An answer that lasts as long as the feed; `write` makes bytes of a beat, or none.
pub fn streamed(
    feed: Feed,
    content_type: &'static str,
    begin: Bytes,
    write: fn(Beat) -> Option<String>,
) -> Response {
    let beats = unfold(feed, move |mut feed| async move {
        loop {
            if let Some(text) = write(feed.next().await?) {
                return Some((Bytes::from(text), feed));
            }
        }
    });
    let begin = futures::stream::iter((!begin.is_empty()).then_some(begin));
    let body = axum::body::Body::from_stream(begin.chain(beats).map(Ok::<_, Infallible>));
    let mut response = body.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    // nginx holds answers back unless it is told not to.
    headers.insert(HeaderName::from_static("x-accel-buffering"), HeaderValue::from_static("no"));
    response.extensions_mut().insert(Live);
    response
}

fn sse(beat: Beat) -> Option<String> {
    Some(match beat {
        Beat::Quiet => ":\n\n".to_owned(),
        Beat::Step(Step::Event(event), cursor) => {
            let json = serde_json::to_string(&*event).ok()?;
            format!("id: {cursor}\ndata: {json}\n\n")
        }
        Beat::Step(Step::Reset(_), cursor) => {
            format!("id: {cursor}\nevent: reset\ndata: {}\n\n", reset(cursor))
        }
    })
}

fn line(beat: Beat) -> Option<String> {
    match beat {
        Beat::Quiet => None,
        Beat::Step(Step::Event(event), _) => Some(serde_json::to_string(&*event).ok()? + "\n"),
        Beat::Step(Step::Reset(_), cursor) => Some(format!("{}\n", reset(cursor))),
    }
}

fn reset(cursor: Cursor) -> serde_json::Value {
    json!({ "kind": "reset", "epoch": cursor.epoch, "after": cursor.after })
}
