//! What every door shares: how it is opened, counted and shut.
