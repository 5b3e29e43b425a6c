//! What a fault of any room means here: the one map of status codes.
//!
//! # Layout
//! - [`status`]: any fault as a status; [`Reason`]: the codes of a room's own reasons.
//! - `group`: those of the group of houses.

use maloca_fault::{Fault, Never};
use tonic::metadata::MetadataValue;
use tonic::{Code, Status};

mod group;

/// The trailer that tells where an expression is wrong, in characters from its beginning.
const POSITION: &str = "maloca-position";
/// The trailer that tells clients how many milliseconds to wait (gRFC A6).
const PUSHBACK: &str = "grpc-retry-pushback-ms";

/// A room's own reason.
pub(crate) trait Reason: ToString {
    /// The code that says what kind of reason it is.
    fn code(&self) -> Code;

    /// Where an expression is wrong.
    fn position(&self) -> Option<usize> {
        None
    }
}

/// A fault as a status. The text tells people what to do next.
pub(crate) fn status<R: Reason>(fault: Fault<R>) -> Status {
    match fault {
        Fault::Refused(reason) => refused(&reason),
        Fault::Missing => Status::not_found(Fault::<Never>::Missing.to_string()),
        Fault::Denied => Status::permission_denied(Fault::<Never>::Denied.to_string()),
        Fault::Busy { retry_after } => {
            let text = Fault::<Never>::Busy { retry_after }.to_string();
            let wait = u64::try_from(retry_after.as_millis()).unwrap_or(u64::MAX);
            with(Status::resource_exhausted(text), PUSHBACK, wait)
        }
        Fault::Unavailable(incident) => {
            Status::unavailable(Fault::<Never>::Unavailable(incident).to_string())
        }
    }
}

fn refused(reason: &impl Reason) -> Status {
    let status = Status::new(reason.code(), reason.to_string());
    match reason.position() {
        Some(position) => with(status, POSITION, position as u64),
        None => status,
    }
}

fn with(mut status: Status, trailer: &'static str, number: u64) -> Status {
    status.metadata_mut().insert(trailer, MetadataValue::from(number));
    status
}

impl Reason for maloca_calc::Refused {
    fn code(&self) -> Code {
        if self.is_limit() { Code::ResourceExhausted } else { Code::InvalidArgument }
    }

    fn position(&self) -> Option<usize> {
        Some(self.position)
    }
}

impl Reason for maloca_chat::Refused {
    fn code(&self) -> Code {
        match self {
            Self::BadRoomName
            | Self::BadTitle
            | Self::BadId
            | Self::BadCursor
            | Self::EmptyText
            | Self::TextTooLong
            | Self::ControlCharacter => Code::InvalidArgument,
            Self::RoomExists | Self::IdTaken => Code::AlreadyExists,
            Self::TooManyRooms => Code::ResourceExhausted,
            Self::NoNick => Code::Unauthenticated,
            Self::NoSuchReply | Self::Gone => Code::FailedPrecondition,
            Self::NotYours => Code::PermissionDenied,
        }
    }
}

impl Reason for maloca_files::Refused {
    fn code(&self) -> Code {
        match self {
            Self::BadPath(_) | Self::Hidden | Self::BadMove | Self::BadCursor => {
                Code::InvalidArgument
            }
            Self::IsFolder | Self::NotFolder | Self::Conflict => Code::FailedPrecondition,
            Self::Exists => Code::AlreadyExists,
            Self::Full | Self::TooLarge => Code::ResourceExhausted,
            Self::CutOff => Code::Aborted,
        }
    }
}

impl Reason for maloca_people::Refused {
    fn code(&self) -> Code {
        match self {
            Self::BadNick(_) => Code::InvalidArgument,
            Self::NickTaken(_) => Code::AlreadyExists,
            Self::SpentInvitation => Code::FailedPrecondition,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use maloca_fault::Incident;

    use super::*;

    type Chat = Fault<maloca_chat::Refused>;

    #[test]
    fn each_kind_of_fault_has_a_code_and_a_text() {
        let codes = [
            (Chat::Missing, Code::NotFound),
            (Chat::Denied, Code::PermissionDenied),
            (Chat::Unavailable(Incident(1)), Code::Unavailable),
            (Chat::Refused(maloca_chat::Refused::NoNick), Code::Unauthenticated),
        ];
        for (fault, code) in codes {
            let status = status(fault);
            assert_eq!(status.code(), code);
            assert!(!status.message().is_empty());
        }
    }

    #[test]
    fn who_comes_too_often_learns_how_long_to_wait() {
        let status = status(Chat::Busy { retry_after: Duration::from_millis(1_500) });
        assert_eq!(status.code(), Code::ResourceExhausted);
        assert_eq!(status.metadata().get(PUSHBACK).unwrap(), "1500");
    }

    #[test]
    fn a_wrong_expression_tells_its_place() {
        let question = maloca_calc::Question::new("1+)").unwrap();
        let wrong = maloca_calc::evaluate(&question, &maloca_calc::Budget::quick()).unwrap_err();
        let status = status(Fault::Refused(wrong));
        assert_eq!(status.code(), Code::InvalidArgument);
        assert_eq!(status.metadata().get(POSITION).unwrap(), "2");
    }
}
