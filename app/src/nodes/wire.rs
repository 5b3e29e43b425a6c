//! How the group, its files and its transfers travel to the page.

use std::net::SocketAddr;

use maloca_files::{Hash, Path};
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use super::port::Refused;
use crate::ui::qr::Qr;

/// How much of an id is shown, in digits: enough to tell houses apart by eye.
const SHORT: usize = 8;

/// What a ticket given at the start makes of its inviter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// The first ticket's inviter.
    Friend,
    /// That of a later one.
    Substitute,
}

/// A connection to a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// The address at the other end; that of the relay when it is `relayed`.
    pub address: SocketAddr,
    /// Whether it goes by the relay of another house.
    pub relayed: bool,
    /// How long a packet takes there and back, in microseconds.
    pub micros: u64,
    /// Since when, to the second.
    pub since: OffsetDateTime,
}

/// How much a node shares.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Share {
    /// How many files.
    pub files: u64,
    /// Of how many bytes in all.
    pub bytes: u64,
}

/// A node of the group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Node {
    /// Its public key, 64 digits of hex.
    pub id: String,
    /// What it calls itself; empty before it told.
    pub name: String,
    /// The version of its program; empty before it told.
    pub version: String,
    /// Whether it may let others in.
    pub may_invite: bool,
    /// Since when it belongs to the group; `None` when it does not.
    pub since: Option<OffsetDateTime>,
    /// Where it says that it is.
    pub addresses: Vec<SocketAddr>,
    /// The connection to it, when there is one.
    pub link: Option<Link>,
    /// What a ticket given at the start makes of it.
    pub origin: Option<Origin>,
    /// How much it shares.
    pub share: Share,
}

impl Node {
    /// Its name, or the beginning of its id.
    pub fn title(&self) -> &str {
        if self.name.is_empty() { short(&self.id) } else { &self.name }
    }
}

/// The beginning of an id.
pub fn short(id: &str) -> &str {
    id.get(..SHORT).unwrap_or(id)
}

/// This node and the others.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Group {
    /// The group, 80 digits of hex.
    pub id: String,
    /// Where this house's door for others listens; `None` when it is shut.
    pub door: Option<SocketAddr>,
    /// This node.
    pub me: Node,
    /// The others, the nearest first; those beyond the bound are only counted.
    pub peers: Vec<Node>,
    /// How many others there are.
    pub total: usize,
}

impl Group {
    /// The node of this id, this one too.
    pub fn node(&self, id: &str) -> Option<&Node> {
        std::iter::once(&self.me).chain(&self.peers).find(|node| node.id == id)
    }

    /// What the node of this id calls itself, or the beginning of its id.
    pub fn title<'a>(&'a self, id: &'a str) -> &'a str {
        self.node(id).map_or_else(|| short(id), Node::title)
    }

    /// How many of the others are connected.
    pub fn reached(&self) -> usize {
        self.peers.iter().filter(|peer| peer.link.is_some()).count()
    }
}

/// All that changes on the page while somebody looks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scene {
    /// Who is there.
    pub group: Group,
    /// What is on its way here, newest first.
    pub transfers: Vec<Transfer>,
}

/// An invitation, shown once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invitation {
    /// What the other house needs; it lets one in, once.
    pub ticket: String,
    /// Until when.
    pub expires: OffsetDateTime,
    /// The ticket as a code for cameras.
    pub qr: Option<Qr>,
}

/// A file by what is in it, whoever has it and under whatever name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Content {
    /// What is in it.
    pub hash: Hash,
    /// A name that it has: here, if it is here.
    pub path: Path,
    /// Its length in bytes.
    pub size: u64,
    /// Who has it, this node first.
    pub holders: Vec<Holder>,
}

impl Content {
    /// Whether this node has it.
    pub fn is_here(&self) -> bool {
        self.holders.iter().any(|holder| holder.is_here)
    }

    /// Whether a node has it that can be asked for it now.
    pub fn is_reached(&self) -> bool {
        self.holders.iter().any(|holder| holder.is_here || holder.is_reached)
    }
}

/// A node that has a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holder {
    /// Its name, or the beginning of its id.
    pub title: String,
    /// Whether it is this node.
    pub is_here: bool,
    /// Whether it is connected.
    pub is_reached: bool,
}

/// What the group has under the name of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Copies {
    /// What this node has there, and who else has it.
    pub here: Option<Content>,
    /// Other contents that others have under the same name.
    pub others: Vec<Content>,
}

/// How far a fetch is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// Nobody who has it is connected.
    Waiting,
    /// Bytes come.
    Fetching,
    /// The file is in the tree.
    Done,
    /// It ended without the file.
    Failed(Refused),
    /// Somebody ended it.
    Cancelled,
}

/// Why a source sends nothing, or little.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Pace {
    /// It sends.
    Sending,
    /// It has nothing to do: others have the rest.
    Idle,
    /// It was silent or broke off, and rests for a while.
    Resting,
    /// It sent what is not the file, and is not asked again.
    Banned,
    /// It is not connected.
    Away,
}

/// What one node does for a fetch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// Its id.
    pub node: String,
    /// How it is doing.
    pub pace: Pace,
    /// Bytes per second lately.
    pub rate: u64,
    /// Bytes that it has sent.
    pub sent: u64,
}

/// A file on its way into this node's tree.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Transfer {
    /// Its number.
    pub id: u64,
    /// Where to.
    pub to: Path,
    /// How many bytes it has.
    pub size: u64,
    /// How many of them are here and proved.
    pub held: u64,
    /// How far it is.
    pub phase: Phase,
    /// Bytes per second lately, from all together.
    pub rate: u64,
    /// Who sends it.
    pub sources: Vec<Source>,
}

impl Transfer {
    /// Whether it can still change.
    pub const fn is_open(&self) -> bool {
        matches!(self.phase, Phase::Waiting | Phase::Fetching)
    }
}
