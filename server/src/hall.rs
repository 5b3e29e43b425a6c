//! What every handler of the web door can reach.

use std::sync::Arc;

use maloca_app::port::House;
use maloca_files::Prints;
use maloca_gateway::{Life, Site};
use maloca_grpc::Grpc;
use maloca_nodes::{Keeping, Network, Nodes, Relayed};

use crate::chat::ws::Sockets;
use crate::config::Config;
use crate::doors::register::Register;
use crate::limits::Limits;
use crate::ready::Readiness;

/// The state of the web door. Cheap to clone.
#[derive(Clone)]
pub struct Hall {
    /// The rooms.
    pub house: House,
    /// The group of houses that this one belongs to.
    pub nodes: Arc<dyn Nodes>,
    /// The files of all of them.
    pub network: Arc<dyn Network>,
    /// The folders of which copies are kept.
    pub keeping: Arc<dyn Keeping>,
    /// Who may send by the relay.
    pub relayed: Arc<dyn Relayed>,
    /// What is remembered of the content of files.
    pub prints: Arc<dyn Prints>,
    /// The effective configuration.
    pub config: Arc<Config>,
    /// The life of the program; long connections end with it.
    pub life: Life,
    /// How much one person or address may do.
    pub limits: Arc<Limits>,
    /// What all WebSockets share.
    pub sockets: Arc<Sockets>,
    /// The names that this house is known by.
    pub site: Site,
    /// gRPC, for its own port and for the web's.
    pub grpc: Grpc,
    /// What is counted at each door, and where each is.
    pub register: Arc<Register>,
    /// Whether everything is open.
    pub readiness: Arc<Readiness>,
}
