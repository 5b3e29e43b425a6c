//! Who tells whom that something happened, inside one process.
