//! What a change becomes, as pure functions.
//!
//! # Layout
//! - [`judge`](mod@judge): whether a change is allowed, was made before, or becomes an event.
//! - [`apply`](mod@apply): what an event does to a message and to a history; pages use it too.
//! - [`digest`]: the fingerprint by which a retry is known after its text was edited or deleted.

pub mod apply;
pub mod digest;
pub mod judge;

pub use apply::{Applied, apply};
pub use digest::Digest;
pub use judge::{Entry, Existing, Scene, Verdict, judge};
