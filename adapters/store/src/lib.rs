//! The event log and the people on SQLite, with group commit.
