//! Real houses: a node with its database and its tree.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use maloca_files::Hash;
use maloca_nodes::network::{Phase, Transfer};
use maloca_nodes::{Card, Link, Network, NodeId, NodeKey, Nodes, Ticket, Wish};
use maloca_people::Caller;
use maloca_store::{Sharing, Store};
use maloca_swarm::{Ports, Swarm};
use maloca_tree::DiskTree;
use tempfile::TempDir;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep};

use crate::house::{Open, id, open};

/// How long anything may take before the test calls it hung.
const HANG: Duration = Duration::from_secs(30);

pub const HOUSE: Caller = Caller::house();

/// A running house.
pub struct Node {
    pub swarm: Swarm,
    pub id: NodeId,
    pub relay: Option<Open>,
    dir: TempDir,
    _running: JoinSet<()>,
}

impl Node {
    /// A house that is reached at this address alone, and runs a relay or none.
    pub async fn at(number: u8, at: SocketAddr, has_relay: bool) -> Self {
        let (dir, secret) = (tempfile::tempdir().unwrap(), [number; 32]);
        let store = Store::open(dir.path().join("maloca.db")).await.unwrap();
        let root = dir.path().join("files");
        std::fs::create_dir(&root).unwrap();
        let tree = Arc::new(DiskTree::open(&root).unwrap());
        let shelves = store.catalogue(NodeKey::from_bytes(&secret), Sharing::Everything).await;
        let shelves = Arc::new(shelves.unwrap());
        let ports = Ports {
            ledger: Arc::new(store),
            catalogue: shelves.clone(),
            prints: shelves.clone(),
            vault: tree.clone(),
            keeps: shelves.clone(),
            errands: shelves.clone(),
        };
        let mut swarm = Swarm::load(&secret, ports).await.unwrap();
        let at = swarm.bind(&secret, at).await.unwrap();
        let relay = if has_relay { Some(open(Arc::new(swarm.clone())).await) } else { None };
        let card = Card::new(&format!("node {number}"), "1", reached(at));
        swarm.introduce(card.with_relay(relay.iter().map(|relay| relay.at).collect()));
        let mut running = JoinSet::new();
        running.spawn(tree.journal(shelves));
        let runs = swarm.clone();
        running.spawn(async move { runs.run().await });
        Self { swarm, id: id(number), relay, dir, _running: running }
    }

    pub async fn ticket(&self) -> Ticket {
        self.swarm.invite(&HOUSE, Wish::default()).await.unwrap()
    }

    /// Waits until it is connected with a node, in a way that is so.
    pub async fn sees(&self, other: &Node, so: impl Fn(&Link) -> bool) -> Link {
        let began = Instant::now();
        loop {
            let group = self.swarm.look(&HOUSE).await.unwrap();
            let peer = group.peers.iter().find(|peer| peer.id == other.id);
            match peer.and_then(|peer| peer.link.clone()) {
                Some(link) if so(&link) => return link,
                link => assert!(began.elapsed() < HANG, "{link:?}"),
            }
            sleep(Duration::from_millis(20)).await;
        }
    }

    /// Puts a file into its tree.
    pub fn drop_in(&self, name: &str, bytes: &[u8]) {
        std::fs::write(self.dir.path().join("files").join(name), bytes).unwrap();
    }

    /// What is under a name in its tree.
    pub fn read(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.dir.path().join("files").join(name)).unwrap()
    }

    /// Waits until it knows a file that another shares.
    pub async fn finds(&self, hash: &Hash) {
        let began = Instant::now();
        while self.swarm.holders(&HOUSE, hash).await.unwrap().is_empty() {
            assert!(began.elapsed() < HANG, "{hash} is not found");
            sleep(Duration::from_millis(20)).await;
        }
    }

    /// Fetches a file, and waits for the end of that.
    pub async fn fetch(&self, hash: &Hash) -> Transfer {
        let begun = self.swarm.fetch(&HOUSE, hash, None).await.unwrap();
        let began = Instant::now();
        loop {
            let transfer = self.swarm.transfer(&HOUSE, begun.id).await.unwrap();
            if !matches!(transfer.phase, Phase::Waiting | Phase::Fetching) {
                return transfer;
            }
            assert!(began.elapsed() < HANG, "{transfer:#?}");
            sleep(Duration::from_millis(20)).await;
        }
    }
}

/// Where others reach a socket on this machine.
fn reached(at: SocketAddr) -> Vec<SocketAddr> {
    match at.ip().is_unspecified() {
        true => vec![
            ([127, 0, 0, 1], at.port()).into(),
            (std::net::Ipv6Addr::LOCALHOST, at.port()).into(),
        ],
        false => vec![at],
    }
}
