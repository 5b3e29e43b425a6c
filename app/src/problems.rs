//! Pages behind the `type` of a problem (RFC 9457): what a program's error means.

pub mod page;
mod words;

pub use words::slugs;
