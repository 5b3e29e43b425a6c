//! The cookies of this house (RFC 6265).

use axum::http::{HeaderMap, HeaderValue, header};
use maloca_people::Token;

/// The name of the session's cookie; with encryption the browser itself guards it.
const fn session(secure: bool) -> &'static str {
    if secure { "__Host-maloca" } else { "maloca" }
}

/// How long a browser keeps a cookie, in seconds.
const KEPT: u32 = 30 * 24 * 60 * 60;

/// The value of a cookie that the browser sent.
pub fn get<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .find_map(|pair| pair.trim().strip_prefix(name)?.strip_prefix('='))
}

/// The token in the session's cookie. With encryption only the guarded cookie counts: a
/// neighbouring subdomain could plant the other.
pub fn token(headers: &HeaderMap, secure: bool) -> Option<Token> {
    get(headers, session(secure))?.parse().ok()
}

/// The header value that makes the browser keep the session's token.
pub fn admit(token: &Token, secure: bool) -> Option<HeaderValue> {
    set(session(secure), token.secret(), KEPT, secure, "; HttpOnly")
}

/// The header value that makes the browser forget the session's token.
pub fn dismiss(secure: bool) -> Option<HeaderValue> {
    set(session(secure), "", 0, secure, "; HttpOnly")
}

/// The header value that makes the browser keep a choice (language, theme), which scripts may read.
pub fn keep(name: &str, value: &str, secure: bool) -> Option<HeaderValue> {
    let age = if value.is_empty() { 0 } else { KEPT * 12 };
    set(name, value, age, secure, "")
}

fn set(name: &str, value: &str, age: u32, secure: bool, more: &str) -> Option<HeaderValue> {
    let secure = if secure { "; Secure" } else { "" };
    let text = format!("{name}={value}; Path=/; Max-Age={age}; SameSite=Lax{more}{secure}");
    HeaderValue::from_str(&text).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_goes_out_and_comes_back() {
        let token: Token = "B".repeat(43).parse().unwrap();
        let header = admit(&token, true).unwrap();
        let sent = header.to_str().unwrap();
        assert!(sent.starts_with("__Host-maloca=BBB"));
        assert!(sent.ends_with("Path=/; Max-Age=2592000; SameSite=Lax; HttpOnly; Secure"));
        let pair = sent.split(';').next().unwrap();
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, format!("a=1; {pair}; c=2").parse().unwrap());
        assert_eq!(super::token(&headers, true), Some(token));
        assert_eq!(get(&headers, "c"), Some("2"));
    }
}
