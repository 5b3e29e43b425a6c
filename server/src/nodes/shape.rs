//! The group as JSON.

use std::net::SocketAddr;

use maloca_nodes::{Group, GroupId, Node, NodeId, Origin, Rights};
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;
use utoipa::ToSchema;

/// This node and the others of its group.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct GroupShape {
    /// 80 digits of hex: the founder's key and the time of the founding.
    #[schema(value_type = String)]
    pub group: GroupId,
    /// This node.
    pub me: NodeShape,
    /// The others, by id.
    pub peers: Vec<NodeShape>,
}

/// How near a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// It is this one.
    Here,
    /// It is this one, and was put out of the group.
    Out,
    /// It is connected with this one.
    Connected,
    /// It is not.
    Away,
}

/// How packets get to a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// From house to house.
    Direct,
    /// By the relay of another house of the group.
    Relay,
}

/// A node.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct NodeShape {
    /// Its public key, 64 digits of hex.
    #[schema(value_type = String)]
    pub id: NodeId,
    /// What it calls itself; nobody vouches for it.
    #[schema(example = "lab-3")]
    pub name: String,
    /// The version of its program.
    pub version: String,
    /// `here` or `out` for this node, `connected` or `away` for others.
    pub state: State,
    /// What it may do in the group: `invite` or nothing.
    #[schema(value_type = String, example = "invite")]
    pub rights: Rights,
    /// Since when it belongs to the group.
    #[serde(with = "time::serde::rfc3339::option")]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<OffsetDateTime>,
    /// Where it says that it is.
    #[schema(value_type = Vec<String>)]
    pub addresses: Vec<SocketAddr>,
    /// Whether it is connected with this node directly or by a relay.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<Way>,
    /// Where it is connected with this node now; the address of the relay, if it is by one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub address: Option<SocketAddr>,
    /// How long a packet takes there and back, in milliseconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub latency_ms: Option<f64>,
    /// Since when it is connected with this node.
    #[serde(with = "time::serde::rfc3339::option")]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub connected_since: Option<OffsetDateTime>,
    /// `friend` for the inviter of the first ticket given by `--join`, `substitute` for those of others.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub origin: Option<Origin>,
}

impl From<Group> for GroupShape {
    fn from(Group { id, me, peers }: Group) -> Self {
        let here = if me.member_since.is_some() { State::Here } else { State::Out };
        let peers = peers.into_iter().map(|peer| {
            let state = if peer.link.is_some() { State::Connected } else { State::Away };
            shape(peer, state)
        });
        Self { group: id, me: shape(me, here), peers: peers.collect() }
    }
}

fn shape(node: Node, state: State) -> NodeShape {
    let link = node.link.as_ref();
    NodeShape {
        state,
        path: link.map(|link| if link.relayed { Way::Relay } else { Way::Direct }),
        address: link.map(|link| link.address),
        // To the microsecond; more is noise.
        latency_ms: link.map(|link| link.latency.as_micros() as f64 / 1_000.0),
        connected_since: link.map(|link| link.since),
        id: node.id,
        name: node.name,
        version: node.version,
        rights: node.rights,
        since: node.member_since,
        addresses: node.addresses,
        origin: node.origin,
    }
}
