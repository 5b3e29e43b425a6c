//! What each room's reasons become.

use std::fmt::Display;

use serde_json::{Map, Value};

use super::Kind;

/// A reason of a room that HTTP has a problem for.
pub trait Reason: Display {
    /// The kind of problem that it is.
    fn kind(&self) -> Kind;

    /// Further members of the problem.
    fn extra(&self) -> Map<String, Value> {
        Map::new()
    }
}

impl Reason for maloca_fault::Never {
    fn kind(&self) -> Kind {
        match *self {}
    }
}

impl Reason for maloca_app::failure::Reason {
    fn kind(&self) -> Kind {
        match self {
            Self::Calc(refused) => refused.kind(),
            Self::Chat(refused) => refused.kind(),
            Self::Files(refused) => refused.kind(),
            Self::People(refused) => refused.kind(),
            Self::Doors(refused) => refused.kind(),
            Self::Nodes(refused) => refused.kind(),
        }
    }

    fn extra(&self) -> Map<String, Value> {
        match self {
            Self::Calc(refused) => refused.extra(),
            Self::Chat(refused) => refused.extra(),
            Self::Files(refused) => refused.extra(),
            Self::People(refused) => refused.extra(),
            Self::Doors(refused) => refused.extra(),
            Self::Nodes(refused) => refused.extra(),
        }
    }
}

impl Reason for maloca_calc::Refused {
    fn kind(&self) -> Kind {
        if self.is_limit() { Kind::LIMIT } else { Kind::WRONG_EXPRESSION }
    }

    fn extra(&self) -> Map<String, Value> {
        Map::from_iter([
            ("position".to_owned(), self.position.into()),
            ("length".to_owned(), self.length.into()),
        ])
    }
}

impl Reason for maloca_chat::Refused {
    fn kind(&self) -> Kind {
        match self {
            Self::BadRoomName | Self::BadId | Self::BadCursor => Kind::BAD_REQUEST,
            Self::BadTitle | Self::EmptyText | Self::ControlCharacter | Self::NoSuchReply => {
                Kind::INVALID
            }
            Self::TextTooLong => Kind::TOO_LARGE,
            Self::RoomExists | Self::IdTaken => Kind::CONFLICT,
            Self::TooManyRooms => Kind::FULL,
            Self::NoNick => Kind::UNAUTHORIZED,
            Self::NotYours => Kind::NOT_YOURS,
            Self::Gone => Kind::GONE,
        }
    }
}

impl Reason for maloca_files::BadPath {
    fn kind(&self) -> Kind {
        Kind::BAD_PATH
    }
}

impl Reason for maloca_files::Refused {
    fn kind(&self) -> Kind {
        match self {
            Self::BadPath(bad) => bad.kind(),
            Self::IsFolder | Self::NotFolder | Self::Exists | Self::BadMove => Kind::CONFLICT,
            Self::Conflict => Kind::PRECONDITION,
            Self::Hidden => Kind::DENIED,
            Self::BadCursor | Self::CutOff => Kind::BAD_REQUEST,
            Self::Full => Kind::FULL,
            Self::TooLarge => Kind::TOO_LARGE,
        }
    }
}

impl Reason for maloca_people::nick::BadNick {
    fn kind(&self) -> Kind {
        Kind::INVALID
    }
}

impl Reason for maloca_people::Refused {
    fn kind(&self) -> Kind {
        match self {
            Self::BadNick(bad) => bad.kind(),
            Self::NickTaken(_) => Kind::CONFLICT,
            Self::SpentInvitation => Kind::GONE,
        }
    }
}

impl Reason for maloca_nodes::Refused {
    fn kind(&self) -> Kind {
        match self {
            Self::BadTicket(_) | Self::BadExpiry => Kind::INVALID,
            Self::ExpiredTicket | Self::SpentTicket => Kind::GONE,
            Self::NotAlone | Self::Shut => Kind::CONFLICT,
            Self::Unreachable | Self::NotAdmitted => Kind::UNAVAILABLE,
            Self::MayNotInvite | Self::MayNotRevoke => Kind::DENIED,
            Self::Full => Kind::FULL,
        }
    }
}

impl Reason for maloca_nodes::network::Refused {
    fn kind(&self) -> Kind {
        match self {
            Self::Files(refused) => refused.kind(),
            Self::Nobody => Kind::UNAVAILABLE,
            Self::TooMany => Kind::BUSY,
            Self::Shut => Kind::CONFLICT,
        }
    }
}

impl Reason for maloca_app::nodes::port::Refused {
    fn kind(&self) -> Kind {
        match self {
            Self::NoTicket | Self::OtherVersion | Self::Damaged | Self::BadExpiry => Kind::INVALID,
            Self::Expired | Self::Spent => Kind::GONE,
            Self::NotAlone | Self::Shut | Self::Elsewhere => Kind::CONFLICT,
            Self::Unreachable | Self::NotAdmitted | Self::Nobody => Kind::UNAVAILABLE,
            Self::MayNotInvite | Self::MayNotRevoke => Kind::DENIED,
            Self::Full | Self::TooManyKeeps => Kind::FULL,
            Self::TooMany => Kind::BUSY,
            Self::Files(refused) => refused.kind(),
        }
    }
}

impl Reason for maloca_nodes::keep::Refused {
    fn kind(&self) -> Kind {
        match self {
            Self::TooMany => Kind::FULL,
            Self::Hidden => Kind::DENIED,
            Self::Elsewhere | Self::Shut => Kind::CONFLICT,
        }
    }
}

impl Reason for maloca_app::doors::port::NotTried {
    fn kind(&self) -> Kind {
        match self {
            Self::Shut(_) => Kind::MISSING,
            Self::Value(_) => Kind::INVALID,
            Self::Unreached => Kind::UNAVAILABLE,
        }
    }
}
