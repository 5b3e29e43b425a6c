//! Rooms, drafts, events and what is allowed.
