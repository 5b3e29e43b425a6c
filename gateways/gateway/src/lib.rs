//! What every door shares: how it is opened, counted and shut. Nothing here knows a protocol.
//!
//! # Layout
//! - [`listen`]: doors with a TCP port of their own, and the accept loop that they share.
//! - [`mount`]: doors under a path of the web port.
//! - [`life`]: the shutdown seam: stop accepting, finish, be gone in time.
//! - [`tally`]: the metrics seam: what is counted for each door.

pub mod life;
pub mod listen;
pub mod mount;
pub mod tally;

pub use life::Life;
pub use listen::{Limits, Listen, accept};
pub use mount::Mount;
pub use tally::Tally;
