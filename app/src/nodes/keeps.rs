//! Folders of which copies are kept: each wish, where its copies are, and how one wishes.
//!
//! # Layout
//! - `section`: all wishes; `card`: one of them, `drawing`: where its copies are, `houses`: who has how
//!   much; `form`: wishing.
//! - `live`: hearing of what changes; [`server_fns`]: what is asked of the house; [`wire`]: how a wish
//!   travels.

mod card;
mod drawing;
mod form;
mod houses;
mod live;
pub(super) mod section;
pub mod server_fns;
pub mod wire;

pub(super) use card::Lack;
