//! The types of single values.

use std::fmt;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::str::FromStr;

use serde::Deserialize;

/// Whether and where a door is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub enum Switch {
    /// Shut.
    Off,
    /// Open at this address.
    On(SocketAddr),
}

/// How the web door is encrypted.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub enum Tls {
    /// Not at all.
    Off,
    /// With a certificate that the house makes for itself.
    SelfSigned,
    /// With a certificate and key from files, PEM.
    Files {
        /// The chain of certificates.
        cert: PathBuf,
        /// The private key.
        key: PathBuf,
    },
    /// With a certificate that an authority gives for this name.
    Acme(String),
}

/// A URL under which others reach the house, without a slash at the end.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct PublicUrl(String);

/// A value that cannot be read, with what would be right.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct BadValue(pub(super) &'static str);

impl PublicUrl {
    /// The URL.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Switch {
    type Err = BadValue;

    fn from_str(text: &str) -> Result<Self, BadValue> {
        match text {
            "off" => Ok(Self::Off),
            text => text.parse().map(Self::On).map_err(|_| {
                BadValue("expected `off` or an address with a port, as in 0.0.0.0:19500")
            }),
        }
    }
}

impl FromStr for Tls {
    type Err = BadValue;

    fn from_str(text: &str) -> Result<Self, BadValue> {
        const HELP: BadValue = BadValue("expected off, self, files:CERT,KEY or acme:NAME");
        match text.split_once(':') {
            None if text == "off" => Ok(Self::Off),
            None if text == "self" => Ok(Self::SelfSigned),
            Some(("files", paths)) => {
                let (cert, key) = paths.split_once(',').ok_or(HELP)?;
                Ok(Self::Files { cert: cert.into(), key: key.into() })
            }
            Some(("acme", name)) if !name.is_empty() => Ok(Self::Acme(name.to_owned())),
            _ => Err(HELP),
        }
    }
}

impl FromStr for PublicUrl {
    type Err = BadValue;

    fn from_str(text: &str) -> Result<Self, BadValue> {
        const HELP: BadValue =
            BadValue("expected a URL without a path, as in https://house.example");
        let uri: http::Uri = text.trim_end_matches('/').parse().map_err(|_| HELP)?;
        let fits = matches!(uri.scheme_str(), Some("http" | "https"))
            && matches!(uri.path(), "" | "/")
            && uri.query().is_none()
            && !text.contains('@');
        let authority = uri.authority().filter(|_| fits).ok_or(HELP)?;
        Ok(Self(format!("{}://{authority}", uri.scheme_str().unwrap_or("http"))))
    }
}

macro_rules! from_text {
    ($($type:ty),*) => {$(
        impl TryFrom<String> for $type {
            type Error = BadValue;

            fn try_from(text: String) -> Result<Self, BadValue> {
                text.parse()
            }
        }
    )*};
}
from_text!(Switch, Tls, PublicUrl);

impl fmt::Display for Switch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Off => f.write_str("off"),
            Self::On(address) => address.fmt(f),
        }
    }
}

impl fmt::Display for Tls {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Off => f.write_str("off"),
            Self::SelfSigned => f.write_str("self"),
            Self::Files { cert, key } => write!(f, "files:{},{}", cert.display(), key.display()),
            Self::Acme(name) => write!(f, "acme:{name}"),
        }
    }
}

impl fmt::Display for PublicUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
