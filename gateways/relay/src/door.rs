//! The relay, as the accept loop knows it.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use iroh_relay::KeyCache;
use iroh_relay::http::ProtocolVersion;
use iroh_relay::protos::handshake;
use iroh_relay::server::client::Config;
use iroh_relay::server::clients::Clients;
use iroh_relay::server::streams::RelayedStream;
use iroh_relay::server::{Access, Metrics, OnDisconnectGuard};
use maloca_gateway::{Life, Limits, Listen, Pace, Paced, Tally};
use maloca_nodes::members::MAX_MEMBERS;
use maloca_nodes::{NodeId, Relayed};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;

use crate::frames::Frames;
use crate::seats::{Seat, Seats};
use crate::upgrade::upgrade;

/// How many connections the relay takes at once: the largest group, and those who knock.
pub const LIMITS: Limits = Limits { connections: MAX_MEMBERS + 256 };

/// How long proving who one is may take.
const HANDSHAKE: Duration = Duration::from_secs(10);
/// The relay asks silent clients every twenty seconds whether they are there.
const PACE: Pace = Pace { window: Duration::from_secs(60), bytes: 1 };
/// How many packets wait for one client; the next are lost, as on any crowded road.
const QUEUE: usize = 128;
/// How long what was said last has to get out.
const FAREWELL: Duration = Duration::from_secs(1);

/// The relay of a house.
pub struct Relay {
    members: Arc<dyn Relayed>,
    seats: Seats,
    clients: Clients,
    keys: KeyCache,
    metrics: Arc<Metrics>,
    tally: Tally,
}

/// A node that proved who it is and may send.
struct Sender {
    node: NodeId,
    guard: OnDisconnectGuard,
    frames: Frames,
    version: ProtocolVersion,
    ended: CancellationToken,
    seat: Seat,
}

impl Relay {
    /// A relay for those whom `members` admits.
    pub fn new(members: Arc<dyn Relayed>, tally: Tally) -> Self {
        let (seats, clients, metrics) = Default::default();
        Self { members, seats, clients, keys: KeyCache::new(MAX_MEMBERS), metrics, tally }
    }

    /// Finds out who is at the other end, and lets it in if it may.
    async fn admit(&self, stream: TcpStream) -> Option<Sender> {
        let stream = Paced::new(stream, PACE, PACE, self.tally.clone());
        let (upgraded, version) = upgrade(stream, self.members.host()).await?;
        let (mut frames, ended) = Frames::new(upgraded).await?;
        let proved = handshake::serverside(&mut frames, None).await.ok()?;
        let node = NodeId(*proved.client_key.as_bytes());
        let seat = self.seat(node).await;
        self.tally.answer(seat.is_ok());
        let access = match &seat {
            Ok(_) => Access::Allow,
            Err(reason) => Access::Deny { reason: Some((*reason).to_owned()) },
        };
        let key = proved.authorize_if(access, &mut frames).await.ok()?;
        let (guard, seat) = (OnDisconnectGuard::empty(key), seat.ok()?);
        Some(Sender { node, guard, frames, version, ended, seat })
    }

    async fn seat(&self, node: NodeId) -> Result<Seat, &'static str> {
        if !self.members.admits(node).await {
            tracing::info!(node = %node.short(), "a stranger may not send by the relay");
            return Err("this node does not belong to the group");
        }
        self.seats.take(node).ok_or("this node has too many connections")
    }

    /// Passes on what a node sends and what is sent to it, until it goes or has to.
    async fn relay(&self, sender: Sender, life: &Life) {
        let Sender { node, guard, frames, version, ended, seat: _seat } = sender;
        let (key, connection) = (guard.endpoint_id(), guard.connection_id());
        let stream = RelayedStream::new(frames, self.keys.clone());
        let mut config = Config::new(guard, stream, version);
        config.channel_capacity = QUEUE;
        self.clients.register(config, Arc::clone(&self.metrics));
        tokio::select! {
            () = ended.cancelled() => return,
            () = life.ended() => {}
            () = self.members.excluded(node) => {
                tracing::info!(node = %node.short(), "may not send by the relay any more");
            }
        }
        self.clients.disconnect(key, Some(connection));
        let _ = timeout(FAREWELL, ended.cancelled()).await;
    }
}

#[async_trait]
impl Listen for Relay {
    fn door(&self) -> &'static str {
        "relay"
    }

    async fn serve(&self, stream: TcpStream, _: SocketAddr, life: Life) {
        let admitted = tokio::select! {
            () = life.ended() => return,
            admitted = timeout(HANDSHAKE, self.admit(stream)) => admitted,
        };
        if let Ok(Some(sender)) = admitted {
            self.relay(sender, &life).await;
        }
    }
}
