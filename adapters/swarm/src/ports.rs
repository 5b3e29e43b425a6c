//! What a node needs of the rest of its house.

use std::sync::Arc;

use maloca_files::{Prints, Vault};
use maloca_nodes::keep::Keeps;
use maloca_nodes::network::Errands;
use maloca_nodes::{Catalogue, Ledger};

/// The ports that a swarm stands on.
#[derive(Clone)]
pub struct Ports {
    /// Which group it belongs to, and who else.
    pub ledger: Arc<dyn Ledger>,
    /// What everybody shares.
    pub catalogue: Arc<dyn Catalogue>,
    /// What is in this node's own files.
    pub prints: Arc<dyn Prints>,
    /// Their bytes, and those of files that come.
    pub vault: Arc<dyn Vault>,
    /// The folders that are kept.
    pub keeps: Arc<dyn Keeps>,
    /// The fetches that were begun.
    pub errands: Arc<dyn Errands>,
}
