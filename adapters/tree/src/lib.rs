//! The shared directory on disk, resolved beneath its root.
