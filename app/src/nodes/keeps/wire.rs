//! How folders of which copies are kept travel to the page.

use std::num::NonZeroU8;

use maloca_files::Path;
use serde::{Deserialize, Serialize};

/// A folder of which copies are kept, and where these are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Keep {
    /// Which, with all that is beneath it.
    pub folder: Path,
    /// The id of the node whose wish it is.
    pub node: String,
    /// How many nodes of the group shall have each file; `None` for a copy on that node.
    pub in_group: Option<NonZeroU8>,
    /// How many files are beneath the folder, each content under each name.
    pub files: u64,
    /// Of how many bytes in all.
    pub bytes: u64,
    /// In the place `k`: how many of the files exactly `k` nodes have.
    pub counts: Vec<u64>,
    /// Who has files of it, the one with the most first.
    pub holders: Vec<Holding>,
}

/// How much of a folder a node has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holding {
    /// The node's id.
    pub node: String,
    /// How many of the files.
    pub files: u64,
}

/// What tells a wish from all others: whose it is, and of which folder.
pub type Key = (String, Path);

impl Keep {
    /// What tells it from all others.
    pub fn key(&self) -> Key {
        (self.node.clone(), self.folder.clone())
    }

    /// How many of the files at least so many nodes have.
    pub fn held_by_at_least(&self, nodes: usize) -> u64 {
        self.counts.iter().skip(nodes).sum()
    }

    /// How many of the files a node has.
    pub fn held_by(&self, node: &str) -> u64 {
        self.holders.iter().find(|holding| holding.node == node).map_or(0, |holding| holding.files)
    }

    /// How many of the files have fewer copies than is wished.
    pub fn missing(&self) -> u64 {
        let there = match self.in_group {
            Some(copies) => self.held_by_at_least(copies.get().into()),
            None => self.held_by(&self.node),
        };
        self.files.saturating_sub(there)
    }
}

/// Where the copies of a wish shall be, as a form says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// One on this node.
    Here,
    /// On nodes of the group.
    Group,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keep(in_group: Option<u8>) -> Keep {
        let holding = |node: &str, files| Holding { node: node.to_owned(), files };
        Keep {
            folder: "docs".parse().unwrap(),
            node: "me".to_owned(),
            in_group: in_group.and_then(NonZeroU8::new),
            files: 10,
            bytes: 1_000,
            counts: vec![0, 3, 5, 2],
            holders: vec![holding("ana", 10), holding("me", 6), holding("ben", 3)],
        }
    }

    #[test]
    fn files_with_more_copies_than_wished_are_not_missing() {
        assert_eq!(keep(Some(1)).missing(), 0);
        assert_eq!(keep(Some(2)).missing(), 3);
        assert_eq!(keep(Some(200)).missing(), 10);
    }

    #[test]
    fn a_copy_for_one_house_is_missing_until_that_house_has_it() {
        assert_eq!(keep(None).missing(), 4);
        let elsewhere = Keep { node: "who has none".to_owned(), ..keep(None) };
        assert_eq!(elsewhere.missing(), 10);
    }
}
