//! The catalogue: what each node shares, as a log that it numbers and signs.
//!
//! Only its own node adds to a log. Others follow it page by page, from whomever has it: every line is
//! chained to those before it by a hash, and every page ends with a head that the node signed. So
//! nobody can leave lines out, put some in, or turn their order round. A node that signs two different
//! lines under one number is caught as soon as somebody sees both.
//!
//! # Layout
//! - [`Mark`]: a log as far as it is known; what it believes.
//! - [`port`]: the port [`Catalogue`], the logs on disk.

use maloca_files::{Hash, Path};
use serde::{Deserialize, Serialize};

use crate::{GroupId, NodeId, NodeKey, Signature};

pub mod port;

pub use port::{Catalogue, Listed, Share};

/// The most lines of a page.
pub const MAX_LINES: usize = 1_000;

/// What signatures and hashes of logs begin with: they mean nothing elsewhere.
const HEAD: &[u8] = b"maloca/catalogue/head/1\0";
const LINE: &[u8] = b"maloca/catalogue/line/1\0";

/// One log of a node. A node that lost its data begins a new one, which replaces the older ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct LogId {
    /// Whose it is.
    pub node: NodeId,
    /// When it was begun, in microseconds since 1970.
    pub began: u64,
}

/// What a line says about a path. What the latest one about a file says holds, and apart from it what the
/// latest one about a folder says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// The node shares this file.
    Shared {
        /// What is in it.
        hash: Hash,
        /// How long it is, in bytes.
        size: u64,
        /// When it was changed, in seconds since 1970.
        modified: i64,
    },
    /// The node does not share a file there any more. It says nothing about copies of others.
    Gone,
    /// The node wishes that the group keeps so many copies of each file beneath this folder; with none
    /// it does not wish that any more.
    Kept {
        /// How many nodes shall have it.
        copies: u8,
    },
}

/// One line of a log. Its number is its place, counted from 1.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// Which file or folder.
    pub path: Path,
    /// What of it.
    pub change: Change,
}

/// How far a log goes, signed by its node.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// Which log.
    pub log: LogId,
    /// How many lines it has.
    pub seq: u64,
    /// The hash over all of them.
    pub chain: Hash,
    /// What its node signed of that.
    pub signature: Signature,
}

/// Lines that follow one another, up to a signed head.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page {
    /// The lines.
    pub lines: Vec<Line>,
    /// The end of the last one.
    pub head: Head,
}

/// A log as far as it was followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Which log.
    pub log: LogId,
    /// How many of its lines are known.
    pub seq: u64,
    /// The hash over them.
    pub chain: Hash,
}

/// Why a page is not believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadPage {
    /// Another log, or one that is older than the one that is followed.
    #[error("this page is of another log")]
    OtherLog,
    /// It does not begin where the log was followed to.
    #[error("this page does not follow what is known")]
    Gap,
    /// Too many lines.
    #[error("a page has at most {MAX_LINES} lines")]
    TooLong,
    /// With it the log would have more lines, share more files or wish for more folders than anybody
    /// keeps.
    #[error("this node lists more files or folders than are kept here of one node")]
    TooMuch,
    /// Its node did not sign it.
    #[error("this page is not signed by the node whose log it is")]
    Forged,
    /// Its node signed it, and something else under the same numbers before.
    #[error("this node has written two histories; what it shares is not believed any more")]
    Forked,
}

impl Mark {
    /// A log of which nothing is known.
    pub const fn start(log: LogId) -> Self {
        Self { log, seq: 0, chain: Hash([0; 32]) }
    }

    /// Adds lines to one's own log and signs how far it goes then.
    pub fn write(&mut self, key: &NodeKey, group: GroupId, lines: &[Line]) -> Head {
        self.advance(lines);
        let signature = key.sign(&message(group, self));
        Head { log: self.log, seq: self.seq, chain: self.chain, signature }
    }

    /// Adds lines to one's own log. [`Self::write`] without any lines signs how far it goes.
    pub fn advance(&mut self, lines: &[Line]) {
        for line in lines {
            self.seq += 1;
            self.chain = chained(&self.chain, line);
        }
    }

    /// Follows a log by a page. When it is not believed nothing changes.
    ///
    /// # Errors
    /// [`BadPage`].
    pub fn follow(&mut self, group: GroupId, page: &Page) -> Result<(), BadPage> {
        let next = self.after(page)?;
        let head = &page.head;
        let signed = Self { log: head.log, seq: head.seq, chain: head.chain };
        if !head.log.node.signed(&message(group, &signed), &head.signature) {
            return Err(BadPage::Forged);
        }
        if next != signed {
            return Err(self.mistrust(page));
        }
        *self = next;
        Ok(())
    }

    /// Where the log would be after the page, if its lines are what was signed.
    fn after(&self, page: &Page) -> Result<Self, BadPage> {
        let count = page.lines.len() as u64;
        if page.lines.len() > MAX_LINES {
            return Err(BadPage::TooLong);
        }
        let mut next = match self.order(&page.head.log) {
            Order::Same => *self,
            Order::Newer => Self::start(page.head.log),
            Order::Other => return Err(BadPage::OtherLog),
        };
        if page.head.seq.checked_sub(count) != Some(next.seq) {
            return Err(BadPage::Gap);
        }
        next.advance(&page.lines);
        Ok(next)
    }

    fn order(&self, log: &LogId) -> Order {
        match (log.node == self.log.node, log.began.cmp(&self.log.began)) {
            (true, std::cmp::Ordering::Equal) => Order::Same,
            (true, std::cmp::Ordering::Greater) => Order::Newer,
            _ => Order::Other,
        }
    }

    /// The head is signed but the lines lead elsewhere. Without a line it is the node that signed two
    /// heads under one number; with some, whoever passed the page on may have changed them.
    fn mistrust(&self, page: &Page) -> BadPage {
        if page.lines.is_empty() { BadPage::Forked } else { BadPage::Forged }
    }
}

enum Order {
    Same,
    Newer,
    Other,
}

/// The hash over a line and all before it. Lengths go before texts, so that no two lines hash alike.
fn chained(before: &Hash, line: &Line) -> Hash {
    let path = line.path.to_string();
    let mut hasher = blake3::Hasher::new();
    hasher.update(LINE).update(&before.0);
    hasher.update(&(path.len() as u64).to_be_bytes()).update(path.as_bytes());
    match &line.change {
        Change::Shared { hash, size, modified } => {
            hasher.update(&[1]).update(&hash.0);
            hasher.update(&size.to_be_bytes()).update(&modified.to_be_bytes());
        }
        Change::Gone => {
            hasher.update(&[2]);
        }
        Change::Kept { copies } => {
            hasher.update(&[3, *copies]);
        }
    }
    Hash(hasher.finalize().into())
}

fn message(group: GroupId, mark: &Mark) -> Vec<u8> {
    let numbers = [mark.log.began.to_be_bytes(), mark.seq.to_be_bytes()].concat();
    [HEAD, &group.to_bytes(), &mark.log.node.0, &numbers, &mark.chain.0].concat()
}

#[cfg(test)]
mod tests;
