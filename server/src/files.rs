//! The files' doors on the web port.
//!
//! # Layout
//! - [`address`]: from a request's path to the one typed path.
//! - [`raw`] is `/raw/{path}`: the bytes themselves, in and out.
//! - [`answer`]: a file as an answer: whole, in part, or only its headers.
//! - [`byteranges`]: several parts of a file in one answer.
//! - [`media`]: what a file is called on the wire, and what browsers may do with it.
//! - [`conditions`]: the headers on which an answer or a write depends.
//! - [`arriving`]: a body that becomes a file.
//! - [`rest`] is `/api/v1/files`.
//! - [`wire`]: its JSON.
//! - [`changes`]: telling those who look at a folder that it changed.
//! - [`text`] is `/files/{path}` for terminals.
//! - [`form`]: files sent by a form, for browsers without scripts.

pub mod address;
pub mod answer;
pub mod arriving;
pub mod byteranges;
pub mod changes;
pub mod conditions;
pub mod form;
pub mod media;
pub mod raw;
pub mod rest;
pub mod text;
pub mod wire;
