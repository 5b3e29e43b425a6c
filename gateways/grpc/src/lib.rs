//! The gRPC door: calculator, chat, files and the files of the group by the contracts in `proto/`,
//! the greeter of the P2P lab, health and reflection. On a port of its own and under the web port,
//! there for browsers too (gRPC-Web).
//!
//! # Layout
//! - [`contract`]: services and messages, made from `proto/`.
//! - [`door`]: the server, as the accept loop and the web port know it.
//! - `routes`: all services together.
//! - `call`: what every call has: a place, an end, a line in the counts.
//! - `caller`: who calls.
//! - `status`: what a fault of any room means here.
//! - `calculator`, `chat`, `files`, `peers`, `greeter`: the services.

mod calculator;
mod call;
mod caller;
mod chat;
pub mod contract;
pub mod door;
mod files;
mod greeter;
mod peers;
mod routes;
mod status;

pub use door::{Group, Grpc, House, LIMITS};
