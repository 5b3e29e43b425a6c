//! From the configuration to a running node.

use std::fmt::Display;
use std::io;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;

use maloca_grpc::Group;
use maloca_nodes::logs::Reading;
use maloca_nodes::{Card, NodeKey, Nodes};
use maloca_store::{Sharing, Shelves, Store};
use maloca_swarm::{Ports, Swarm};
use maloca_tree::DiskTree;

use crate::announce;
use crate::config::{Config, Switch, Tls};
use crate::hall::Hall;
use crate::start::StartError;

/// The node of this house.
pub struct Opened {
    /// It among the others.
    pub swarm: Swarm,
    /// What all of them share.
    pub shelves: Shelves,
    /// Where its door is, if it is open.
    pub at: Option<SocketAddr>,
}

impl Opened {
    /// It as doors see it.
    pub fn group(&self) -> Group {
        let nodes: Arc<dyn Nodes> = Arc::new(self.swarm.clone());
        let logs = Reading::new(Arc::new(self.shelves.clone()), nodes.clone());
        Group { nodes, network: Arc::new(self.swarm.clone()), logs: Arc::new(logs) }
    }
}

/// The doors of this house, over TCP, of which its node tells the others.
#[derive(Clone, Copy, Debug)]
pub struct Reached {
    /// The web door.
    pub web: SocketAddr,
    /// The relay, if there is one.
    pub relay: Option<SocketAddr>,
}

/// Opens the node of this house, which tells the others of these doors.
///
/// # Errors
/// When the key cannot be had, the database fails, or an address that somebody asked for is taken.
pub async fn open(
    config: &Config,
    store: &Store,
    tree: &Arc<DiskTree>,
    Reached { web, relay }: Reached,
) -> Result<Opened, StartError> {
    let path = config.data.value.join("node.key");
    let secret =
        maloca_swarm::secret(&path).map_err(|source| StartError::NodeKey { path, source })?;
    let sharing = config.share.value.clone().map_or(Sharing::Everything, Sharing::Folders);
    let shelves = store.catalogue(NodeKey::from_bytes(&secret), sharing).await;
    let shelves = shelves.map_err(|fault| broken(config, &fault))?;
    let ports = Ports {
        ledger: Arc::new(store.clone()),
        catalogue: Arc::new(shelves.clone()),
        prints: Arc::new(shelves.clone()),
        vault: tree.clone(),
        keeps: Arc::new(shelves.clone()),
        errands: Arc::new(shelves.clone()),
    };
    let swarm = Swarm::load(&secret, ports).await;
    let mut swarm = swarm.map_err(|fault| broken(config, &fault))?;
    let at = bind(config, &mut swarm, &secret).await?;
    let known = |door: Option<SocketAddr>| {
        door.map(|door| announce::others_reach(config, door)).unwrap_or_default()
    };
    let card = Card::new(&machine(), env!("CARGO_PKG_VERSION"), known(at));
    swarm.introduce(card.with_web(web_door(config, web)).with_relay(known(relay)));
    Ok(Opened { swarm, shelves, at })
}

/// Where other houses may ask for slices: they know no certificate that they could ask for.
fn web_door(config: &Config, web: SocketAddr) -> Vec<SocketAddr> {
    match config.tls.value {
        Tls::Off => announce::others_reach(config, web),
        _ => Vec::new(),
    }
}

fn broken(config: &Config, reason: &impl Display) -> StartError {
    let path = config.data.value.join("maloca.db");
    StartError::Database { path, reason: reason.to_string() }
}

/// Opens the door as the other gateways are: a default port that is taken leaves it shut.
async fn bind(
    config: &Config,
    swarm: &mut Swarm,
    secret: &[u8; 32],
) -> Result<Option<SocketAddr>, StartError> {
    let Switch::On(address) = config.peers.value else { return Ok(None) };
    let taken = |error| {
        let source = io::Error::other(error);
        StartError::Taken { flag: "--peers", address, source }
    };
    match swarm.bind(secret, address).await.map_err(taken) {
        Err(error) if !config.peers.is_explicit() => {
            tracing::warn!("{error}\nThis door stays shut.");
            Ok(None)
        }
        bound => {
            if config.mdns.value && !address.ip().is_loopback() {
                swarm.look_nearby();
            }
            bound.map(Some)
        }
    }
}

/// What people call this machine.
fn machine() -> String {
    let name = std::fs::read_to_string(Path::new("/proc/sys/kernel/hostname"));
    name.map(|name| name.trim().to_owned()).unwrap_or_default()
}

/// Keeps what is known of the tree true, lets the node talk, and tries the tickets of the start, until the
/// house ends.
pub fn run(hall: &Hall, Opened { swarm, shelves, .. }: Opened, tree: &DiskTree) {
    let (life, journal) = (hall.life.clone(), tree.journal(Arc::new(shelves)));
    hall.life.spawn(async move {
        tokio::select! {
            () = life.ended() => {}
            () = journal => {}
        }
    });
    let (life, tickets) = (hall.life.clone(), hall.config.join.value.clone());
    hall.life.spawn(async move {
        let following = async {
            swarm.follow(tickets).await;
            std::future::pending::<()>().await;
        };
        tokio::select! {
            () = life.ended() => {}
            () = swarm.run() => {}
            () = following => {}
        }
        swarm.close().await;
    });
}
