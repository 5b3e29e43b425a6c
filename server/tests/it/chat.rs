//! The chat's doors.
//!
//! # Layout
//! - [`socket`]: a WebSocket client.
//! - [`rest`], [`tour`]: clients that we did not write: Python's http.client and curl.
//! - [`live`], [`ws`]: followers over SSE, NDJSON and WebSocket.
//! - [`soak`]: many writers while the house is killed again and again.

mod live;
mod rest;
mod soak;
mod socket;
mod tour;
mod ws;

use std::io::{BufRead, BufReader, Lines};

use serde_json::{Value, json};
use ureq::BodyReader;

use crate::house::{House, agent, json as body};

/// The lines of an endless answer.
type Endless = Lines<BufReader<BodyReader<'static>>>;

/// Follows the common room as NDJSON.
fn follow(house: &House, query: &str) -> Endless {
    let path = format!("/api/v1/rooms/general/events{query}");
    let answer =
        agent().get(house.url(&path)).header("accept", "application/x-ndjson").call().unwrap();
    assert_eq!(answer.status(), 200);
    assert_eq!(answer.headers()["content-type"], "application/x-ndjson");
    BufReader::new(answer.into_body().into_reader()).lines()
}

/// The next line as JSON.
fn next(lines: &mut Endless) -> Value {
    serde_json::from_str(&lines.next().unwrap().unwrap()).unwrap()
}

/// Posts as somebody and returns the message.
fn say(house: &House, token: &str, text: &str) -> Value {
    let mut posted = agent()
        .post(house.url("/api/v1/rooms/general/messages"))
        .header("authorization", format!("Bearer {token}"))
        .send_json(json!({ "text": text }))
        .unwrap();
    assert_eq!(posted.status(), 201, "{posted:?}");
    body(&mut posted)
}

/// The head and epoch of the common room.
fn place(house: &House) -> (u64, u64) {
    let room = body(&mut house.get("/api/v1/rooms/general"));
    (room["epoch"].as_u64().unwrap(), room["head"].as_u64().unwrap())
}
