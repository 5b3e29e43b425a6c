//! New names of messages, on either side.

use std::time::{SystemTime, UNIX_EPOCH};

use maloca_chat::MessageId;
use ulid::Ulid;

/// A new name: 48 bits of the clock in milliseconds, 80 random ones (ULID specification).
pub fn fresh() -> MessageId {
    let mut random = [0; 16];
    // Without random numbers two names of the same millisecond would be one, and the second message
    // would be refused: nothing is lost.
    let _ = getrandom::fill(&mut random);
    MessageId::from_ulid(Ulid::from_parts(now(), u128::from_le_bytes(random)))
}

/// The time in milliseconds. The browser has its own clock; the system's does not exist there.
fn now() -> u64 {
    if cfg!(target_arch = "wasm32") {
        return js_sys::Date::now() as u64;
    }
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_names_are_the_same() {
        let names: std::collections::HashSet<_> = (0..1000).map(|_| fresh()).collect();
        assert_eq!(names.len(), 1000);
    }
}
