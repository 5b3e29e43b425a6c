//! Who somebody is in this house: choosing a name, sessions, invitations.

pub mod invitation;
pub mod page;
pub mod server_fns;
pub mod sessions;
mod words;
