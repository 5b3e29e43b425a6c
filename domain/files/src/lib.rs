//! Paths, listings, ranges and versions of the shared tree.
