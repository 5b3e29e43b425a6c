//! The tree over a real folder, as its port is used by doors.

mod change;
mod content;
mod hostile;
mod list;
mod root;
mod scratch;
mod store;
mod watch;
