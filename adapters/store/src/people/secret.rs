//! Tokens and their digests.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use maloca_fault::Fault;
use maloca_people::Token;
use sha2::Sha256;

use crate::incident::report;

/// SHA-256 of a token. A token has 256 random bits, so no salt and no slow hash is needed, and
/// looking it up by index tells nothing about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Digest([u8; 32]);

impl Digest {
    pub(super) fn of(token: &Token) -> Self {
        Self(<Sha256 as sha2::Digest>::digest(token.secret()).into())
    }

    pub(super) const fn bytes(&self) -> &[u8] {
        self.0.as_slice()
    }
}

/// A new secret of 256 bits.
pub(super) fn new_token<R>() -> Result<Token, Fault<R>> {
    let mut bits = [0; 32];
    getrandom::fill(&mut bits).map_err(|cause| unavailable(&cause.to_string()))?;
    URL_SAFE_NO_PAD.encode(bits).parse().map_err(|_| unavailable("a token of another form"))
}

fn unavailable<R>(cause: &str) -> Fault<R> {
    Fault::Unavailable(report("token", &std::io::Error::other(cause)))
}
