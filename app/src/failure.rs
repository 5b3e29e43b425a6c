//! What a server function answers when it could not do it, and its words.
//!
//! A server function returns `Result<T, Failure<Refused>>` with the reasons of its room, so that
//! the page translates a value and never shows a text of another language.
//!
//! # Layout
//! - [`reason`]: the reasons of all rooms as one type.
//! - `words`: the general failures in words.

use leptos::prelude::*;
use leptos::server_fn::Bytes;
use leptos::server_fn::Encodes;
use leptos::server_fn::ServerFn;
use leptos::server_fn::error::{FromServerFnError, ServerFnErrorErr, ServerFnUrlError};
use maloca_fault::{Fault, Never};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::i18n::Language;
use crate::port;
use crate::wire::Text;

pub mod reason;
mod words;

pub use reason::Reason;
use words::FailureWords;

/// Why a server function had no effect.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Failure<R = Never> {
    /// The room said so.
    Fault(Fault<R>),
    /// The request did not arrive, or the answer did not come back.
    Unreachable,
    /// What was sent could not be read, or what came back: page and server differ in age.
    Garbled,
}

impl<R> From<Fault<R>> for Failure<R> {
    fn from(fault: Fault<R>) -> Self {
        Self::Fault(fault)
    }
}

impl<R> From<ServerFnError> for Failure<R> {
    fn from(_: ServerFnError) -> Self {
        Self::Unreachable
    }
}

impl<R> FromServerFnError for Failure<R>
where
    R: std::fmt::Debug + Clone + Into<Reason> + Serialize + DeserializeOwned + 'static,
{
    type Encoder = Text;

    /// Called for each refused call, where its visitor is still known.
    fn ser(&self) -> Bytes {
        self.note();
        // It cannot fail: no map has keys other than strings.
        Text::encode(self).unwrap_or_default()
    }

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        match error {
            ServerFnErrorErr::Request(_) | ServerFnErrorErr::Response(_) => Self::Unreachable,
            _ => Self::Garbled,
        }
    }
}

/// A reason that can be told in every language, with what to do about it.
pub trait Explain {
    /// One or two plain sentences.
    fn explain(&self, language: Language) -> String;
}

impl Explain for Never {
    fn explain(&self, _: Language) -> String {
        match *self {}
    }
}

impl<R: Explain> Explain for Fault<R> {
    fn explain(&self, language: Language) -> String {
        let words = FailureWords::in_language(language);
        match self {
            Self::Refused(reason) => reason.explain(language),
            Self::Missing => words.missing.to_owned(),
            Self::Denied => words.denied.to_owned(),
            Self::Busy { retry_after } => (words.busy)(retry_after.as_secs().max(1)),
            Self::Unavailable(incident) => (words.unavailable)(incident),
        }
    }
}

impl<R: Explain> Explain for Failure<R> {
    fn explain(&self, language: Language) -> String {
        let words = FailureWords::in_language(language);
        match self {
            Self::Fault(fault) => fault.explain(language),
            Self::Unreachable => words.unreachable.to_owned(),
            Self::Garbled => words.garbled.to_owned(),
        }
    }
}

impl<R: Clone + Into<Reason>> Failure<R> {
    /// Lets the house answer with the status that belongs to this failure: the page that is being
    /// rendered, or the call of a server function. Does nothing in the browser.
    pub fn note(&self) {
        if let Ok(visitor) = port::visitor() {
            visitor.failed(&self.of_any_room());
        }
    }

    fn of_any_room(&self) -> Failure<Reason> {
        match self {
            Self::Fault(fault) => Failure::Fault(fault.clone().map(Into::into)),
            Self::Unreachable => Failure::Unreachable,
            Self::Garbled => Failure::Garbled,
        }
    }
}

/// What a plain form to the server function `S` was answered, when it was refused: the server sends
/// the browser back to the form's page with the failure in the address. A plain form weighs nothing in
/// the browser; an `ActionForm` stays on the page and keeps what was written.
pub fn refused<S: ServerFn>() -> Option<S::Error> {
    port::refusal(S::PATH).map(|error| ServerFnUrlError::<S::Error>::decode_err(&error))
}

/// What was wrong, in words.
pub fn told<T, R: Explain>(
    value: &Option<Result<T, Failure<R>>>,
    language: crate::i18n::Language,
) -> Option<String> {
    value.as_ref()?.as_ref().err().map(|failure| failure.explain(language))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn a_failure_survives_the_way_to_the_browser() {
        let failures: [Failure; 4] = [
            Fault::Missing.into(),
            Fault::Busy { retry_after: Duration::from_secs(3) }.into(),
            Failure::Unreachable,
            Failure::Garbled,
        ];
        for failure in failures {
            assert_eq!(Failure::de(failure.ser()), failure);
        }
    }

    #[test]
    fn every_failure_says_something_in_every_language() {
        let busy: Failure = Fault::Busy { retry_after: Duration::ZERO }.into();
        assert!(busy.explain(Language::Spanish).contains("1 s"));
        assert_ne!(busy.explain(Language::Spanish), busy.explain(Language::English));
    }
}
