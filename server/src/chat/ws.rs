//! `/ws`: several rooms over one WebSocket, as JSON frames ([`maloca_app::chat::frame`]).
//!
//! Nothing is queued for a client: each follower reads the log from its own cursor, so a client that
//! is slow only sees things later, and costs what a fast one costs. One that takes nothing at all for
//! a while is sent away and comes back with its cursor.
//!
//! # Layout
//! - [`session`]: one socket, from greeting to farewell.
//! - [`answer`]: what is asked becomes calls of the chat.
//! - [`frames`]: each event is framed once, for all its followers.

mod answer;
mod frames;
mod session;

use std::sync::Arc;

use axum::extract::ws::{WebSocket, WebSocketUpgrade};
use axum::extract::{FromRequestParts, Request, State};
use axum::response::{IntoResponse, Response};
use tokio::sync::Semaphore;

use self::frames::Frames;
use self::session::Session;
use crate::hall::Hall;
use crate::problem::{Kind, Problem};
use crate::visitor::Visit;

/// How many sockets the house has at once.
const SOCKETS: usize = 16_384;
/// The buffer each socket reads into. The library's own 128 KiB would be most of an idle socket.
const READ_BUFFER: usize = 4 * 1024;
/// How much is collected before it is written: nothing, each frame goes out at once.
const WRITE_BUFFER: usize = 0;
/// The largest frame of a client, in bytes: a text of the longest kind with every character escaped.
const LARGEST: usize = 112 * 1024;
/// How much may wait to be written, in bytes: one frame of the house and a few of the protocol.
const UNSENT: usize = 256 * 1024;

/// What all sockets share.
pub struct Sockets {
    frames: Frames,
    places: Arc<Semaphore>,
}

impl Default for Sockets {
    fn default() -> Self {
        Self { frames: Frames::default(), places: Arc::new(Semaphore::new(SOCKETS)) }
    }
}

/// `GET /ws`.
pub async fn open(State(hall): State<Hall>, visit: Visit, request: Request) -> Response {
    let (mut parts, _) = request.into_parts();
    match WebSocketUpgrade::from_request_parts(&mut parts, &hall).await {
        Ok(upgrade) => upgraded(upgrade, hall, visit),
        Err(rejection) => Problem::new(
            Kind::BAD_REQUEST,
            format!("/ws is a WebSocket: {}", rejection.body_text()),
        )
        .into_response(),
    }
}

fn upgraded(upgrade: WebSocketUpgrade, hall: Hall, visit: Visit) -> Response {
    upgrade
        .read_buffer_size(READ_BUFFER)
        .write_buffer_size(WRITE_BUFFER)
        .max_write_buffer_size(UNSENT)
        .max_message_size(LARGEST)
        .max_frame_size(LARGEST)
        .on_upgrade(|socket| async move { admit(socket, hall, visit) })
}

/// The end of the house waits for the socket's farewell.
fn admit(socket: WebSocket, hall: Hall, visit: Visit) {
    let life = hall.life.clone();
    let place = Arc::clone(&hall.sockets.places).try_acquire_owned();
    let guest = hall.register.live.enter();
    life.spawn(async move {
        match place {
            Ok(_place) => Session::new(socket, hall, visit).run().await,
            Err(_full) => session::turn_away(socket).await,
        }
        drop(guest);
    });
}
