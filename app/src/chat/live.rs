//! The WebSocket that keeps a conversation as it is in the house.

use futures::channel::mpsc::{UnboundedReceiver, unbounded};
use futures::{FutureExt, SinkExt, StreamExt, select};
use gloo_net::websocket::Message;
use gloo_net::websocket::futures::WebSocket;
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::frame::{Ask, Tell};
use super::talk::{Command, Line, Talk};

/// After how much silence the house is asked whether it is there, in milliseconds. The house's own
/// pings are not told to scripts.
const SILENCE: u32 = 25_000;
/// The first pause between two tries, in milliseconds; each further one is twice as long.
const FIRST_PAUSE: u32 = 400;
/// The longest one.
const LONGEST_PAUSE: u32 = 10_000;

/// Why a connection ended.
enum End {
    /// The page is gone.
    Gone,
    /// Somebody asked for another one.
    Again,
    /// It broke; whether it had been of use.
    Lost(bool),
}

/// Connects a conversation and keeps it connected until its page is gone. Only in the browser.
pub fn open(talk: Talk) {
    let (sender, commands) = unbounded();
    talk.connect(sender);
    spawn_local(keep(talk, commands));
}

async fn keep(talk: Talk, mut commands: UnboundedReceiver<Command>) {
    let mut tries = 0;
    while talk.line.try_set(Line::Connecting).is_none() {
        let end = match WebSocket::open(&address()) {
            Ok(socket) => converse(talk, socket, &mut commands).await,
            Err(_) => End::Lost(false),
        };
        match end {
            End::Gone => return,
            End::Again => tries = 0,
            End::Lost(was_of_use) => {
                talk.line.try_set(Line::Offline);
                tries = if was_of_use { 0 } else { tries + 1 };
                if !rest(tries, &mut commands).await {
                    return;
                }
            }
        }
    }
}

fn address() -> String {
    let location = window().location();
    let scheme = match location.protocol().as_deref() {
        Ok("https:") => "wss",
        _ => "ws",
    };
    format!("{scheme}://{}/ws", location.host().unwrap_or_default())
}

/// Waits before the next try, unless somebody has something to send; false when the page is gone.
/// Pauses differ, so that a whole class does not come back in the same moment.
async fn rest(tries: u32, commands: &mut UnboundedReceiver<Command>) -> bool {
    let pause = (FIRST_PAUSE << tries.min(6)).min(LONGEST_PAUSE);
    let pause = pause / 2 + (f64::from(pause) * js_sys::Math::random()) as u32;
    select! {
        () = TimeoutFuture::new(pause).fuse() => true,
        command = commands.next() => command.is_some(),
    }
}

async fn converse(talk: Talk, socket: WebSocket, commands: &mut UnboundedReceiver<Command>) -> End {
    let (mut write, read) = socket.split();
    let mut read = read.fuse();
    let (mut was_of_use, mut is_doubted) = (false, false);
    loop {
        let mut silence = TimeoutFuture::new(SILENCE).fuse();
        let asks = select! {
            heard = read.next() => match heard {
                Some(Ok(message)) => {
                    (was_of_use, is_doubted) = (true, false);
                    take(talk, &message)
                }
                Some(Err(_)) | None => return End::Lost(was_of_use),
            },
            command = commands.next() => match command {
                Some(Command::Ask(ask)) => vec![ask],
                Some(Command::Again) => return End::Again,
                None => return End::Gone,
            },
            () = silence => {
                if is_doubted {
                    return End::Lost(was_of_use);
                }
                is_doubted = true;
                vec![Ask::Ping]
            }
        };
        for ask in asks {
            let frame = serde_json::to_string(&ask).unwrap_or_default();
            if write.send(Message::Text(frame)).await.is_err() {
                return End::Lost(was_of_use);
            }
        }
    }
}

fn take(talk: Talk, message: &Message) -> Vec<Ask> {
    let Message::Text(text) = message else { return Vec::new() };
    // A frame of a newer house that this page does not know is left alone.
    serde_json::from_str::<Tell>(text).map(|tell| talk.hear(tell)).unwrap_or_default()
}
