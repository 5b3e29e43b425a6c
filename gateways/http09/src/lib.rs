//! The mini web server of the lab: the shared tree by path, GET only, one answer and then the end
//! of the connection. A request line without a version gets true HTTP/0.9 (the bare bytes), one
//! with a version an HTTP/1.x answer, with which a browser can seek in a video.
//!
//! # Layout
//! - [`door`]: the server, as the accept loop knows it.
//! - `head`: the bytes of a request up to where its kind is known.
//! - `bare`: answers of HTTP/0.9.
//! - `full`: answers of HTTP/1.x, by hyper.
//! - `shelf`: what a path leads to.
//! - `listing`: folders as pages.
//! - `trouble`: what can be wrong, as a page.
//! - `media`: content types.

mod bare;
pub mod door;
mod full;
mod head;
mod listing;
mod media;
mod shelf;
mod trouble;

pub use door::Http09;
