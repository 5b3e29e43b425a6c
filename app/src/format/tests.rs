use proptest::prelude::*;
use time::macros::datetime;

use super::*;

#[test]
fn a_size_reads_as_in_its_language() {
    for (bytes, english, spanish) in [
        (0, "0 B", "0 B"),
        (999, "999 B", "999 B"),
        (1000, "1.0 kB", "1,0 kB"),
        (9_950, "9.9 kB", "9,9 kB"),
        (12_345, "12 kB", "12 kB"),
        (999_499, "999 kB", "999 kB"),
        (1_500_000, "1.5 MB", "1,5 MB"),
        (u64::MAX, "18 EB", "18 EB"),
    ] {
        assert_eq!(size(bytes, Language::English), english);
        assert_eq!(size(bytes, Language::Spanish), spanish);
    }
}

#[test]
fn thousands_are_apart() {
    assert_eq!(integer(1_234, Language::English), "1,234");
    assert_eq!(integer(1_234, Language::Spanish), "1234");
    assert_eq!(integer(1_234_567, Language::Spanish), "1.234.567");
}

#[test]
fn a_moment_shows_as_much_as_asked_for() {
    let at = datetime!(2026-11-21 14:05:09 UTC);
    assert_eq!(moment(at, Detail::Full, Language::Spanish), "21 nov 2026, 14:05");
    assert_eq!(moment(at, Detail::Day, Language::English), "21 Nov 2026");
    assert_eq!(moment(at, Detail::Clock, Language::English), "14:05");
    assert_eq!(rfc3339(datetime!(2026-11-21 14:05:09 -5)), "2026-11-21T19:05:09Z");
}

proptest! {
    #[test]
    fn no_size_is_too_strange(bytes: u64) {
        let text = size(bytes, Language::English);
        prop_assert!(text.len() <= 6 && text.ends_with('B'), "{text}");
    }
}
