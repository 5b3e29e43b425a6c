//! Who somebody is and what they may do.
//!
//! # Layout
//! - [`nick`]: the name under which somebody speaks.
//! - [`right`]: the single rights and sets of them.
//! - [`caller`]: who makes a call, as every room's port receives it.
//! - [`session`]: sessions, tokens and invitations.
//! - [`port`]: the port [`People`] that doors call and adapters implement.

pub mod caller;
pub mod nick;
pub mod port;
pub mod right;
pub mod session;

pub use caller::{Caller, Identity, PersonId};
pub use nick::Nick;
pub use port::{Admission, People, Refused};
pub use right::{Right, Rights};
pub use session::{Invitation, Role, Session, Token};
