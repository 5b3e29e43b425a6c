//! Opening, running and closing a [`Swarm`].

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use futures::future::OptionFuture;
use iroh::endpoint::{BindError, NetReportConfig, QuicTransportConfig, presets};
use iroh::{Endpoint, RelayMap, RelayMode, SecretKey};
use maloca_fault::Fault;
use maloca_nodes::wire::{JOIN, MEMBERS};
use maloca_nodes::{Card, NodeKey, Refused};
use tokio::sync::Mutex;
use tokio::time::timeout;

use crate::guard::Guard;
use crate::ports::Ports;
use crate::shared::Shared;
use crate::{dial, door, keep, nearby, relays, spread, transfers};

/// How many streams for news one side may open in a connection.
const NEWS: u32 = 4;
/// How many questions one side may have open.
const QUESTIONS: u32 = 256;
/// How many bytes may be on their way in one stream: 1 Gbit/s for 50 ms and a little more.
const STREAM_WINDOW: u32 = 8 * 1024 * 1024;
/// How many in one connection; so much memory one member can take at most, each way.
const WINDOW: u32 = 16 * 1024 * 1024;
/// After how long of silence a connection is dead; iroh sends something every five seconds.
const SILENCE: Duration = Duration::from_secs(15);
/// How long closing may take.
const FAREWELL: Duration = Duration::from_secs(3);

/// A node among the others of its group. Clones are the same node.
#[derive(Clone)]
pub struct Swarm {
    pub(crate) shared: Arc<Shared>,
    /// `None` when the door for other nodes is shut.
    pub(crate) endpoint: Option<Endpoint>,
    /// Whether it looks for others on its own network.
    nearby: bool,
    /// One ticket is tried at a time.
    pub(crate) joining: Arc<Mutex<()>>,
    /// One fetch is begun at a time.
    pub(crate) beginning: Arc<Mutex<()>>,
    /// The files of all folders that are kept are counted for one at a time.
    pub(crate) counting: Arc<Mutex<()>>,
}

/// Why the door for other nodes cannot be opened.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct CannotBind(String);

impl Swarm {
    /// The node of this key with its door shut: it knows its group and calls nobody.
    ///
    /// # Errors
    /// When the ledger fails, or the fetches that were begun cannot be read.
    pub async fn load(secret: &[u8; 32], ports: Ports) -> Result<Self, Fault<Refused>> {
        let errands = ports.errands.open().await.map_err(|fault| fault.map(|no| match no {}))?;
        let shared = Arc::new(Shared::load(NodeKey::from_bytes(secret), ports).await?);
        errands.into_iter().for_each(|errand| drop(shared.transfers.add(errand)));
        let (joining, beginning, counting) = Default::default();
        Ok(Self { shared, endpoint: None, nearby: false, joining, beginning, counting })
    }

    /// Says what this node tells of itself. It counts once.
    pub fn introduce(&self, card: Card) {
        self.shared.introduce(card);
    }

    /// Opens its door, on UDP, and returns where. What happens there waits for [`Swarm::run`].
    ///
    /// # Errors
    /// When the address cannot be had.
    pub async fn bind(
        &mut self,
        secret: &[u8; 32],
        at: SocketAddr,
    ) -> Result<SocketAddr, CannotBind> {
        let said = |error: &dyn std::error::Error| CannotBind(chain(error));
        let builder = Endpoint::builder(presets::Minimal)
            .secret_key(SecretKey::from_bytes(secret))
            .alpns(vec![MEMBERS.to_vec(), JOIN.to_vec()])
            // Relays of members come and go; without one nobody is asked for anything.
            .relay_mode(RelayMode::Custom(RelayMap::empty()))
            .net_report_config(probes())
            .transport_config(transport())
            .hooks(Guard(Arc::clone(&self.shared)))
            .clear_ip_transports();
        let mut builder = builder.bind_addr(at).map_err(|error| said(&error))?;
        if let Some(also) = also(at) {
            builder = builder.bind_addr(also).map_err(|error| said(&error))?;
        }
        let endpoint = builder.bind().await.map_err(|error: BindError| said(&error))?;
        let sockets = endpoint.bound_sockets();
        let bound = sockets.iter().find(|socket| socket.is_ipv4() == at.is_ipv4());
        let bound = bound.copied().unwrap_or(at);
        self.endpoint = Some(endpoint);
        Ok(bound)
    }

    /// Finds the others on its own network by multicast, too, once it runs.
    pub fn look_nearby(&mut self) {
        self.nearby = true;
    }

    /// Takes and makes connections, and fetches what is to be fetched, until it is dropped. It runs once.
    pub async fn run(&self) {
        let Some(endpoint) = &self.endpoint else { return };
        let shared = || Arc::clone(&self.shared);
        let _ends_with_this = self.shared.life.clone().drop_guard();
        tokio::join!(
            door::receive(shared(), endpoint.clone()),
            dial::dial(shared(), endpoint.clone()),
            relays::choose(shared(), endpoint.clone()),
            OptionFuture::from(self.nearby.then(|| nearby::listen(shared(), endpoint.clone()))),
            spread::run(shared()),
            keep::run(self),
            transfers::work(&self.shared),
        );
    }

    /// Takes leave of all others.
    pub async fn close(&self) {
        if let Some(endpoint) = &self.endpoint {
            let _ = timeout(FAREWELL, endpoint.close()).await;
        }
    }
}

/// A socket for all of IPv6 takes no IPv4 here, other than in TCP doors: it gets one beside it.
fn also(at: SocketAddr) -> Option<SocketAddr> {
    let is_all = at.ip() == IpAddr::from(Ipv6Addr::UNSPECIFIED) && at.port() != 0;
    is_all.then(|| SocketAddr::from((Ipv4Addr::UNSPECIFIED, at.port())))
}

/// Relays are asked how far they are, and not for the page by which captive portals are found: it would be
/// on another port of their machine.
fn probes() -> NetReportConfig {
    let mut probes = NetReportConfig::default();
    probes.captive_portal_check = false;
    probes
}

fn transport() -> QuicTransportConfig {
    let config = QuicTransportConfig::builder()
        .max_concurrent_uni_streams(NEWS.into())
        .max_concurrent_bidi_streams(QUESTIONS.into())
        .stream_receive_window(STREAM_WINDOW.into())
        .receive_window(WINDOW.into())
        .send_window(WINDOW.into());
    let silence = SILENCE.try_into().ok();
    config.max_idle_timeout(silence).build()
}

/// An error with its causes, as one line.
fn chain(error: &dyn std::error::Error) -> String {
    let mut line = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        line = format!("{line}: {error}");
        cause = error.source();
    }
    line
}
