//! The tree over a real folder, as its port is used by doors.

#![expect(clippy::unwrap_used, clippy::panic, reason = "helpers of tests fail loudly, too")]

mod change;
mod closed;
mod content;
mod hostile;
mod journal;
mod list;
mod memory;
mod root;
mod scratch;
mod store;
mod vault;
mod watch;
