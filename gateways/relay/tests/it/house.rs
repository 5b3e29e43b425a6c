//! An open relay, and clients that speak its protocol.

use std::collections::HashSet;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use futures::{SinkExt, StreamExt};
use iroh::SecretKey;
use iroh::dns::DnsResolver;
use iroh_relay::client::{Client, ClientBuilder, ConnectError};
use iroh_relay::protos::relay::{ClientToRelayMsg, Datagrams, RelayToClientMsg};
use iroh_relay::tls::{CaTlsConfig, default_provider};
use maloca_gateway::{Life, Tally, accept};
use maloca_nodes::{NodeId, NodeKey, Relayed};
use maloca_relay::{LIMITS, Relay};
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::time::timeout;

/// Longer than anything here takes; only a hang reaches it.
const HANG: Duration = Duration::from_secs(20);

/// Whom a house admits that is made up.
pub struct Members(pub watch::Sender<HashSet<NodeId>>);

#[async_trait]
impl Relayed for Members {
    fn host(&self) -> NodeId {
        id(0)
    }

    async fn admits(&self, node: NodeId) -> bool {
        self.0.borrow().contains(&node)
    }

    async fn excluded(&self, node: NodeId) {
        let _ = self.0.subscribe().wait_for(|members| !members.contains(&node)).await;
    }
}

/// An open relay.
pub struct Open {
    pub at: SocketAddr,
    pub life: Life,
    pub tally: Tally,
}

/// Opens a relay for those whom `members` admits.
pub async fn open(members: Arc<dyn Relayed>) -> Open {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let at = listener.local_addr().unwrap();
    let (life, tally) = (Life::new(), Tally::new("relay"));
    let door = Arc::new(Relay::new(members, tally.clone()));
    life.spawn(accept(door, listener, LIMITS, tally.clone(), life.clone()));
    Open { at, life, tally }
}

/// A relay of a house that admits the nodes of these numbers.
pub async fn open_for(numbers: &[u8]) -> (Open, Arc<Members>) {
    let members = numbers.iter().map(|number| id(*number)).collect();
    let members = Arc::new(Members(watch::Sender::new(members)));
    (open(members.clone()).await, members)
}

/// The node of this number.
pub fn id(number: u8) -> NodeId {
    NodeKey::from_bytes(&[number; 32]).id()
}

/// A client of the relay.
#[derive(Debug)]
pub struct Sender(Client);

impl Sender {
    /// The node of this number connects.
    pub async fn connect(at: SocketAddr, number: u8) -> Result<Self, ConnectError> {
        let url: iroh::RelayUrl = format!("http://{at}").parse().unwrap();
        let key = SecretKey::from_bytes(&[number; 32]);
        let tls = CaTlsConfig::default().client_config(default_provider()).unwrap();
        let client = ClientBuilder::new(url, key, DnsResolver::new()).tls_client_config(tls);
        timeout(HANG, client.connect()).await.unwrap().map(Self)
    }

    /// Sends a packet to the node of a number.
    pub async fn send(&mut self, to: u8, bytes: &[u8]) {
        let to = SecretKey::from_bytes(&[to; 32]).public();
        let datagrams = Datagrams::from(Bytes::copy_from_slice(bytes));
        self.0.send(ClientToRelayMsg::Datagrams { dst_endpoint_id: to, datagrams }).await.unwrap();
    }

    /// The next packet, and from whom; `None` when the relay ended the connection.
    pub async fn next(&mut self) -> Option<(NodeId, Bytes)> {
        loop {
            match timeout(HANG, self.0.next()).await.unwrap()?.ok()? {
                RelayToClientMsg::Datagrams { remote_endpoint_id, datagrams } => {
                    return Some((NodeId(*remote_endpoint_id.as_bytes()), datagrams.contents));
                }
                RelayToClientMsg::Ping(data) => {
                    self.0.send(ClientToRelayMsg::Pong(data)).await.unwrap();
                }
                _ => {}
            }
        }
    }
}
