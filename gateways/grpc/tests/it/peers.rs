//! What the houses of the group share.

pub(crate) mod pages;
mod resolve;
mod subscribe;
mod sync;
mod taken;
mod upload;
