//! What nodes send one another: frames of JSON, each after its length in four bytes, most significant
//! first. Unknown members are passed over, so that later versions can add some.
//!
//! - `maloca/join/1`: the newcomer sends [`Knock`] on a stream that it opens, and gets [`Answer`].
//! - `maloca/members/1`: each side opens a stream and sends [`News`] on it, at first all it knows, then
//!   what is new. Everything else is asked on a stream of its own, which begins with [`Ask`].
//!
//! # Layout
//! - [`ask`]: what members ask one another, about catalogues and files.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::members::{MAX_MEMBERS, MAX_STATEMENTS};
use crate::spread::reach::Rumour;
use crate::ticket::Secret;
use crate::{Card, Contact, Refused, Statement};

pub mod ask;

pub use ask::{Ask, Holding, Reply};

/// The protocol of newcomers.
pub const JOIN: &[u8] = b"maloca/join/1";
/// The protocol of members.
pub const MEMBERS: &[u8] = b"maloca/members/1";
/// The longest knock, in bytes.
pub const MAX_KNOCK: usize = 4 * 1024;
/// The longest of the other frames, in bytes: all statements and contacts of a full group, and how
/// far all logs go.
pub const MAX_FRAME: usize = MAX_STATEMENTS * 256 + MAX_MEMBERS * (1_600 + 160);

/// What a newcomer says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Knock {
    /// What its ticket holds.
    pub secret: Secret,
    /// Itself.
    pub card: Card,
}

/// What it is answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// It belongs to the group now.
    Welcome(News),
    /// Why not.
    Refused(Refused),
}

/// What one member tells another.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct News {
    /// Itself.
    #[serde(default)]
    pub card: Card,
    /// Who belongs to the group.
    #[serde(default)]
    pub statements: Vec<Statement>,
    /// Where others are, by its knowledge.
    #[serde(default)]
    pub contacts: Vec<Contact>,
    /// How far it knows what others share.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rumour: Option<Rumour>,
}

/// Bytes that are no frame of the kind that was expected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this is not what a node sends here")]
pub struct BadFrame;

/// The bytes of a frame, without its length.
pub fn encode(frame: &impl Serialize) -> Vec<u8> {
    // It cannot fail: no map has keys other than strings.
    serde_json::to_vec(frame).unwrap_or_default()
}

/// The frame of these bytes.
///
/// # Errors
/// [`BadFrame`].
pub fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, BadFrame> {
    serde_json::from_slice(bytes).map_err(|_| BadFrame)
}

impl Serialize for Secret {
    fn serialize<S: serde::Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(out)
    }
}

impl<'de> Deserialize<'de> for Secret {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Deserialize::deserialize(from).map(Self)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::catalogue::LogId;
    use crate::spread::reach::Reach;
    use crate::{GroupId, NodeId, NodeKey, Rights};

    proptest! {
        #[test]
        fn any_bytes_are_a_frame_or_an_error(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
            let _ = (decode::<Knock>(&bytes), decode::<Answer>(&bytes), decode::<News>(&bytes));
        }
    }

    #[test]
    fn a_full_group_fits_into_a_frame() {
        let key = NodeKey::from_bytes(&[7; 32]);
        let group = GroupId { founder: key.id(), founded: 5 };
        let one = Statement::admit(&key, group, NodeId([9; 32]), Rights::INVITE, 6);
        assert!(encode(&vec![one; 100]).len() <= 100 * 256);
        let address = "[2001:db8:1111:2222:3333:4444:5555:6666]:65535".parse().unwrap();
        let name = "\u{10ffff}".repeat(64);
        let card = Card::new(&name, &name, vec![address; 8]).with_web(vec![address; 4]);
        let card = card.with_relay(vec![address; 4]);
        let contact = Contact { node: key.id(), card };
        assert!(encode(&vec![contact; 100]).len() <= 100 * 1_600);
        let log = LogId { node: key.id(), began: u64::MAX };
        assert!(encode(&vec![Reach { log, seq: u64::MAX }; 100]).len() <= 100 * 160);
    }

    #[test]
    fn what_a_later_version_adds_is_passed_over() {
        let news = decode::<News>(br#"{"card":{"name":"ana","mood":"good"},"songs":[1]}"#).unwrap();
        assert_eq!((news.card.name.as_str(), news.statements.len()), ("ana", 0));
    }
}
