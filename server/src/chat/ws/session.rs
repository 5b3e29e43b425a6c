//! One socket, from greeting to farewell.

use std::time::{Duration, Instant};

use axum::extract::ws::{CloseFrame, Message, Utf8Bytes, WebSocket};
use maloca_app::chat::frame::{Ask, Tell, close};
use maloca_chat::{Cursor, Epoch, Refused, Room, RoomName, Seq, Step, Steps};
use maloca_fault::Fault;
use maloca_people::{Identity, Right};
use tokio::time::{MissedTickBehavior, interval, timeout};
use tokio_stream::{StreamExt, StreamMap};

use super::answer::{self, Failed};
use super::frames::framed;
use crate::hall::Hall;
use crate::problem::{Kind, Problem};
use crate::visitor::{Standing, Visit};

/// How many rooms a socket follows at most.
const ROOMS: usize = 32;
/// How often the house asks whether the client is still there.
const PING: Duration = Duration::from_secs(30);
/// After how much silence it is taken for gone.
const GONE: Duration = Duration::from_secs(75);
/// How long a client may take nothing before it is sent away.
const PATIENCE: Duration = Duration::from_secs(10);
/// How long a farewell may take.
const FAREWELL: Duration = Duration::from_secs(1);

/// Why a socket ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    /// The client left, or broke the protocol.
    Left,
    /// It is told why and where to go.
    Told(u16, &'static str),
}

const RESTART: End = End::Told(close::RESTART, "the house restarts; come back");
const TOO_SLOW: End = End::Told(close::TOO_SLOW, "too slow; come back with your cursor");
const SESSION_ENDED: End = End::Told(close::SESSION_ENDED, "the session has ended");
const FULL: End = End::Told(close::FULL, "too many sockets; come back later");

/// What happens next on a socket.
enum Turn {
    Over,
    Heard(Option<Result<Message, axum::Error>>),
    Stepped(RoomName, Result<Step, Fault<Refused>>),
    Tick,
}

/// An open socket with the rooms that it follows.
pub struct Session {
    socket: WebSocket,
    hall: Hall,
    visit: Visit,
    standing: Standing,
    rooms: StreamMap<RoomName, Steps>,
    heard: Instant,
}

/// Says that there is no place.
pub async fn turn_away(socket: WebSocket) {
    farewell(socket, FULL).await;
}

impl Session {
    /// A socket that was just opened.
    pub fn new(socket: WebSocket, hall: Hall, visit: Visit) -> Self {
        let standing = Standing::of(&hall, &visit, Right::Chat);
        Self { socket, hall, visit, standing, rooms: StreamMap::new(), heard: Instant::now() }
    }

    /// Serves it until one of both sides ends it.
    pub async fn run(mut self) {
        let mut ticks = interval(PING);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        ticks.reset();
        let mut served = self.tell(&self.hello()).await;
        while served.is_ok() {
            let turn = tokio::select! {
                () = self.hall.life.ended() => Turn::Over,
                heard = self.socket.recv() => Turn::Heard(heard),
                Some((room, step)) = self.rooms.next(), if !self.rooms.is_empty() => {
                    Turn::Stepped(room, step)
                }
                _ = ticks.tick() => Turn::Tick,
            };
            // Its own allocation while something is done keeps what an idle socket holds small.
            served = Box::pin(self.take(turn)).await;
        }
        if let Err(end) = served {
            farewell(self.socket, end).await;
        }
    }

    fn hello(&self) -> Tell {
        let caller = &self.visit.caller;
        Tell::Hello {
            nick: caller.nick().map(ToString::to_string),
            verified: matches!(caller.identity, Identity::Person { .. }),
        }
    }

