//! From a request's path to the one typed path.
//!
//! The path is taken from the request as it came and decoded once, here. A slash that was written
//! `%2F` counts as a slash: what it leads to is checked after decoding, like everything else.

use axum::http::Uri;
use maloca_fault::Fault;
use maloca_files::{Path, Refused};

use crate::problem::Problem;

/// What stands behind a prefix such as `/raw`.
///
/// # Errors
/// When it is no path of the shared tree.
pub fn path(uri: &Uri, prefix: &str) -> Result<Path, Problem> {
    let rest = uri.path().strip_prefix(prefix).unwrap_or_default();
    Path::decode(rest).map_err(|bad| refused(Refused::BadPath(bad)))
}

/// Whether the path was written with a slash at its end, as only folders are.
pub fn names_folder(uri: &Uri) -> bool {
    uri.path().ends_with('/')
}

/// A reason of the room as a problem.
pub fn refused(reason: Refused) -> Problem {
    Fault::Refused(reason).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(uri: &'static str) -> Option<String> {
        path(&Uri::from_static(uri), "/raw").ok().map(|path| path.to_string())
    }

    #[test]
    fn a_path_is_decoded_once() {
        assert_eq!(read("/raw/a%20b/c%2520d?x"), Some("a b/c%20d".into()));
        assert_eq!(read("/raw/a%2Fb"), Some("a/b".into()));
        assert_eq!(read("/raw"), Some(String::new()));
        assert_eq!(read("/raw/"), Some(String::new()));
    }

    #[test]
    fn what_could_lead_elsewhere_is_no_path() {
        for evil in
            ["/raw//etc", "/raw/%2fetc", "/raw/a//b", "/raw/..", "/raw/%2e%2e/a", "/raw/a%00"]
        {
            assert_eq!(read(evil), None, "{evil}");
        }
    }
}
