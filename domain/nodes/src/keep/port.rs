//! The port [`Keeping`]: which folders are kept, as doors see it; and the port [`Keeps`], where that is
//! written down.

use std::collections::BTreeMap;

use async_trait::async_trait;
use maloca_fault::Fault;
use maloca_files::Path;
use maloca_people::Caller;
use serde::{Deserialize, Serialize};

use super::{Copies, Held, Keep, MAX_KEEPS};
use crate::NodeId;

/// Why a folder is not kept, or is kept still.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum Refused {
    /// As many folders as one node keeps.
    #[error(
        "one house keeps at most {MAX_KEEPS} folders; release one, or keep a folder above them"
    )]
    TooMany,
    /// Hidden files are seen through no door.
    #[error("hidden folders are not shared, so nobody can keep them")]
    Hidden,
    /// Another node wishes it.
    #[error("another house asked for these copies; release the folder there")]
    Elsewhere,
    /// The door for other nodes is shut.
    #[error("the door for other houses is shut; start this house with --peers ADDR:PORT")]
    Shut,
}

/// A wish, and how far it has come true by what is known here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct View {
    /// The wish.
    pub keep: Keep,
    /// How many files are beneath the folder, each content under each name.
    pub files: u64,
    /// Of how many bytes in all.
    pub bytes: u64,
    /// In the place `k`: how many of the files exactly `k` nodes have.
    pub copies: Vec<u64>,
    /// How many of the files each node has.
    pub nodes: BTreeMap<NodeId, u64>,
}

impl View {
    /// Of a folder without a file.
    pub const fn new(keep: Keep) -> Self {
        Self { keep, files: 0, bytes: 0, copies: Vec::new(), nodes: BTreeMap::new() }
    }

    /// Counts a file.
    pub fn add(&mut self, file: &Held) {
        let count = file.holders.len();
        self.files += 1;
        // Sizes are what strangers say.
        self.bytes = self.bytes.saturating_add(file.size);
        self.copies.resize(self.copies.len().max(count + 1), 0);
        self.copies[count] += 1;
        file.holders.iter().for_each(|node| *self.nodes.entry(*node).or_default() += 1);
    }
}

/// Folders that are kept.
#[async_trait]
pub trait Keeping: Send + Sync {
    /// What this node keeps here, and what all nodes wish that the group keeps; by folder.
    ///
    /// # Errors
    /// [`Fault::Denied`] without the right to read.
    async fn keeps(&self, who: &Caller) -> Result<Vec<View>, Fault<Refused>>;

    /// Keeps copies of a folder from now on, as this node's wish. It replaces what this node wished for
    /// that folder before.
    ///
    /// # Errors
    /// [`Fault::Denied`] without the right to manage, [`Refused`].
    async fn keep(&self, who: &Caller, folder: &Path, copies: Copies)
    -> Result<(), Fault<Refused>>;

    /// Takes back this node's wish. Copies that are there stay.
    ///
    /// # Errors
    /// [`Fault::Denied`] without the right to manage, [`Fault::Missing`], [`Refused::Elsewhere`].
    async fn release(&self, who: &Caller, folder: &Path) -> Result<(), Fault<Refused>>;
}

/// Where wishes are written down, and the files that they are about.
#[async_trait]
pub trait Keeps: Send + Sync {
    /// What this node keeps here, and the wishes of all nodes as far as their logs are known; by folder.
    ///
    /// # Errors
    /// [`Fault::Unavailable`].
    async fn all(&self) -> Result<Vec<Keep>, Fault>;

    /// Writes down this node's wish, those for the group in its log; without copies, that it has none.
    ///
    /// # Errors
    /// [`Fault::Missing`] when there is none to take back, [`Refused::TooMany`], [`Fault::Unavailable`].
    async fn wish(&self, folder: &Path, copies: Option<Copies>) -> Result<(), Fault<Refused>>;

    /// The files of all nodes beneath a folder whose names come after `after`, in the order of their
    /// bytes: all contents of at most `limit` names. It is the end when there are none.
    ///
    /// # Errors
    /// [`Fault::Unavailable`].
    async fn under(
        &self,
        folder: &Path,
        after: Option<&Path>,
        limit: usize,
    ) -> Result<Vec<Held>, Fault>;
}
