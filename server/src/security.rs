//! What protects the house and its visitors from other sites, as layers around every route.
//!
//! # Layout
//! - [`host`]: only names that this house is known by (DNS rebinding).
//! - [`origin`]: pages of other sites may neither write nor open sockets.
//! - [`headers`]: what browsers are told about every answer.

pub mod headers;
pub mod host;
pub mod origin;
