//! The files of the group: search over all houses, fetching, and bytes of any file through this house.
//!
//! # Layout
//! - [`rest`] is `/api/v1/network`; [`shape`], what it answers; [`blobs`], the bytes, and [`slices`], bytes with
//!   what proves them.
//! - [`keeps`] is `/api/v1/network/keeps`: folders of which copies are kept.
//! - [`command`]: `maloca find` and `maloca fetch`.

pub mod blobs;
pub mod command;
pub mod keeps;
pub mod rest;
pub mod shape;
pub mod slices;
