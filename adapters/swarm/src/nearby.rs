//! Members on the same network, found by multicast DNS (RFC 6762, 6763): where they are now, whatever
//! address they had before. Nobody is believed: whoever answers at an address has to prove its key.

use std::net::SocketAddr;
use std::sync::Arc;

use futures::StreamExt;
use iroh::Endpoint;
use iroh_mdns_address_lookup::{DiscoveryEvent, MdnsAddressLookup};
use maloca_nodes::NodeId;

use crate::shared::Shared;

/// The name under which houses look for one another: they hear no other programs.
const SERVICE: &str = "maloca";
/// How many addresses of one node are tried.
const MOST: usize = 8;

/// Says where this node is, and hears where others are, until it is dropped.
pub(crate) async fn listen(shared: Arc<Shared>, endpoint: Endpoint) {
    let found = MdnsAddressLookup::builder().service_name(SERVICE).build(endpoint.id());
    let (Ok(service), Ok(lookups)) = (found, endpoint.address_lookup()) else {
        tracing::info!("this network has no multicast; houses are called where they were");
        return;
    };
    lookups.add(service.clone());
    let mut events = service.subscribe().await;
    while let Some(event) = events.next().await {
        if let DiscoveryEvent::Discovered { endpoint_info, .. } = event {
            let node = NodeId(*endpoint_info.endpoint_id.as_bytes());
            shared.found(&node, endpoint_info.ip_addrs().copied().take(MOST).collect());
        }
    }
}

impl Shared {
    /// Remembers where a member was found, and calls it there.
    fn found(&self, node: &NodeId, at: Vec<SocketAddr>) {
        if !self.is_member(node) {
            return;
        }
        let is_new = {
            let mut state = self.state();
            let met = state.contacts.entry(*node).or_default();
            std::mem::replace(&mut met.nearby, at.clone()) != at
        };
        if is_new {
            self.ring();
        }
    }
}
