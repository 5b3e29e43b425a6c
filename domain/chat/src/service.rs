//! The room itself, between the ports.
