//! The chat's doors on the web port.
