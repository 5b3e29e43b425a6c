//! What a file is called on the wire, and what browsers may do with it.
//!
//! The type follows from the name alone; nothing is guessed from content, neither here nor, because
//! of `nosniff`, in the browser. What visitors put into the tree must never act as this house:
//!
//! - HTML, SVG and XML are shown in a sandbox: no scripts, no forms, an origin of their own.
//! - Scripts are called plain text, so that no page can run them and none becomes a service worker.
//! - Everything may be framed by this house alone.

use std::borrow::Cow;

use axum::http::{HeaderValue, header};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// What is not known by its name.
const OCTETS: &str = "application/octet-stream";

/// The policy of what browsers show as a document that could have scripts.
const SANDBOX: &str = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; \
                       font-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

/// The policy of all else: the browser's own viewers may load the file itself and nothing more.
const VIEWER: &str = "default-src 'none'; img-src 'self'; media-src 'self'; object-src 'self'; \
                      style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'self'";

/// The value of `Content-Type` for a file of this name.
pub fn content_type(name: &str) -> Cow<'static, str> {
    let known = mime_guess::from_path(name).first_raw().unwrap_or(OCTETS);
    match known {
        script if is_script(script) => Cow::Borrowed("text/plain; charset=utf-8"),
        text if text.starts_with("text/") && !is_xml(text) => {
            Cow::Owned(format!("{text}; charset=utf-8"))
        }
        other => Cow::Borrowed(other),
    }
}

/// The value of `Content-Security-Policy` for a file of this type.
pub fn policy(content_type: &str) -> HeaderValue {
    let is_document = content_type.starts_with("text/html") || is_xml(content_type);
    HeaderValue::from_static(if is_document { SANDBOX } else { VIEWER })
}

/// The types of MIME Sniffing §4.6, under whatever of their many names.
fn is_script(media: &str) -> bool {
    ["javascript", "ecmascript", "jscript", "livescript"].iter().any(|name| media.contains(name))
}

/// XML declares its own encoding (RFC 7303 §3), and can carry scripts by its namespaces.
fn is_xml(media: &str) -> bool {
    media.ends_with("/xml") || media.ends_with("+xml") || media.contains("xsl")
}

/// What is left as it is in `filename*` (RFC 8187 §3.2.1, `attr-char`).
const EXTENDED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'!')
    .remove(b'#')
    .remove(b'$')
    .remove(b'&')
    .remove(b'+')
    .remove(b'-')
    .remove(b'.')
    .remove(b'^')
    .remove(b'_')
    .remove(b'`')
    .remove(b'|')
    .remove(b'~');

/// The value of `Content-Disposition` for a download under this name (RFC 6266): a plain one for old
/// clients, and the real one for all others.
pub fn attachment(name: &str) -> (header::HeaderName, HeaderValue) {
    let plain: String = name.chars().map(plain).collect();
    let extended = utf8_percent_encode(name, EXTENDED);
    let value = format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{extended}");
    let value = HeaderValue::try_from(value);
    (header::CONTENT_DISPOSITION, value.unwrap_or(HeaderValue::from_static("attachment")))
}

/// Quotes and per cent signs are read differently by different clients (RFC 6266 appendix D).
const fn plain(c: char) -> char {
    match c {
        '"' | '\\' | '%' => '_',
        c if c.is_ascii() && !c.is_ascii_control() => c,
        _ => '_',
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_follow_from_names() {
        assert_eq!(content_type("a.txt"), "text/plain; charset=utf-8");
        assert_eq!(content_type("A.HTML"), "text/html; charset=utf-8");
        assert_eq!(content_type("a.mp4"), "video/mp4");
        assert_eq!(content_type("a.xml"), "text/xml");
        assert_eq!(content_type("Makefile"), OCTETS);
    }

    #[test]
    fn a_script_of_a_visitor_has_no_type_that_a_browser_would_run() {
        for name in ["a.js", "a.mjs", "a.jsx", "a.es", "a.ecma"] {
            assert_eq!(content_type(name), "text/plain; charset=utf-8", "{name}");
        }
    }

    #[test]
    fn what_could_have_scripts_is_shown_in_a_sandbox() {
        for name in ["a.html", "a.htm", "a.xhtml", "a.svg", "a.svgz", "a.xml", "a.xsl", "a.rss"] {
            let policy = policy(&content_type(name));
            assert!(policy.to_str().unwrap().starts_with("sandbox"), "{name}");
        }
        assert!(!policy("application/pdf").to_str().unwrap().contains("sandbox"));
    }

    #[test]
    fn a_download_keeps_its_name_whatever_is_in_it() {
        let (_, value) = attachment("ñandú \"1\".txt");
        assert_eq!(
            value,
            "attachment; filename=\"_and_ _1_.txt\"; filename*=UTF-8''%C3%B1and%C3%BA%20%221%22.txt"
        );
    }
}
