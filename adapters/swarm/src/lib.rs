//! Connections between the nodes of a group, by iroh: QUIC addressed by keys, over UDP, between the nodes
//! alone, or by the relay of one of them. No name service and no server of anybody else is asked for anything.
//!
//! # Layout
//! - [`mod@secret`]: the file with the node's key.
//! - [`swarm`]: opening, running and closing a [`Swarm`]; `nodes`: the port `Nodes` on it.
//! - `shared`: what this node knows of its group; `links`: the connections that are open.
//! - `guard`: who is let in to which protocol, before a byte of it is read.
//! - `door`: connections that come in; `dial`: those that are made.
//! - `knock`: joining, from both sides; `talk`: what members tell one another; `frame`: their frames.
//! - `nearby`: members on the same network.
//! - `relays`: the relays of members by which others are reached; `relayed`: who is, by that of this node.
//! - `follow`: the tickets that were given at the start.
//! - [`ports`]: what it needs of the rest of the house; `network`: the port `Network` on it.
//! - `ask`: what is asked of a member, and `answer`: what a member is answered, about catalogues and files.
//! - `spread`: what all share, by the rules of `maloca_nodes::spread`.
//! - `web`: what is asked of a member over HTTP; `slices`: what others are answered there.
//! - `coming`: bytes on their way here, and `encoding`: on their way from here, with what proves them.
//! - `bao`: files as BLAKE3 trees; `pieces`: this node's files, open for those who ask.
//! - `arrivals`: files on their way; `transfers`: the fetches that were begun; `reading`: readers.
//! - `keep`: copies of folders, here and in the group; the port `Keeping`.

mod answer;
mod arrivals;
mod ask;
mod bao;
mod coming;
mod dial;
mod door;
mod encoding;
mod follow;
mod frame;
mod guard;
mod keep;
mod knock;
mod links;
mod nearby;
mod network;
mod nodes;
mod pieces;
pub mod ports;
mod reading;
mod relayed;
mod relays;
pub mod secret;
mod shared;
mod slices;
mod spread;
pub mod swarm;
mod talk;
mod transfers;
mod web;

pub use ports::Ports;
pub use secret::secret;
pub use swarm::{CannotBind, Swarm};
