//! Keeping copies of folders: here, or on some nodes of the group.
//!
//! Who wants copies in the group says so in its log, where all others read it. Which of them then fetch
//! a file follows from what all know alike, the logs and who is connected: they agree without a word.
//! What was fetched stays; nothing here removes a file.
//!
//! # Layout
//! - [`port`]: the port [`Keeping`] that doors call, and the port [`Keeps`] that it needs.

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::num::NonZeroU8;

use maloca_files::{Hash, Path};

use crate::NodeId;

pub mod port;

pub use port::{Keeping, Keeps, Refused, View};

/// How many folders one node keeps, here and in the group together.
pub const MAX_KEEPS: usize = 64;

/// What the hash begins with that says whose turn it is: it means nothing elsewhere.
const TURN: &[u8] = b"maloca/keep/turn/1\0";

/// How many copies of each file shall be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Copies {
    /// One on the node that says so, under the same name.
    Here,
    /// So many on as many nodes of the group, whichever, those that are there already among them.
    Group(NonZeroU8),
}

impl Copies {
    /// How many in the group; `None` where it is one here.
    pub const fn in_group(self) -> Option<NonZeroU8> {
        match self {
            Self::Here => None,
            Self::Group(copies) => Some(copies),
        }
    }
}

impl From<Option<NonZeroU8>> for Copies {
    fn from(in_group: Option<NonZeroU8>) -> Self {
        in_group.map_or(Self::Here, Self::Group)
    }
}

/// The wish that copies of the files beneath a folder are kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keep {
    /// Whose wish it is.
    pub node: NodeId,
    /// Of which folder, with all that is beneath it.
    pub folder: Path,
    /// How many.
    pub copies: Copies,
}

/// A file beneath a folder, with the nodes that have it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// Under which name.
    pub path: Path,
    /// What is in it.
    pub hash: Hash,
    /// Its length in bytes, the least that somebody says.
    pub size: u64,
    /// Who shares this content, under whatever name.
    pub holders: BTreeSet<NodeId>,
    /// Who shares something under this name, whatever it is.
    pub named: BTreeSet<NodeId>,
}

impl Keep {
    /// Whether it can be for this node to fetch something.
    pub fn concerns(&self, me: &NodeId) -> bool {
        self.node == *me || self.copies != Copies::Here
    }

    /// Whether it is for this node to fetch the file now, under the same name. `connected` are the other
    /// members that can be reached. A name that is taken is left alone.
    pub fn is_due(&self, file: &Held, me: NodeId, connected: &BTreeSet<NodeId>) -> bool {
        let can_come = file.holders.contains(&me) || !file.holders.is_disjoint(connected);
        if !can_come || file.named.contains(&me) {
            return false;
        }
        match self.copies {
            Copies::Here => self.node == me,
            Copies::Group(copies) => {
                let there = connected.iter().copied().chain([me]);
                let able = there.filter(|node| !file.named.contains(node));
                fetchers(&file.hash, copies, &file.holders, able).contains(&me)
            }
        }
    }
}

/// Who of those who are able to fetches a file, so that there are enough copies and no more. Each content
/// has an order of its own among all nodes, by BLAKE3 of it and the node; so the work is spread evenly,
/// and who comes or goes changes the turn of few.
pub fn fetchers(
    hash: &Hash,
    copies: NonZeroU8,
    holders: &BTreeSet<NodeId>,
    able: impl IntoIterator<Item = NodeId>,
) -> Vec<NodeId> {
    let missing = usize::from(copies.get()).saturating_sub(holders.len());
    let able: BTreeSet<_> = able.into_iter().filter(|node| !holders.contains(node)).collect();
    let mut able = Vec::from_iter(able);
    able.sort_by_cached_key(|node| Reverse(weight(hash, node)));
    able.truncate(missing);
    able
}

fn weight(hash: &Hash, node: &NodeId) -> [u8; 32] {
    let mut hasher = blake3::Hasher::new();
    hasher.update(TURN).update(&hash.0).update(&node.0);
    hasher.finalize().into()
}

#[cfg(test)]
mod tests;
