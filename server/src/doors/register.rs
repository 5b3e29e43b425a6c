//! What is counted at each door, and where each is.

use std::sync::OnceLock;

use maloca_gateway::Tally;

use crate::announce::Addresses;

/// The counts of every door; the addresses are known once all are open. What the doors of the web
/// port have in common (connections, bytes) is counted at the web door.
#[derive(Debug)]
pub struct Register {
    /// The web port: connections, bytes, all requests.
    pub web: Tally,
    /// The REST API: requests.
    pub rest: Tally,
    /// WebSockets and streams of events: how many.
    pub live: Tally,
    /// HFTP.
    pub hftp: Tally,
    /// HTTP/0.9.
    pub http09: Tally,
    /// The labs.
    pub labs: Tally,
    /// gRPC, on both ports.
    pub grpc: Tally,
    /// The relay.
    pub relay: Tally,
    addresses: OnceLock<Addresses>,
}

impl Register {
    /// Nothing counted, nothing open.
    pub fn new(grpc: Tally) -> Self {
        Self {
            web: Tally::new("web"),
            rest: Tally::new("rest"),
            live: Tally::new("live"),
            hftp: Tally::new("hftp"),
            http09: Tally::new("http09"),
            labs: Tally::new("labs"),
            grpc,
            relay: Tally::new("relay"),
            addresses: OnceLock::new(),
        }
    }

    /// Everything is open.
    pub fn opened(&self, addresses: Addresses) {
        // The house opens once; a second time would tell the same.
        let _ = self.addresses.set(addresses);
    }

    /// Where each door is; none before all are open.
    pub fn addresses(&self) -> Addresses {
        self.addresses.get().copied().unwrap_or_default()
    }
}
