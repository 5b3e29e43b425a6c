//! The address, scheme and host of a visitor, seen through trusted proxies.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use axum::extract::{ConnectInfo, Request};
use axum::http::{HeaderMap, header};
use ipnet::IpNet;

use crate::web::tls::Encrypted;

/// Where a visitor is and how they reached the house.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Client {
    /// Their address.
    pub address: IpAddr,
    /// Whether their connection is encrypted.
    pub secure: bool,
    /// The host and port that they asked for.
    pub authority: String,
}

impl Client {
    /// Reads it off a request. `X-Forwarded-*` is believed from the given networks only.
    pub fn of(request: &Request, trusted: &[IpNet]) -> Self {
        let peer = request
            .extensions()
            .get::<ConnectInfo<SocketAddr>>()
            .map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |ConnectInfo(peer)| {
                peer.ip().to_canonical()
            });
        let headers = request.headers();
        let authority = request
            .uri()
            .authority()
            .map(|authority| authority.as_str())
            .or_else(|| text(headers, header::HOST.as_str()))
            .unwrap_or("localhost");
        let secure = request.extensions().get::<Encrypted>().is_some();
        let direct = Self { address: peer, secure, authority: authority.to_owned() };
        if trusts(trusted, peer) { direct.forwarded(headers, trusted) } else { direct }
    }

    /// What the chain of trusted proxies says: the last address that none of them vouches for.
    fn forwarded(self, headers: &HeaderMap, trusted: &[IpNet]) -> Self {
        let hops = headers
            .get_all("x-forwarded-for")
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(','))
            .map_while(|hop| hop.trim().parse::<IpAddr>().ok())
            .collect::<Vec<_>>();
        let address = hops.iter().rev().find(|hop| !trusts(trusted, **hop)).or(hops.first());
        Self {
            address: address.copied().unwrap_or(self.address),
            secure: match text(headers, "x-forwarded-proto") {
                Some(scheme) => scheme == "https",
                None => self.secure,
            },
            authority: text(headers, "x-forwarded-host").unwrap_or(&self.authority).to_owned(),
        }
    }

    /// The address under which they reached the house, as a URL without a slash at the end.
    pub fn origin(&self) -> String {
        format!("http{}://{}", if self.secure { "s" } else { "" }, self.authority)
    }
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name)?.to_str().ok()
}

fn trusts(trusted: &[IpNet], address: IpAddr) -> bool {
    trusted.iter().any(|network| network.contains(&address))
}

#[cfg(test)]
mod tests {
    use axum::body::Body;

    use super::*;

    fn request(peer: &str) -> Request {
        let peer: SocketAddr = format!("{peer}:1").parse().unwrap();
        Request::builder()
            .header("host", "house:3000")
            .header("x-forwarded-for", "6.6.6.6, 203.0.113.9, 10.0.0.2")
            .header("x-forwarded-proto", "https")
            .extension(ConnectInfo(peer))
            .body(Body::empty())
            .unwrap()
    }

    #[test]
    fn forwarded_headers_of_a_stranger_are_not_believed() {
        let client = Client::of(&request("198.51.100.1"), &["10.0.0.0/8".parse().unwrap()]);
        assert_eq!(client.address.to_string(), "198.51.100.1");
        assert_eq!(client.origin(), "http://house:3000");
    }

    #[test]
    fn behind_trusted_proxies_the_last_untrusted_address_is_the_visitor() {
        let client = Client::of(&request("10.0.0.1"), &["10.0.0.0/8".parse().unwrap()]);
        assert_eq!(client.address.to_string(), "203.0.113.9");
        assert_eq!(client.origin(), "https://house:3000");
    }
}
