//! From the configuration to a running node.

use std::io;
use std::net::SocketAddr;
use std::path::Path;

use maloca_nodes::Card;
use maloca_swarm::{Ports, Swarm};

use crate::announce;
use crate::config::{Config, Switch};
use crate::hall::Hall;
use crate::start::StartError;

/// The node of this house, and where its door is, if it is open.
///
/// # Errors
/// When the key cannot be had, the ledger fails, or an address that somebody asked for is taken.
pub async fn open(
    config: &Config,
    ports: Ports,
) -> Result<(Swarm, Option<SocketAddr>), StartError> {
    let path = config.data.value.join("node.key");
    let secret =
        maloca_swarm::secret(&path).map_err(|source| StartError::NodeKey { path, source })?;
    let mut swarm = Swarm::load(&secret, ports).await.map_err(|fault| StartError::Database {
        path: config.data.value.join("maloca.db"),
        reason: fault.to_string(),
    })?;
    let at = bind(config, &mut swarm, &secret).await?;
    let addresses = at.map(|at| announce::others_reach(config, at)).unwrap_or_default();
    swarm.introduce(Card::new(&machine(), env!("CARGO_PKG_VERSION"), addresses));
    Ok((swarm, at))
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
        bound => bound.map(Some),
    }
}

/// What people call this machine.
fn machine() -> String {
    let name = std::fs::read_to_string(Path::new("/proc/sys/kernel/hostname"));
    name.map(|name| name.trim().to_owned()).unwrap_or_default()
}

/// Lets the node talk, and try the tickets of the start, until the house ends.
pub fn run(hall: &Hall, swarm: Swarm) {
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
