//! What a change becomes, as pure functions.
