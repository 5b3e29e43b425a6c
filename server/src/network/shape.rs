//! The files of the group as JSON.

use std::collections::HashMap;

use maloca_files::Hash;
use maloca_nodes::catalogue::Listed;
use maloca_nodes::network::{Pace, Phase, Source, Transfer, TransferId};
use maloca_nodes::{Group, NodeId};
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;
use utoipa::ToSchema;

/// What was found, best first.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct Found {
    /// One for each house that has it, under each name that it has there.
    pub files: Vec<FileShape>,
}

/// A file that a house of the group shares.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct FileShape {
    /// What is in it: 64 digits of hex.
    #[schema(value_type = String)]
    pub blake3: Hash,
    /// Its length in bytes.
    pub size: u64,
    /// Its path in the tree of that house.
    #[schema(example = "docs/notes.txt")]
    pub path: String,
    /// When it was changed there.
    #[serde(with = "time::serde::rfc3339")]
    pub modified: OffsetDateTime,
    /// The house: its public key, 64 digits of hex.
    #[schema(value_type = String)]
    pub node: NodeId,
    /// What that house calls itself; empty before it told.
    pub node_name: String,
    /// `here` when it is this house, `connected` when it can be reached now, else `away`.
    pub state: Nearness,
}

/// How near the holder of a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Nearness {
    /// This house has it.
    Here,
    /// A house that is connected has it.
    Connected,
    /// A house that is not connected has it.
    Away,
}

/// The houses of the group by key, for what is said of them.
pub struct Names {
    me: NodeId,
    names: HashMap<NodeId, (String, bool)>,
}

impl From<Group> for Names {
    fn from(Group { me, peers, .. }: Group) -> Self {
        let names = peers.into_iter().map(|peer| (peer.id, (peer.name, peer.link.is_some())));
        let mine = (me.id, (me.name, true));
        Self { me: me.id, names: names.chain([mine]).collect() }
    }
}

impl Names {
    /// What a house calls itself.
    pub fn name(&self, node: &NodeId) -> String {
        self.names.get(node).map(|(name, _)| name.clone()).unwrap_or_default()
    }

    fn state(&self, node: &NodeId) -> Nearness {
        match self.names.get(node) {
            _ if *node == self.me => Nearness::Here,
            Some((_, true)) => Nearness::Connected,
            _ => Nearness::Away,
        }
    }

    /// A file that was found.
    pub fn file(&self, listed: Listed) -> FileShape {
        let modified = OffsetDateTime::from_unix_timestamp(listed.modified);
        FileShape {
            blake3: listed.hash,
            size: listed.size,
            path: listed.path.to_string(),
            // A year that no calendar holds is a claim of another house.
            modified: modified.unwrap_or(OffsetDateTime::UNIX_EPOCH),
            node: listed.node,
            node_name: self.name(&listed.node),
            state: self.state(&listed.node),
        }
    }

    /// A fetch.
    pub fn fetch(&self, transfer: Transfer) -> FetchShape {
        let reason = match &transfer.phase {
            Phase::Failed(refused) => Some(refused.to_string()),
            _ => None,
        };
        FetchShape {
            id: transfer.id,
            blake3: transfer.hash,
            to: transfer.to.to_string(),
            size: transfer.size,
            received: transfer.held,
            state: transfer.phase.into(),
            reason,
            rate: transfer.rate,
            since: transfer.since,
            sources: transfer.sources.into_iter().map(|source| self.source(source)).collect(),
        }
    }

    fn source(&self, Source { node, pace, rate, sent }: Source) -> SourceShape {
        SourceShape { node, node_name: self.name(&node), state: pace, rate, sent }
    }
}

/// All fetches that run, and the last ones that ended; newest first.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct Fetches {
    /// Them.
    pub fetches: Vec<FetchShape>,
}

/// A file on its way into this house's tree.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct FetchShape {
    /// Its number.
    #[schema(value_type = u64)]
    pub id: TransferId,
    /// What is fetched.
    #[schema(value_type = String)]
    pub blake3: Hash,
    /// Where to.
    pub to: String,
    /// Its length in bytes.
    pub size: u64,
    /// How many of them are here and proved.
    pub received: u64,
    /// `waiting` for a house that has it, `fetching`, `done`, `failed` or `cancelled`.
    pub state: State,
    /// Why it failed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Bytes per second lately, from all together.
    pub rate: u64,
    /// When it began.
    #[serde(with = "time::serde::rfc3339")]
    pub since: OffsetDateTime,
    /// Who sends it.
    pub sources: Vec<SourceShape>,
}

/// How far a fetch is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Nobody who has it is connected; it goes on by itself.
    Waiting,
    /// Bytes come.
    Fetching,
    /// The file is in the tree.
    Done,
    /// It ended without the file.
    Failed,
    /// Somebody ended it.
    Cancelled,
}

impl From<Phase> for State {
    fn from(phase: Phase) -> Self {
        match phase {
            Phase::Waiting => Self::Waiting,
            Phase::Fetching => Self::Fetching,
            Phase::Done => Self::Done,
            Phase::Failed(_) => Self::Failed,
            Phase::Cancelled => Self::Cancelled,
        }
    }
}

/// What one house does for a fetch.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct SourceShape {
    /// Which.
    #[schema(value_type = String)]
    pub node: NodeId,
    /// What it calls itself.
    pub node_name: String,
    /// `sending`, `idle`, `resting` after silence, `banned` after a lie, or `away`.
    #[schema(value_type = String)]
    pub state: Pace,
    /// Bytes per second lately.
    pub rate: u64,
    /// Bytes that it has sent.
    pub sent: u64,
}
