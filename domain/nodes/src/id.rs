//! Names that nobody gives: they are keys.

use std::fmt;
use std::str::FromStr;

use data_encoding::HEXLOWER;
use serde::{Deserialize, Serialize};

/// A node: its public ed25519 key (RFC 8032), written as 64 digits of lower-case hex.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct NodeId(pub [u8; 32]);

/// A group: who founded it and when, written as 80 digits of lower-case hex. Because the founder's key
/// is part of the name, whoever knows the name knows whose signature everything goes back to.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct GroupId {
    /// The node that founded it.
    pub founder: NodeId,
    /// When, in microseconds since 1970: one node can found many groups.
    pub founded: u64,
}

/// A text that is no name of a node or group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a node is named by 64 digits of hex, a group by 80")]
pub struct BadId;

impl NodeId {
    /// The first ten digits, for people.
    pub fn short(&self) -> String {
        self.to_string().chars().take(10).collect()
    }
}

impl GroupId {
    /// How many bytes it has.
    pub const LEN: usize = 40;

    /// The founder's key, then the time, most significant byte first.
    pub fn to_bytes(self) -> [u8; Self::LEN] {
        let mut bytes = [0; Self::LEN];
        let (founder, founded) = bytes.split_at_mut(32);
        founder.copy_from_slice(&self.founder.0);
        founded.copy_from_slice(&self.founded.to_be_bytes());
        bytes
    }

    /// What [`GroupId::to_bytes`] made.
    pub fn from_bytes(bytes: &[u8; Self::LEN]) -> Self {
        let (mut founder, mut founded) = ([0; 32], [0; 8]);
        founder.copy_from_slice(&bytes[..32]);
        founded.copy_from_slice(&bytes[32..]);
        Self { founder: NodeId(founder), founded: u64::from_be_bytes(founded) }
    }
}

/// Exactly `N` bytes of lower-case hex.
fn hex<const N: usize>(text: &str) -> Result<[u8; N], BadId> {
    if text.len() != 2 * N {
        return Err(BadId);
    }
    let bytes = HEXLOWER.decode(text.as_bytes()).map_err(|_| BadId)?;
    bytes.try_into().map_err(|_| BadId)
}

impl FromStr for NodeId {
    type Err = BadId;

    fn from_str(text: &str) -> Result<Self, BadId> {
        hex(text).map(Self)
    }
}

impl FromStr for GroupId {
    type Err = BadId;

    fn from_str(text: &str) -> Result<Self, BadId> {
        hex(text).map(|bytes| Self::from_bytes(&bytes))
    }
}

impl fmt::Display for NodeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&HEXLOWER.encode(&self.0))
    }
}

impl fmt::Display for GroupId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&HEXLOWER.encode(&self.to_bytes()))
    }
}

macro_rules! as_text {
    ($($type:ty),*) => {$(
        impl fmt::Debug for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(self, f)
            }
        }

        impl TryFrom<String> for $type {
            type Error = BadId;

            fn try_from(text: String) -> Result<Self, BadId> {
                text.parse()
            }
        }

        impl From<$type> for String {
            fn from(id: $type) -> Self {
                id.to_string()
            }
        }
    )*};
}
as_text!(NodeId, GroupId);

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_name_is_read_as_it_is_written(founder: [u8; 32], founded: u64) {
            let group = GroupId { founder: NodeId(founder), founded };
            prop_assert_eq!(group.to_string().parse(), Ok(group));
            prop_assert_eq!(group.founder.to_string().parse(), Ok(group.founder));
        }

        #[test]
        fn any_text_is_a_name_or_an_error(text in ".{0,100}") {
            if let Ok(node) = text.parse::<NodeId>() {
                prop_assert_eq!(node.to_string(), text);
            }
        }
    }

    #[test]
    fn a_node_is_written_in_one_form_only() {
        assert_eq!("AB".repeat(32).parse::<NodeId>(), Err(BadId));
        assert!("ab".repeat(32).parse::<NodeId>().is_ok());
    }
}
