//! Requests that a page of another site made a browser send.

use http::HeaderMap;
use http::header::{HOST, ORIGIN};

/// Whether the browser says that another site asks. `same-site` is another site here: it is what a
/// page on another port of this machine is called, and cookies do not know ports.
pub(crate) fn is_foreign(headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or_default());
    let site = text("sec-fetch-site").is_some_and(|site| !matches!(site, "same-origin" | "none"));
    let origin = text(ORIGIN.as_str()).is_some_and(|origin| {
        origin.split_once("://").map(|(_, authority)| authority) != text(HOST.as_str())
    });
    site || origin
}

#[cfg(test)]
mod tests {
    use super::*;

    fn foreign(pairs: &[(&'static str, &'static str)]) -> bool {
        let mut headers = HeaderMap::new();
        headers.insert("host", "a:8009".parse().unwrap());
        for (name, value) in pairs {
            headers.insert(*name, value.parse().unwrap());
        }
        is_foreign(&headers)
    }

    #[test]
    fn what_another_site_sends_is_foreign_and_what_a_visitor_types_is_not() {
        assert!(!foreign(&[]));
        assert!(!foreign(&[("sec-fetch-site", "none")]));
        assert!(!foreign(&[("sec-fetch-site", "same-origin"), ("origin", "http://a:8009")]));
        for site in ["cross-site", "same-site", "", "ñ"] {
            assert!(foreign(&[("sec-fetch-site", site)]), "{site}");
        }
        for origin in ["http://b:8009", "http://a:3000", "http://a", "null", ""] {
            assert!(foreign(&[("origin", origin)]), "{origin}");
        }
    }
}
