//! The tasks of the house: build, serve, test, tidy.

fn main() {}
