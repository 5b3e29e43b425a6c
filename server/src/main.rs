//! The binary maloca: composition root and web door.

fn main() {}
