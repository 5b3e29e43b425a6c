//! The one vocabulary of failure that every room and every door shares.
