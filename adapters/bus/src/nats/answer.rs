//! What JetStream says, as far as it matters here.

use async_nats::Message;
use bytes::Bytes;
use serde::Deserialize;
use serde_json::json;

/// JetStream is off for this account, or for the whole server.
const OFF: [u32; 2] = [10_039, 10_076];

#[derive(Deserialize)]
struct Answer {
    error: Option<Error>,
    /// The names of streams; `null` when there are none.
    streams: Option<Vec<String>>,
}

#[derive(Deserialize)]
struct Error {
    #[serde(default)]
    err_code: u32,
    #[serde(default)]
    description: String,
}

/// The question which streams hold a subject.
pub(super) fn streams_of(subject: &str) -> Bytes {
    json!({ "subject": subject }).to_string().into()
}

/// Whether there is a stream, out of the answer to that question.
pub(super) fn has_stream(message: &Message) -> Result<bool, String> {
    let answer = read(message)?;
    match answer.error {
        Some(error) if OFF.contains(&error.err_code) => Ok(false),
        Some(error) => Err(error.description),
        None => Ok(answer.streams.is_some_and(|streams| !streams.is_empty())),
    }
}

/// Whether a stream has kept a message, or had it already.
pub(super) fn acknowledged(message: &Message) -> Result<(), String> {
    read(message)?.error.map_or(Ok(()), |error| Err(error.description))
}

fn read(message: &Message) -> Result<Answer, String> {
    if let Some(status) = message.status {
        return Err(format!("the stream is gone ({status})"));
    }
    serde_json::from_slice(&message.payload)
        .map_err(|error| format!("JetStream answered something else: {error}"))
}
