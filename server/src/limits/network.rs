//! What counts as one address.

use std::net::{IpAddr, Ipv6Addr};

/// The network that one household or machine has for itself: an IPv4 address, or the first 64 bits of
/// an IPv6 one, of which anybody can use all the rest (RFC 6177, RFC 8981).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Network(IpAddr);

impl From<IpAddr> for Network {
    fn from(address: IpAddr) -> Self {
        Self(match address.to_canonical() {
            IpAddr::V6(address) => {
                let [a, b, c, d, ..] = address.segments();
                Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0).into()
            }
            v4 => v4,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_one(a: &str, b: &str) -> bool {
        let network = |text: &str| Network::from(text.parse::<IpAddr>().unwrap());
        network(a) == network(b)
    }

    #[test]
    fn the_addresses_of_one_ipv6_network_count_as_one() {
        assert!(is_one("2001:db8:0:1::1", "2001:db8:0:1:ffff::2"));
        assert!(!is_one("2001:db8:0:1::1", "2001:db8:0:2::1"));
    }

    #[test]
    fn an_ipv4_address_counts_as_itself_however_it_is_written() {
        assert!(is_one("192.0.2.1", "::ffff:192.0.2.1"));
        assert!(!is_one("192.0.2.1", "::ffff:192.0.2.2"));
        assert!(!is_one("192.0.2.1", "192.0.2.2"));
    }
}
