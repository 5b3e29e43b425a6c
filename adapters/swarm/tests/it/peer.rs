//! A node of one's own.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use maloca_files::Hash;
use maloca_nodes::network::{Phase, Transfer, TransferId};
use maloca_nodes::{Card, Group, Network, NodeId, NodeKey, Nodes, Ticket, Wish};
use maloca_people::Caller;
use maloca_store::Store;
use maloca_swarm::Swarm;
use tempfile::TempDir;
use tokio::task::JoinHandle;
use tokio::time::{Instant, sleep};

use crate::house::House;

/// How long anything may take before the test calls it hung.
const HANG: Duration = Duration::from_secs(20);

/// A running node.
pub struct Peer {
    pub swarm: Swarm,
    pub at: SocketAddr,
    pub key: NodeKey,
    pub house: House,
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
        Self::of(tempfile::tempdir().unwrap(), number, at, None).await
    }

    pub async fn of(dir: TempDir, number: u8, at: SocketAddr, house: Option<House>) -> Self {
        let store = Store::open(dir.path().join("maloca.db")).await.unwrap();
        let (secret, ledger) = ([number; 32], Arc::new(store.clone()));
        let key = NodeKey::from_bytes(&secret);
        let house = match house {
            Some(house) => house.moved(key, ledger.clone()),
            None => House::new(key, ledger.clone()),
        };
        let mut swarm = Swarm::load(&secret, house.ports(ledger)).await.unwrap();
        let at = swarm.bind(&secret, at).await.unwrap();
        swarm.introduce(Card::new(&format!("node {number}"), "1", vec![at]));
        let running = swarm.clone();
        let running = tokio::spawn(async move { running.run().await });
        Self { swarm, at, key: NodeKey::from_bytes(&secret), house, store, dir, running }
    }

    /// Ends without a word, and begins anew with what it wrote down, at another port.
    pub async fn reopened(self, number: u8) -> Self {
        let house = self.house.clone();
        Self::of(self.ended().await, number, ([127, 0, 0, 1], 0).into(), Some(house)).await
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

    /// Nodes that are all connected with one another.
    pub async fn group<const N: usize>() -> [Self; N] {
        let mut peers = Vec::new();
        for number in 1..=N {
            peers.push(Self::new(u8::try_from(number).unwrap()).await);
        }
        for other in &peers[1..] {
            other.swarm.join(&HOUSE, &peers[0].ticket().await).await.unwrap();
        }
        for peer in &peers {
            let others: Vec<_> = peers.iter().filter(|other| other.id() != peer.id()).collect();
            peer.sees(&others).await;
        }
        peers.try_into().map_err(|_| ()).unwrap()
    }

    /// Waits until it knows that this many share the file.
    pub async fn lists(&self, hash: &Hash, count: usize) {
        let began = Instant::now();
        while self.swarm.holders(&HOUSE, hash).await.unwrap().len() != count {
            assert!(began.elapsed() < HANG, "{hash} is not listed {count} times");
            sleep(Duration::from_millis(5)).await;
        }
    }

    /// Fetches a file, and waits for the end of that.
    pub async fn fetch(&self, hash: &Hash, to: &str) -> Transfer {
        let to = to.parse().unwrap();
        let begun = self.swarm.fetch(&HOUSE, hash, Some(to)).await.unwrap();
        self.ends(begun.id).await
    }

    pub async fn ends(&self, id: TransferId) -> Transfer {
        let ended = |it: &Transfer| !matches!(it.phase, Phase::Waiting | Phase::Fetching);
        self.transfer(id, ended).await
    }

    /// Waits until a fetch is so.
    pub async fn transfer(&self, id: TransferId, so: impl Fn(&Transfer) -> bool) -> Transfer {
        let began = Instant::now();
        loop {
            let transfer = self.swarm.transfer(&HOUSE, id).await.unwrap();
            if so(&transfer) {
                return transfer;
            }
            assert!(began.elapsed() < 2 * HANG, "{transfer:#?}");
            sleep(Duration::from_millis(5)).await;
        }
    }
}
