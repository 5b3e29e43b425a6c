//! How many connections each address has.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};

use ipnet::IpNet;

use crate::limits::Network;

/// Counts the open connections of each address.
pub struct Crowd {
    most: usize,
    /// All who come through a proxy have its address.
    proxies: Vec<IpNet>,
    counts: Counts,
}

type Counts = Arc<Mutex<HashMap<Network, usize>>>;

/// One connection's place; given back when it is dropped.
#[derive(Debug)]
pub struct Place(Option<(Counts, Network)>);

impl Crowd {
    /// A crowd in which each address but these proxies' has at most so many connections.
    pub fn new(most: usize, proxies: Vec<IpNet>) -> Self {
        Self { most, proxies, counts: Counts::default() }
    }

    /// A place for a connection from this address, unless it has all it can have.
    pub fn enter(&self, address: IpAddr) -> Option<Place> {
        let address = address.to_canonical();
        if self.proxies.iter().any(|network| network.contains(&address)) {
            return Some(Place(None));
        }
        let network = Network::from(address);
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        let count = counts.entry(network).or_default();
        if *count >= self.most {
            return None;
        }
        *count += 1;
        Some(Place(Some((Arc::clone(&self.counts), network))))
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let Some((counts, network)) = &self.0 else { return };
        let mut counts = counts.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = counts.get_mut(network) {
            *count -= 1;
            if *count == 0 {
                counts.remove(network);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn crowd() -> Crowd {
        Crowd::new(2, vec!["10.0.0.0/8".parse().unwrap()])
    }

    fn ip(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    #[test]
    fn one_address_cannot_take_the_places_of_others() {
        let crowd = crowd();
        let held = [crowd.enter(ip("192.0.2.1")), crowd.enter(ip("::ffff:192.0.2.1"))];
        assert!(held.iter().all(Option::is_some) && crowd.enter(ip("192.0.2.1")).is_none());
        assert!(crowd.enter(ip("192.0.2.2")).is_some());
    }

    #[test]
    fn a_place_is_free_again_when_its_connection_ends() {
        let crowd = crowd();
        for _ in 0..5 {
            assert!(crowd.enter(ip("2001:db8::1")).is_some());
        }
        assert!(crowd.counts.lock().unwrap().is_empty());
    }

    #[test]
    fn a_trusted_proxy_brings_as_many_as_come() {
        let crowd = crowd();
        let held: Vec<_> = (0..9).map(|_| crowd.enter(ip("10.0.0.1"))).collect();
        assert!(held.iter().all(Option::is_some));
    }
}
