//! The page that describes the REST API to people.
//!
//! # Layout
//! - [`page`]: what is seen; [`server_fns`]: where it comes from.
//! - [`mod@reference`]: the description as the page needs it; `openapi`: how it is read.

mod call;
mod openapi;
pub mod page;
pub mod reference;
pub mod server_fns;
mod words;
