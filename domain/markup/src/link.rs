//! Which addresses are let through.

use std::fmt::Write as _;

/// Where an address leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Target {
    /// To another site.
    Foreign(String),
    /// To somebody's mailbox.
    Mail(String),
    /// Within this house.
    Own(String),
}

impl Target {
    /// The opening tag of a link there.
    pub(crate) fn tag(&self) -> String {
        match self {
            Self::Foreign(href) => {
                format!(
                    r#"<a href="{href}" rel="nofollow noopener noreferrer ugc" target="_blank">"#
                )
            }
            Self::Mail(href) => format!(r#"<a href="{href}" rel="nofollow ugc">"#),
            // The router of the pages would take an address for a page even where it is a file.
            Self::Own(href) => format!(r#"<a href="{href}" rel="external">"#),
        }
    }
}

/// Reads an address as a browser would, and lets through `http`, `https`, `mailto` and paths of this
/// house. The result can stand in an attribute as it is.
pub(crate) fn target(address: &str) -> Option<Target> {
    // Browsers drop control characters before they look for the scheme (WHATWG URL §4.4).
    if address.is_empty() || address.chars().any(char::is_control) {
        return None;
    }
    let address = address.trim();
    let href = escape(address);
    match scheme(address) {
        Some(scheme) if is(scheme, "http") || is(scheme, "https") => Some(Target::Foreign(href)),
        Some(scheme) if is(scheme, "mailto") => Some(Target::Mail(href)),
        Some(_) => None,
        None if address.replace('\\', "/").starts_with("//") => None,
        None => Some(Target::Own(href)),
    }
}

/// A mailbox without its scheme, as in `<somebody@example.org>`.
pub(crate) fn mailbox(address: &str) -> Option<Target> {
    target(&format!("mailto:{address}"))
}

/// What stands before the first colon, if that comes before any `/`, `?` or `#`.
fn scheme(address: &str) -> Option<&str> {
    let end = address.find([':', '/', '\\', '?', '#'])?;
    address[end..].starts_with(':').then(|| &address[..end])
}

fn is(scheme: &str, known: &str) -> bool {
    scheme.eq_ignore_ascii_case(known)
}

/// Percent-encodes what may not stand in a URL (RFC 3986 §2), so that nothing of it can end the
/// attribute. `%` stays, for what is encoded already.
fn escape(address: &str) -> String {
    let mut href = String::with_capacity(address.len());
    for byte in address.bytes() {
        match byte {
            b'&' => href.push_str("&amp;"),
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => href.push(byte.into()),
            _ if b"-._~:/?#[]@!$()*+,;=%".contains(&byte) => href.push(byte.into()),
            // Writing to a String cannot fail.
            _ => drop(write!(href, "%{byte:02X}")),
        }
    }
    href
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_trick_leads_to_a_script() {
        for evil in [
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            " javascript:alert(1)",
            "java\tscript:alert(1)",
            "java\nscript:alert(1)",
            "\u{1}javascript:alert(1)",
            "vbscript:x",
            "data:text/html,<script>",
            "blob:x",
            "file:///etc/passwd",
            "view-source:javascript:1",
            "//evil.example",
            "\\\\evil.example",
            "/\\evil.example",
            "",
        ] {
            assert_eq!(target(evil), None, "{evil:?}");
        }
    }

    #[test]
    fn an_address_cannot_leave_its_attribute() {
        let Some(Target::Foreign(href)) = target("https://e.org/\"onclick='x'<>`&b") else {
            panic!()
        };
        assert_eq!(href, "https://e.org/%22onclick=%27x%27%3C%3E%60&amp;b");
    }

    #[test]
    fn addresses_lead_where_they_say() {
        assert!(matches!(target("HTTPS://e.org"), Some(Target::Foreign(_))));
        assert!(matches!(target("mailto:a@e.org"), Some(Target::Mail(_))));
        for own in ["/files/a.txt", "notes/a:b", "#part", "?q=1", "./x"] {
            assert!(matches!(target(own), Some(Target::Own(_))), "{own}");
        }
    }
}
