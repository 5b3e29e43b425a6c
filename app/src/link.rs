//! Paths and queries of this house.

use percent_encoding::{AsciiSet, CONTROLS, NON_ALPHANUMERIC, utf8_percent_encode};

/// What is left as it is in a value of a query: RFC 3986's unreserved characters and the slash.
const QUERY: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~').remove(b'/');

/// A text as the value of a query, the same on both sides.
pub fn query(value: &str) -> String {
    utf8_percent_encode(value, QUERY).to_string()
}

/// What is escaped in an address that goes into a header; beyond ASCII everything is.
const HEADER: &AsciiSet = &CONTROLS.add(b' ').add(b'"').add(b'<').add(b'>').add(b'`');

/// The path if it leads to a page of this house, else the home page: what comes from a query may
/// send nobody elsewhere. `//host` and `/\host` are other houses to a browser, and it drops tabs
/// and line breaks before it looks. The result is ASCII, as a header needs it.
pub fn within(path: &str) -> String {
    let foreign = !path.starts_with('/')
        || path.starts_with("//")
        || path.chars().any(|c| c.is_control() || c == '\\')
        || path.len() > 4096;
    utf8_percent_encode(if foreign { "/" } else { path }, HEADER).to_string()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn nobody_is_sent_to_another_house() {
        for evil in ["//evil", "/\\evil", "https://evil", "javascript:1", "", "/\t/evil", "/a\\b"] {
            assert_eq!(within(evil), "/", "{evil:?}");
        }
        assert_eq!(within("/chat/general?x=1#y"), "/chat/general?x=1#y");
        assert_eq!(within("/files/año nuevo/50%25"), "/files/a%C3%B1o%20nuevo/50%25");
    }

    proptest! {
        #[test]
        fn a_path_fits_into_a_header(path in "/?\\PC{0,40}") {
            prop_assert!(within(&path).bytes().all(|byte| (0x21..0x7f).contains(&byte)));
        }

        #[test]
        fn a_value_cannot_leave_its_place_in_a_query(value in ".{0,40}") {
            prop_assert!(!query(&value).contains(['&', '#', '+', '=', '?', ' ', '"', '<', '\'']));
        }
    }
}
