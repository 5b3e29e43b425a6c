//! The group, its files and its transfers in the shapes of the pages.
//!
//! # Layout
//! - [`keeps`]: folders of which copies are kept.

use maloca_app::nodes::port::Refused;
use maloca_app::nodes::wire;
use maloca_nodes::catalogue::{Listed, Share};
use maloca_nodes::network::{self, Pace, Phase, Transfer};
use maloca_nodes::{BadTicket, Group, Link, Node, Origin, Rights};

pub mod keeps;

/// The most other nodes that a page is told of; the nearest are.
const MOST: usize = 200;

/// The group, with what each node shares.
pub fn group(group: Group, shares: &[Share]) -> wire::Group {
    let total = group.peers.len();
    let mut peers: Vec<_> = group.peers.into_iter().map(|peer| node(peer, shares)).collect();
    peers.sort_by_key(|peer| peer.link.map_or(u64::MAX, |link| link.micros));
    peers.truncate(MOST);
    // Distances waver; names stay where they are.
    peers.sort_by_cached_key(|peer| (peer.link.is_none(), peer.name.clone(), peer.id.clone()));
    let (id, me) = (group.id.to_string(), node(group.me, shares));
    wire::Group { id, door: None, me, peers, total }
}

fn node(node: Node, shares: &[Share]) -> wire::Node {
    let share = shares.iter().find(|share| share.node == node.id);
    wire::Node {
        id: node.id.to_string(),
        name: node.name,
        version: node.version,
        may_invite: node.rights.has(Rights::INVITE),
        since: node.member_since,
        addresses: node.addresses,
        link: node.link.map(link),
        origin: node.origin.map(origin),
        share: share.map_or_else(wire::Share::default, |share| wire::Share {
            files: share.files,
            bytes: share.bytes,
        }),
    }
}

fn link(link: Link) -> wire::Link {
    let micros = u64::try_from(link.latency.as_micros()).unwrap_or(u64::MAX);
    wire::Link { address: link.address, relayed: link.relayed, micros, since: link.since }
}

const fn origin(origin: Origin) -> wire::Origin {
    match origin {
        Origin::Friend => wire::Origin::Friend,
        Origin::Substitute => wire::Origin::Substitute,
    }
}

/// A content with those who have it, each once, this node first. The name is this node's own, if it
/// has one, else that of the line that was found.
pub fn content(found: &Listed, listed: &[Listed], group: &Group) -> wire::Content {
    let own = listed.iter().find(|line| line.node == group.me.id);
    let mut nodes: Vec<_> = listed.iter().map(|line| line.node).collect();
    nodes.sort_unstable_by_key(|node| (*node != group.me.id, *node));
    nodes.dedup();
    wire::Content {
        hash: found.hash,
        path: own.unwrap_or(found).path.clone(),
        size: found.size,
        holders: nodes.into_iter().filter_map(|id| holder(id, group)).collect(),
    }
}

/// Who was put out is no holder any more.
fn holder(id: maloca_nodes::NodeId, group: &Group) -> Option<wire::Holder> {
    let is_here = id == group.me.id;
    let node = if is_here { &group.me } else { group.peers.iter().find(|peer| peer.id == id)? };
    let title = match node.name.is_empty() {
        true => wire::short(&id.to_string()).to_owned(),
        false => node.name.clone(),
    };
    Some(wire::Holder { title, is_here, is_reached: node.link.is_some() })
}

/// A transfer.
pub fn transfer(transfer: Transfer) -> wire::Transfer {
    wire::Transfer {
        id: transfer.id.0,
        to: transfer.to,
        size: transfer.size,
        held: transfer.held,
        phase: phase(transfer.phase),
        rate: transfer.rate,
        sources: transfer.sources.into_iter().map(source).collect(),
    }
}

fn source(source: network::Source) -> wire::Source {
    let pace = match source.pace {
        Pace::Sending => wire::Pace::Sending,
        Pace::Idle => wire::Pace::Idle,
        Pace::Resting => wire::Pace::Resting,
        Pace::Banned => wire::Pace::Banned,
        Pace::Away => wire::Pace::Away,
    };
    wire::Source { node: source.node.to_string(), pace, rate: source.rate, sent: source.sent }
}

const fn phase(phase: Phase) -> wire::Phase {
    match phase {
        Phase::Waiting => wire::Phase::Waiting,
        Phase::Fetching => wire::Phase::Fetching,
        Phase::Done => wire::Phase::Done,
        Phase::Failed(refused) => wire::Phase::Failed(of_files(refused)),
        Phase::Cancelled => wire::Phase::Cancelled,
    }
}

/// A reason of the group.
pub const fn of_group(refused: maloca_nodes::Refused) -> Refused {
    use maloca_nodes::Refused as R;
    match refused {
        R::BadTicket(BadTicket::NoTicket) => Refused::NoTicket,
        R::BadTicket(BadTicket::OtherVersion) => Refused::OtherVersion,
        R::BadTicket(BadTicket::Damaged) => Refused::Damaged,
        R::ExpiredTicket => Refused::Expired,
        R::SpentTicket => Refused::Spent,
        R::NotAlone => Refused::NotAlone,
        R::Unreachable => Refused::Unreachable,
        R::Shut => Refused::Shut,
        R::MayNotInvite => Refused::MayNotInvite,
        R::MayNotRevoke => Refused::MayNotRevoke,
        R::NotAdmitted => Refused::NotAdmitted,
        R::Full => Refused::Full,
        R::BadExpiry => Refused::BadExpiry,
    }
}

/// A reason of its files.
pub const fn of_files(refused: network::Refused) -> Refused {
    match refused {
        network::Refused::Files(refused) => Refused::Files(refused),
        network::Refused::Nobody => Refused::Nobody,
        network::Refused::TooMany => Refused::TooMany,
        network::Refused::Shut => Refused::Shut,
    }
}
