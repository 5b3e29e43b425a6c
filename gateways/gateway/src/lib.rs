//! What every door shares: how it is opened, counted and shut. Nothing here knows a protocol.
//!
//! # Layout
//! - [`listen`]: doors with a TCP port of their own, and the accept loop that they share.
//! - [`counted`]: connections whose bytes are counted.
//! - [`mount`]: doors under a path of the web port.
//! - [`life`]: the shutdown seam: stop accepting, finish, be gone in time.
//! - [`pace`]: connections that must get on.
//! - [`mod@linger`]: closing a connection without losing the last answer.
//! - [`site`]: what is ours and what is another site.
//! - [`tally`]: the metrics seam: what is counted for each door.

pub mod counted;
pub mod life;
pub mod linger;
pub mod listen;
pub mod mount;
pub mod pace;
pub mod site;
pub mod tally;

pub use counted::Counted;
pub use life::Life;
pub use linger::linger;
pub use listen::{Limits, Listen, accept};
pub use mount::Mount;
pub use pace::{Pace, Paced};
pub use site::Site;
pub use tally::Tally;
