//! The other houses: this node, its door on UDP, and the calls about the group.
//!
//! # Layout
//! - [`open`]: from the configuration to a running node.
//! - [`rest`] is `/api/v1/nodes`; [`shape`], what it answers.
//! - [`window`]: what pages see of the group; [`view`], how it becomes that.
//! - [`command`]: `maloca invite`, `join` and `nodes`.

pub mod command;
pub mod open;
pub mod rest;
pub mod shape;
pub mod view;
pub mod window;
