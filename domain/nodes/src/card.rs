//! What a node tells of itself. Nobody vouches for it.

use std::net::SocketAddr;

use serde::{Deserialize, Serialize};

use crate::NodeId;
use crate::ticket::MAX_ADDRESSES;

/// The longest name of a node, in characters.
const MAX_NAME: usize = 64;

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
}

impl From<Told> for Card {
    fn from(Told { name, version, addresses }: Told) -> Self {
        Self::new(&name, &version, addresses)
    }
}

impl Card {
    /// A card of harmless length and characters.
    pub fn new(name: &str, version: &str, mut addresses: Vec<SocketAddr>) -> Self {
        addresses.retain(|address| address.port() != 0 && !address.ip().is_unspecified());
        addresses.truncate(MAX_ADDRESSES);
        Self { name: harmless(name), version: harmless(version), addresses }
    }
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
    }
}
