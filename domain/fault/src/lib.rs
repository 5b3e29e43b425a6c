//! The one vocabulary of failure that every room and every door shares.
//!
//! A room answers with `Result<T, Fault<R>>`, where `R` lists the reasons of that room that a
//! person can act on. A door translates the five cases once: into problems (RFC 9457), into codes
//! of its own protocol, or into words on a page.

use std::convert::Infallible;
use std::fmt;
use std::hash::{BuildHasher, Hasher, RandomState};
use std::time::Duration;

use serde::{Deserialize, Serialize};

/// Why a call had no effect.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum Fault<R = Never> {
    /// The room's own reason: the caller can change something and try again.
    #[error("{0}")]
    Refused(R),
    /// What was named does not exist, or the caller may not know that it does.
    #[error("there is nothing of that name here")]
    Missing,
    /// The caller lacks the right.
    #[error("this needs a right that you do not have; sign in or ask the host")]
    Denied,
    /// Too much at once; the same call may succeed after the given time.
    #[error("too many requests; try again in {} s", .retry_after.as_secs().max(1))]
    Busy {
        /// How long to wait before trying again.
        retry_after: Duration,
    },
    /// Something behind the room failed. The cause was logged once under this id and is never sent.
    #[error("this is not available right now; tell the host the number {0}")]
    Unavailable(Incident),
}

impl<R> Fault<R> {
    /// Translates the room's own reason and keeps the four general cases.
    pub fn map<S>(self, translate: impl FnOnce(R) -> S) -> Fault<S> {
        match self {
            Self::Refused(reason) => Fault::Refused(translate(reason)),
            Self::Missing => Fault::Missing,
            Self::Denied => Fault::Denied,
            Self::Busy { retry_after } => Fault::Busy { retry_after },
            Self::Unavailable(incident) => Fault::Unavailable(incident),
        }
    }
}

impl<R> From<R> for Fault<R> {
    fn from(reason: R) -> Self {
        Self::Refused(reason)
    }
}

/// The reason of a room that has none of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Never {}

impl fmt::Display for Never {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {}
    }
}

impl From<Infallible> for Never {
    fn from(never: Infallible) -> Self {
        match never {}
    }
}

/// The number under which the cause of a failure stands in the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Incident(pub u32);

impl Incident {
    /// A new number, which cannot be foretold: whoever was given one cannot guess those of others.
    pub fn fresh() -> Self {
        // Each state of the standard library has a key of its own, from the system's random numbers.
        let [a, b, c, d, ..] = RandomState::new().build_hasher().finish().to_le_bytes();
        Self(u32::from_le_bytes([a, b, c, d]))
    }
}

impl fmt::Display for Incident {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:08x}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unavailable_answer_tells_a_number_and_no_cause() {
        let fault: Fault = Fault::Unavailable(Incident(0xBEEF));
        assert_eq!(
            fault.to_string(),
            "this is not available right now; tell the host the number 0000beef"
        );
    }

    #[test]
    fn incidents_can_be_told_apart() {
        let numbers: std::collections::BTreeSet<_> =
            (0..100).map(|_| Incident::fresh().0).collect();
        assert!(numbers.len() > 98, "{numbers:?}");
    }

    #[test]
    fn mapping_keeps_the_general_cases() {
        assert_eq!(Fault::<u8>::Missing.map(u16::from), Fault::Missing);
        assert_eq!(Fault::Refused(3_u8).map(u16::from), Fault::Refused(3_u16));
    }
}
