//! What a node tells of itself. Nobody vouches for it.

use std::net::{IpAddr, SocketAddr};

use serde::{Deserialize, Serialize};

use crate::NodeId;
use crate::ticket::MAX_ADDRESSES;

/// The longest name of a node, in characters.
const MAX_NAME: usize = 64;
/// The most addresses of a web door that a card tells.
pub const MAX_WEB: usize = 4;
/// The most addresses of a relay that a card tells.
pub const MAX_RELAY: usize = 4;

/// A node's own word on itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Told")]
pub struct Card {
    /// What people call the machine; without control or invisible characters, 64 at most.
    pub name: String,
    /// The version of its program.
    pub version: String,
    /// Where it is, best first.
    pub addresses: Vec<SocketAddr>,
    /// Where its web door is by plain HTTP, best first; nothing in the cards of older programs.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub web: Vec<SocketAddr>,
    /// Where its relay is, best first; nothing when it runs none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub relay: Vec<SocketAddr>,
}

/// A node with its card.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// Which node.
    pub node: NodeId,
    /// What it told.
    pub card: Card,
}

/// A card as it arrives: of any length, with any characters.
#[derive(Deserialize)]
struct Told {
    #[serde(default)]
    name: String,
    #[serde(default)]
    version: String,
    #[serde(default)]
    addresses: Vec<SocketAddr>,
    #[serde(default)]
    web: Vec<SocketAddr>,
    #[serde(default)]
    relay: Vec<SocketAddr>,
}

impl From<Told> for Card {
    fn from(Told { name, version, addresses, web, relay }: Told) -> Self {
        Self::new(&name, &version, addresses).with_web(web).with_relay(relay)
    }
}

impl Card {
    /// A card of harmless length and characters.
    pub fn new(name: &str, version: &str, addresses: Vec<SocketAddr>) -> Self {
        let addresses = possible(addresses, MAX_ADDRESSES);
        let (name, version) = (harmless(name), harmless(version));
        Self { name, version, addresses, ..Self::default() }
    }

    /// The same, with where its web door is.
    #[must_use]
    pub fn with_web(self, web: Vec<SocketAddr>) -> Self {
        Self { web: possible(web, MAX_WEB), ..self }
    }

    /// The same, with where its relay is.
    #[must_use]
    pub fn with_relay(self, relay: Vec<SocketAddr>) -> Self {
        Self { relay: possible(relay, MAX_RELAY), ..self }
    }

    /// Whether the house of this card sends a request to an address that another house told it. Its own
    /// machine is spared, and what only a machine's own link reaches: services are there that trust
    /// whoever reaches them. A house that is itself reached on its own machine alone calls others there.
    #[must_use]
    pub fn may_call(&self, at: &SocketAddr) -> bool {
        let is_loopback = |at: &SocketAddr| at.ip().to_canonical().is_loopback();
        match at.ip().to_canonical() {
            ip if ip.is_loopback() => {
                !self.addresses.is_empty() && self.addresses.iter().all(is_loopback)
            }
            ip if ip.is_unspecified() || ip.is_multicast() => false,
            IpAddr::V4(ip) => !ip.is_link_local() && !ip.is_broadcast(),
            IpAddr::V6(ip) => !ip.is_unicast_link_local(),
        }
    }
}

fn possible(mut addresses: Vec<SocketAddr>, most: usize) -> Vec<SocketAddr> {
    addresses.retain(|address| address.port() != 0 && !address.ip().is_unspecified());
    addresses.truncate(most);
    addresses
}

/// Without what could change how the rest of a line is read.
fn harmless(text: &str) -> String {
    let shown = |c: &char| {
        !c.is_control()
            && !matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
    };
    text.chars().filter(shown).take(MAX_NAME).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_of_a_liar_is_harmless() {
        let name = "a\u{1b}[2J\u{202e}\n".to_owned() + &"x".repeat(1000);
        let addresses = ["0.0.0.0:1"; 4];
        let json = serde_json::json!({ "name": name, "version": "\0", "addresses": addresses });
        let card: Card = serde_json::from_value(json).unwrap();
        assert!(card.name.starts_with("a[2Jxxx") && card.name.chars().count() == MAX_NAME);
        assert!(card.version.is_empty() && card.addresses.is_empty());
        let web = serde_json::json!({ "web": vec!["192.0.2.1:80"; 100] });
        assert_eq!(serde_json::from_value::<Card>(web).unwrap().web.len(), MAX_WEB);
        let relay = serde_json::json!({ "relay": vec!["192.0.2.1:3340"; 100] });
        assert_eq!(serde_json::from_value::<Card>(relay).unwrap().relay.len(), MAX_RELAY);
    }

    #[test]
    fn a_card_of_an_older_program_has_neither_web_door_nor_relay() {
        let card: Card = serde_json::from_str(r#"{"name":"ana","addresses":[]}"#).unwrap();
        let text = serde_json::to_string(&card).unwrap();
        assert!(card.web.is_empty() && !text.contains("web"));
        assert!(card.relay.is_empty() && !text.contains("relay"));
    }

    #[test]
    fn nobody_lets_a_house_call_its_own_machine_or_link() {
        let card = |at: &str| Card::new("", "", vec![at.parse().unwrap()]);
        let (lan, alone) = (card("192.168.1.5:1"), card("127.0.0.1:1"));
        let spared = [
            "127.0.0.1:80",
            "[::1]:80",
            "[::ffff:127.0.0.1]:80",
            "169.254.169.254:80",
            "[fe80::1]:80",
        ];
        for at in spared.into_iter().chain(["224.0.0.1:80", "255.255.255.255:80"]) {
            assert!(!lan.may_call(&at.parse().unwrap()), "{at}");
        }
        assert!(!Card::default().may_call(&"127.0.0.1:80".parse().unwrap()));
        assert!(alone.may_call(&"127.0.0.1:80".parse().unwrap()));
        assert!(!alone.may_call(&"169.254.169.254:80".parse().unwrap()));
        assert!(lan.may_call(&"192.168.1.6:3000".parse().unwrap()));
    }
}
