//! What the reasons of the group mean.

use maloca_nodes::catalogue::BadPage;
use maloca_nodes::{Refused, network};
use tonic::Code;

use super::Reason;

impl Reason for Refused {
    fn code(&self) -> Code {
        match self {
            Self::BadTicket(_) | Self::BadExpiry => Code::InvalidArgument,
            Self::ExpiredTicket | Self::SpentTicket | Self::NotAlone | Self::Shut => {
                Code::FailedPrecondition
            }
            Self::Unreachable => Code::Unavailable,
            Self::MayNotInvite | Self::MayNotRevoke | Self::NotAdmitted => Code::PermissionDenied,
            Self::Full => Code::ResourceExhausted,
        }
    }
}

impl Reason for network::Refused {
    fn code(&self) -> Code {
        match self {
            Self::Files(refused) => refused.code(),
            Self::Nobody => Code::Unavailable,
            Self::TooMany => Code::ResourceExhausted,
            Self::Shut => Code::FailedPrecondition,
        }
    }
}

impl Reason for BadPage {
    fn code(&self) -> Code {
        match self {
            Self::TooLong | Self::Forged => Code::InvalidArgument,
            Self::OtherLog | Self::Gap | Self::Forked => Code::FailedPrecondition,
            Self::TooMuch => Code::ResourceExhausted,
        }
    }
}
