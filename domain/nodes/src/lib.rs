//! Which Malocas form a group, and how they get in.
//!
//! A node is an ed25519 key. A group is the key of its founder and the time of its founding. Who else
//! belongs to it is said by statements that members sign, and that every member keeps: no server is
//! asked, and nobody who relays a statement can change it.
//!
//! # Layout
//! - [`id`]: [`NodeId`] and [`GroupId`]; [`key`]: the secret of a node, and signatures.
//! - [`rights`]: what a member may do in the group.
//! - [`statement`]: one signed statement, and its bytes; [`members`]: what all of them say together.
//! - [`ticket`]: an invitation as text.
//! - [`card`]: what a node tells of itself; [`wire`]: what nodes send one another.
//! - [`catalogue`]: what each node shares, as a signed log that others follow.
//! - [`spread`]: how what was shared becomes known to all.
//! - [`mod@fetch`]: one file from many sources at once; [`mod@slice`]: a part of one, as it is
//!   asked for over HTTP.
//! - [`keep`]: which files nodes keep copies of, and the ports [`Keeping`] and [`keep::Keeps`].
//! - [`logs`]: the port [`Logs`], the catalogue for programs that follow it.
//! - [`network`]: the port [`Network`], the files of the group, and the port [`network::Errands`].
//! - [`relay`]: the port [`Relayed`], who may send by a house's relay.
//! - [`port`]: the port [`Nodes`] that doors call; [`ledger`]: the port [`Ledger`] that it needs.

mod bytes;
pub mod card;
pub mod catalogue;
pub mod fetch;
pub mod id;
pub mod keep;
pub mod key;
pub mod ledger;
pub mod logs;
pub mod members;
pub mod network;
pub mod port;
pub mod relay;
pub mod rights;
pub mod slice;
pub mod spread;
pub mod statement;
pub mod ticket;
pub mod wire;

pub use card::{Card, Contact};
pub use catalogue::Catalogue;
pub use id::{GroupId, NodeId};
pub use keep::Keeping;
pub use key::{NodeKey, Signature};
pub use ledger::{Book, Ledger, Offer};
pub use logs::Logs;
pub use members::{Members, Standing};
pub use network::Network;
pub use port::{Group, Link, Node, Nodes, Origin, Refused, Wish};
pub use relay::Relayed;
pub use rights::Rights;
pub use statement::{Kind, Statement};
pub use ticket::{BadTicket, Secret, Ticket};
