//! Where a server of NATS is, and who this house is there.

use std::fmt;

use async_nats::ServerAddr;
use percent_encoding::percent_decode_str;
use serde::Deserialize;

/// A URL of NATS. It may hold a password, so it is shown without, and what is none is kept as such: the errors of those
/// who parse settings show what they could not parse.
#[derive(Clone, Deserialize)]
#[serde(from = "String")]
pub struct NatsUrl(Result<Server, BadUrl>);

/// What is no URL of NATS. It does not say what it was, because that may hold a password.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "expected nats://HOST:PORT or tls://HOST:PORT, with USER:PASSWORD@ or TOKEN@ before the host where the \
     server asks for it"
)]
pub struct BadUrl;

#[derive(Clone, PartialEq, Eq)]
pub(super) struct Server {
    /// Without the login: what the client writes into its log is this.
    pub(super) address: ServerAddr,
    pub(super) login: Option<Login>,
}

#[derive(Clone, PartialEq, Eq)]
pub(super) enum Login {
    Token(String),
    Password { user: String, password: String },
}

impl NatsUrl {
    /// Whether it is one.
    ///
    /// # Errors
    /// [`BadUrl`] when it is not.
    pub fn check(&self) -> Result<(), BadUrl> {
        self.server().map(drop)
    }

    pub(super) fn server(&self) -> Result<&Server, BadUrl> {
        self.0.as_ref().map_err(|bad| *bad)
    }
}

impl From<String> for NatsUrl {
    fn from(text: String) -> Self {
        Self(parsed(&text))
    }
}

impl fmt::Display for NatsUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Ok(Server { address, login: None }) => f.write_str(address.as_url_str()),
            Ok(Server { address, .. }) => write!(f, "{} (with a login)", address.as_url_str()),
            Err(BadUrl) => f.write_str("(not a URL of NATS)"),
        }
    }
}

impl fmt::Debug for NatsUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

fn parsed(text: &str) -> Result<Server, BadUrl> {
    let address: ServerAddr = text.parse().map_err(|_| BadUrl)?;
    let mut url = address.into_inner();
    let fits = text.contains("://")
        && matches!(url.scheme(), "nats" | "tls")
        && url.host_str().is_some_and(|host| !host.is_empty())
        && matches!(url.path(), "" | "/")
        && url.query().is_none()
        && url.fragment().is_none();
    let login = match (url.username(), url.password()) {
        _ if !fits => return Err(BadUrl),
        ("", None) => None,
        (token, None) => Some(Login::Token(decoded(token)?)),
        (user, Some(password)) => {
            Some(Login::Password { user: decoded(user)?, password: decoded(password)? })
        }
    };
    url.set_password(None).and_then(|()| url.set_username("")).map_err(|()| BadUrl)?;
    let address = ServerAddr::from_url(url).map_err(|_| BadUrl)?;
    Ok(Server { address, login })
}

fn decoded(text: &str) -> Result<String, BadUrl> {
    percent_decode_str(text).decode_utf8().map(Into::into).map_err(|_| BadUrl)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(text: &str) -> NatsUrl {
        NatsUrl::from(text.to_owned())
    }

    #[test]
    fn a_login_is_taken_out_of_the_url_and_never_shown() {
        let login = |text: &str| url(text).server().map(|server| server.login.clone());
        let token = |token: &str| Ok(Some(Login::Token(token.to_owned())));
        let password = |user: &str, password: &str| {
            Ok(Some(Login::Password { user: user.into(), password: password.into() }))
        };
        assert!(login("nats://example.org") == Ok(None));
        assert!(login("nats://s3cr3t@example.org:4222") == token("s3cr3t"));
        assert!(login("tls://ana:p%40ss@[::1]:4222/") == password("ana", "p@ss"));
        assert!(login("nats://:s3cr3t@example.org") == password("", "s3cr3t"));
        for text in ["nats://s3cr3t@h:1", "nats://u:s3cr3t@h:1", "tls://:s3cr3t@h:1"] {
            let url = url(text);
            assert_eq!(
                url.to_string(),
                format!("{}://h:1 (with a login)", &text[..text.find(':').unwrap()])
            );
            assert_eq!(format!("{url:?}"), url.to_string());
            let address = url.server().map(|server| format!("{:?}", server.address));
            assert!(address.is_ok_and(|address| !address.contains("s3cr3t")));
        }
    }

    #[test]
    fn what_is_no_url_of_nats_is_refused_and_never_shown() {
        for text in [
            "",
            "s3cr3t",
            "localhost:4222",
            "nats://",
            "nats://s3cr3t@",
            "nats://host:99999",
            "http://u:s3cr3t@host",
            "ws://host",
            "nats://host/s3cr3t",
            "nats://host?s3cr3t",
            "nats://host#s3cr3t",
            "nats://%ff@host",
        ] {
            let url = url(text);
            assert_eq!(url.check(), Err(BadUrl), "{text}");
            assert!(!format!("{url} {url:?} {BadUrl}").contains("s3cr3t"), "{text}");
        }
    }
}