    async fn take(&mut self, turn: Turn) -> Result<(), End> {
        match turn {
            Turn::Over => Err(RESTART),
            Turn::Heard(heard) => self.hear(heard).await,
            Turn::Stepped(room, Ok(Step::Event(event))) => {
                stands(&self.standing).await?;
                let frame = self.hall.sockets.frames.of(&room, &event);
                self.send(Message::Text(frame)).await
            }
            Turn::Stepped(room, Ok(Step::Reset(Cursor { epoch, after }))) => {
                self.tell(&Tell::Reset { room, epoch, after }).await
            }
            Turn::Stepped(room, Err(fault)) => {
                self.rooms.remove(&room);
                self.tell(&Failed::from(fault).told(Some(room.to_string()), None)).await
            }
            Turn::Tick => self.check().await,
        }
    }

    /// Whether the client is still there, and still who it was.
    async fn check(&mut self) -> Result<(), End> {
        if self.heard.elapsed() > GONE {
            return Err(End::Left);
        }
        stands(&self.standing).await?;
        self.send(Message::Ping(bytes::Bytes::new())).await
    }

    async fn hear(&mut self, heard: Option<Result<Message, axum::Error>>) -> Result<(), End> {
        let Some(Ok(message)) = heard else { return Err(End::Left) };
        self.heard = Instant::now();
        match message {
            Message::Text(text) => match answer::read(&text) {
                Ok(ask) => self.answer(ask).await,
                Err(told) => self.tell(&told).await,
            },
            Message::Binary(_) => {
                let problem = Problem::new(Kind::BAD_REQUEST, "frames are text, not binary");
                self.tell(&Failed::from(problem).told(None, None)).await
            }
            Message::Ping(_) | Message::Pong(_) => Ok(()),
            Message::Close(_) => Err(End::Left),
        }
    }

    async fn answer(&mut self, ask: Ask) -> Result<(), End> {
        let told = match ask {
            Ask::Sub { room, epoch, after } => match self.follow(&room, epoch, after).await {
                Ok(subscribed) => subscribed,
                Err(failed) => failed.told(Some(room), None),
            },
            Ask::Unsub { room } => {
                if let Ok(room) = room.parse::<RoomName>() {
                    self.rooms.remove(&room);
                }
                return Ok(());
            }
            Ask::Ping => Tell::Pong,
            change => answer::change(&self.hall, &self.visit, change).await,
        };
        self.tell(&told).await
    }

    async fn follow(
        &mut self,
        room: &str,
        epoch: Option<Epoch>,
        after: Option<Seq>,
    ) -> Result<Tell, Failed> {
        self.hall.limits.write(&self.visit)?;
        let (chat, who) = (&self.hall.house.chat, &self.visit.caller);
        let Room { name: room, head, epoch: now, .. } = chat.room(who, &room.parse()?).await?;
        if self.rooms.len() >= ROOMS && !self.rooms.contains_key(&room) {
            return Err(Problem::new(Kind::INVALID, "a socket follows at most 32 rooms").into());
        }
        let cursor = Cursor { epoch: epoch.unwrap_or(now), after: after.unwrap_or(head) };
        let steps = chat.follow(who, &room, Some(cursor)).await?;
        self.rooms.insert(room.clone(), steps);
        Ok(Tell::Subscribed { room, epoch: cursor.epoch, after: cursor.after })
    }

    async fn tell(&mut self, tell: &Tell) -> Result<(), End> {
        self.send(Message::Text(framed(tell))).await
    }

    async fn send(&mut self, message: Message) -> Result<(), End> {
        match timeout(PATIENCE, self.socket.send(message)).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) => Err(End::Left),
            Err(_elapsed) => Err(TOO_SLOW),
        }
    }
}

/// Passes while the client may have what the rooms say.
async fn stands(standing: &Standing) -> Result<(), End> {
    if standing.holds().await { Ok(()) } else { Err(SESSION_ENDED) }
}

/// Says why, and waits for the client to agree: closing at once could take the reason back.
async fn farewell(mut socket: WebSocket, end: End) {
    let End::Told(code, reason) = end else { return };
    let frame = CloseFrame { code, reason: Utf8Bytes::from_static(reason) };
    let parting = async {
        if socket.send(Message::Close(Some(frame))).await.is_ok() {
            while let Some(Ok(_)) = socket.recv().await {}
        }
    };
    // A client that does not take the farewell is left without it.
    let _ = timeout(FAREWELL, parting).await;
}
