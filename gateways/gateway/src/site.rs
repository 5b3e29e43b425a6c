//! What is ours and what is another site, for doors that browsers can be made to call.
//!
//! A page of another site can make its visitors' browsers send requests to this house, and can point
//! its own name at this machine (DNS rebinding), after which it counts as the same site. It cannot
//! do the latter with an address, with `localhost` or with a name that the owner gave by `--public`.

use std::net::IpAddr;
use std::sync::Arc;

use http::{HeaderMap, Uri, header};

/// The names that this house is known by. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Site {
    origins: Arc<[String]>,
}

impl Site {
    /// A house known by addresses, `localhost` and these origins: `https://house.example`.
    pub fn new(origins: impl IntoIterator<Item = String>) -> Self {
        Self { origins: origins.into_iter().map(|origin| origin.to_ascii_lowercase()).collect() }
    }

    /// Whether the house is known by this host, with or without a port.
    pub fn knows(&self, authority: &str) -> bool {
        let host = host_of(authority);
        let bare = host.trim_start_matches('[').trim_end_matches(']');
        bare.parse::<IpAddr>().is_ok()
            || host == "localhost"
            || host.ends_with(".localhost")
            || self.origins.iter().any(|origin| host_of(after_scheme(origin)) == host)
    }

    /// Whether the page that made a browser send this, if any page did, is one of ours. `same-site`
    /// is another site here: it is what a page on another port of this machine is called, and
    /// cookies do not know ports. The scheme is that of Go 1.25 (`Sec-Fetch-Site`, else `Origin`).
    pub fn sent(&self, uri: &Uri, headers: &HeaderMap) -> bool {
        let text = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or_default());
        match (text("sec-fetch-site"), text(header::ORIGIN.as_str())) {
            (Some(site), _) => matches!(site, "same-origin" | "none"),
            (None, None) => true,
            (None, Some(origin)) => {
                asked_for(uri, headers).is_some_and(|host| after_scheme(origin) == host)
                    || self.origins.iter().any(|own| own.eq_ignore_ascii_case(origin))
            }
        }
    }

    /// Whether a request may come in: no other site sent it, and it asks for a name of this house,
    /// unless it comes from a program, which nobody can point at other names.
    pub fn admits(&self, uri: &Uri, headers: &HeaderMap) -> bool {
        let asks_for_us = all_asked_for(uri, headers).all(|name| self.knows(name));
        (asks_for_us || !may_be_a_browser(headers)) && self.sent(uri, headers)
    }
}

/// Browsers say which codings they take, and no page can keep them from it: the Fetch standard counts
/// `Accept-Encoding` among the forbidden request headers.
fn may_be_a_browser(headers: &HeaderMap) -> bool {
    let codings = headers.get(header::ACCEPT_ENCODING).map(|value| value.as_bytes());
    codings.is_some_and(|codings| !codings.eq_ignore_ascii_case(b"identity"))
}

/// The host and port that a request asks for. HTTP/1.0 knows none; a browser always names one.
pub fn asked_for<'a>(uri: &'a Uri, headers: &'a HeaderMap) -> Option<&'a str> {
    match uri.authority() {
        Some(authority) => Some(authority.as_str()),
        None => headers.get(header::HOST)?.to_str().ok(),
    }
}

/// All hosts that a request asks for: a well-formed one has at most one, and what passes it on may
/// look at another than this house does (RFC 9112 §3.2). One that is no text is empty.
pub fn all_asked_for<'a>(uri: &'a Uri, headers: &'a HeaderMap) -> impl Iterator<Item = &'a str> {
    let authority = uri.authority().map(|authority| authority.as_str());
    let hosts = authority.is_none().then(|| headers.get_all(header::HOST)).into_iter().flatten();
    authority.into_iter().chain(hosts.map(|host| host.to_str().unwrap_or_default()))
}

/// The host of an authority (`name:port`, `[v6]:port`), in lower case.
pub fn host_of(authority: &str) -> String {
    let host = match authority.rfind(']') {
        Some(end) => &authority[..=end],
        None => authority.split(':').next().unwrap_or(authority),
    };
    host.trim_end_matches('.').to_ascii_lowercase()
}

fn after_scheme(origin: &str) -> &str {
    origin.split_once("://").map_or("", |(_, authority)| authority)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_may_call_the_house_as_it_likes() {
        for codings in [None, Some(("accept-encoding", "identity"))] {
            let pairs: Vec<_> = codings.into_iter().chain([("host", "server:1543")]).collect();
            assert!(admits(&pairs));
        }
    }

    fn admits(pairs: &[(&'static str, &'static str)]) -> bool {
        let mut headers = HeaderMap::new();
        headers.insert("host", "192.0.2.1:1543".parse().unwrap());
        for (name, value) in pairs {
            headers.insert(*name, value.parse().unwrap());
        }
        let site = Site::new(["https://House.example".to_owned()]);
        site.admits(&Uri::from_static("/ws"), &headers)
    }

    #[test]
    fn what_another_site_sends_is_not_admitted_and_what_a_visitor_types_is() {
        assert!(admits(&[]));
        assert!(admits(&[("sec-fetch-site", "none")]));
        assert!(admits(&[("sec-fetch-site", "same-origin"), ("origin", "http://192.0.2.1:1543")]));
        assert!(admits(&[("origin", "http://192.0.2.1:1543")]));
        assert!(admits(&[("origin", "https://house.example")]));
        for site in ["cross-site", "same-site", "", "ñ"] {
            assert!(!admits(&[("sec-fetch-site", site), ("origin", "http://192.0.2.1:1543")]));
        }
        for origin in ["http://b:1543", "http://192.0.2.1:3000", "http://192.0.2.1", "null", ""] {
            assert!(!admits(&[("origin", origin)]), "{origin}");
        }
    }

    #[test]
    fn only_addresses_localhost_and_the_owners_names_are_known() {
        let known =
            ["127.0.0.1", "[::1]:80", "localhost:3000", "a.localhost", "house.example:8443"];
        for host in known {
            assert!(admits(&[("host", host)]), "{host}");
        }
        for host in ["evil.example", "house.example.evil.example", "", "127.0.0.1.evil.example"] {
            let browser = ("accept-encoding", "gzip, deflate");
            assert!(!admits(&[("host", host), browser]), "{host}");
            assert!(!admits(&[("host", host), ("origin", "http://b:1543")]), "{host}");
        }
    }
}
