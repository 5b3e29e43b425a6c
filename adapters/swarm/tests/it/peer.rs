//! A node of one's own.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use maloca_nodes::{Card, Group, NodeId, NodeKey, Nodes, Ticket, Wish};
use maloca_people::Caller;
use maloca_store::Store;
use maloca_swarm::Swarm;
use tempfile::TempDir;
use tokio::task::JoinHandle;
use tokio::time::{Instant, sleep};

/// How long anything may take before the test calls it hung.
const HANG: Duration = Duration::from_secs(20);

/// A running node.
pub struct Peer {
    pub swarm: Swarm,
    pub at: SocketAddr,
    pub key: NodeKey,
    store: Store,
    dir: TempDir,
    running: JoinHandle<()>,
}

pub const HOUSE: Caller = Caller::house();

impl Peer {
    /// A node with a group of its own.
    pub async fn new(number: u8) -> Self {
        Self::at(number, ([127, 0, 0, 1], 0).into()).await
    }

    /// One whose door is here.
    pub async fn at(number: u8, at: SocketAddr) -> Self {
        Self::of(tempfile::tempdir().unwrap(), number, at).await
    }

    async fn of(dir: TempDir, number: u8, at: SocketAddr) -> Self {
        let store = Store::open(dir.path().join("maloca.db")).await.unwrap();
        let secret = [number; 32];
        let mut swarm = Swarm::load(&secret, Arc::new(store.clone())).await.unwrap();
        let at = swarm.open(&secret, at).await.unwrap();
        swarm.introduce(Card::new(&format!("node {number}"), "1", vec![at]));
        let running = swarm.clone();
        let running = tokio::spawn(async move { running.run().await });
        Self { swarm, at, key: NodeKey::from_bytes(&secret), store, dir, running }
    }

    /// Ends without a word, and begins anew with what it wrote down, at another port.
    pub async fn reopened(self, number: u8) -> Self {
        Self::of(self.ended().await, number, ([127, 0, 0, 1], 0).into()).await
    }

    /// Ends, and leaves what it wrote down.
    pub async fn ended(self) -> TempDir {
        self.running.abort();
        let _ = self.running.await;
        self.swarm.close().await;
        self.store.close().await;
        self.dir
    }

    pub fn id(&self) -> NodeId {
        self.key.id()
    }

    pub async fn ticket(&self) -> Ticket {
        self.swarm.invite(&HOUSE, Wish::default()).await.unwrap()
    }

    pub async fn look(&self) -> Group {
        self.swarm.look(&HOUSE).await.unwrap()
    }

    /// Waits until it is connected with exactly these.
    pub async fn sees(&self, others: &[&Peer]) {
        let mut expected: Vec<_> = others.iter().map(|other| other.id()).collect();
        expected.sort_unstable();
        let connected = |group: &Group| {
            let linked = group.peers.iter().filter(|peer| peer.link.is_some());
            linked.map(|peer| peer.id).collect::<Vec<_>>() == expected
        };
        self.until(connected).await;
    }

    /// Waits until its group is so.
    pub async fn until(&self, so: impl Fn(&Group) -> bool) {
        let began = Instant::now();
        while !so(&self.look().await) {
            assert!(began.elapsed() < HANG, "{:#?}", self.look().await);
            sleep(Duration::from_millis(20)).await;
        }
    }
}
