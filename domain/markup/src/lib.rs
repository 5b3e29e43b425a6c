//! stand
/// p
pub fn plain(m: &str) -> String { m.to_owned() }
