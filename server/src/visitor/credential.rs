//! From a cookie or an `Authorization` header to a caller.
//!
//! `Bearer TOKEN` vouches for a session. `Basic nick:` gives a name without any proof, and
//! `Basic nick:TOKEN` one with it, because `curl -u` can say both. A cookie that vouches for nobody
//! any more is no error: its owner becomes a visitor without a name.

use axum::http::{HeaderMap, header};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use maloca_people::{Caller, Nick, People, Session, Token};

use super::cookie;
use crate::problem::{Kind, Problem};

/// Who the headers say it is, with the living token if there is one.
///
/// # Errors
/// When the credential is malformed or vouches for nobody, or the name is somebody else's.
pub async fn recognise(
    people: &dyn People,
    headers: &HeaderMap,
    secure: bool,
) -> Result<(Caller, Option<Token>), Problem> {
    match headers.get(header::AUTHORIZATION) {
        None => match cookie::token(headers, secure) {
            Some(token) => Ok(by_cookie(people, token).await?),
            None => Ok((Caller::anonymous(people.guests()), None)),
        },
        Some(value) => match Credential::parse(value.to_str().unwrap_or_default())? {
            Credential::Token(token) => {
                let session = vouched(people, &token).await?;
                Ok((session.caller(people.guests()), Some(token)))
            }
            Credential::Name(nick) => Ok((people.call_by_name(nick).await?, None)),
        },
    }
}

async fn by_cookie(people: &dyn People, token: Token) -> Result<(Caller, Option<Token>), Problem> {
    Ok(match people.recognise(&token).await? {
        Some(session) => (session.caller(people.guests()), Some(token)),
        None => (Caller::anonymous(people.guests()), None),
    })
}

async fn vouched(people: &dyn People, token: &Token) -> Result<Session, Problem> {
    people.recognise(token).await?.ok_or_else(unauthorized)
}

fn unauthorized() -> Problem {
    Problem::new(
        Kind::UNAUTHORIZED,
        "this token vouches for nobody (any more); get a new one with POST /api/v1/sessions",
    )
}

#[derive(Debug, PartialEq, Eq)]
enum Credential {
    Token(Token),
    Name(Nick),
}

impl Credential {
    fn parse(value: &str) -> Result<Self, Problem> {
        let (scheme, rest) = value.split_once(' ').unwrap_or((value, ""));
        match scheme.to_ascii_lowercase().as_str() {
            "bearer" => rest.trim().parse().map(Self::Token).map_err(|_| unauthorized()),
            "basic" => Self::basic(rest.trim()),
            _ => Err(Problem::new(
                Kind::BAD_REQUEST,
                "Authorization must be `Bearer TOKEN` or `Basic` with `nick:` or `nick:TOKEN`",
            )),
        }
    }

    fn basic(encoded: &str) -> Result<Self, Problem> {
        let malformed = || Problem::new(Kind::BAD_REQUEST, "malformed Basic credentials");
        let bytes = STANDARD.decode(encoded).map_err(|_| malformed())?;
        let text = String::from_utf8(bytes).map_err(|_| malformed())?;
        let (nick, secret) = text.split_once(':').ok_or_else(malformed)?;
        if secret.is_empty() {
            let nick = nick.parse::<Nick>().map_err(maloca_people::Refused::BadNick);
            return nick.map(Self::Name).map_err(|bad| maloca_fault::Fault::from(bad).into());
        }
        secret.parse().map(Self::Token).map_err(|_| unauthorized())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_basic_credential_is_a_name_or_a_token() {
        let name = Credential::parse("Basic YW5hOg==").unwrap();
        assert_eq!(name, Credential::Name("ana".parse().unwrap()));
        assert!(Credential::parse("Basic !!!").is_err());
        assert!(Credential::parse("Digest x").is_err());
        assert_eq!(
            Credential::parse("Basic YW5hOng=").unwrap_err().status(),
            Kind::UNAUTHORIZED.status
        );
    }
}
