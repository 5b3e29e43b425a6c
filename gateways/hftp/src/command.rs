//! The commands. One file each: how it is read and what it does.

use std::io;

use tokio::io::AsyncWrite;

use crate::Code;
use crate::line::{Line, Word};
use crate::out::Out;
use crate::shelf::Shelf;
use help::Help;
use listing::GetFileListing;
use metadata::GetMetadata;
use quit::Quit;
use slice::GetSlice;

mod help;
mod listing;
mod metadata;
mod quit;
mod slice;

/// A request that was understood.
#[derive(Debug)]
pub(crate) enum Command {
    GetFileListing(GetFileListing),
    GetMetadata(GetMetadata),
    GetSlice(GetSlice),
    Help(Help),
    Quit(Quit),
}

/// Why a command did not do its work.
#[derive(Debug)]
pub(crate) enum Stop {
    /// Nothing was answered yet; this is the answer.
    Code(Code),
    /// The client is gone, or the answer broke off: only closing tells it so.
    Gone,
}

impl From<Code> for Stop {
    fn from(code: Code) -> Self {
        Self::Code(code)
    }
}

impl From<io::Error> for Stop {
    fn from(_: io::Error) -> Self {
        Self::Gone
    }
}

impl Command {
    /// Reads a line.
    pub(crate) fn parse(line: &Line) -> Result<Self, Code> {
        let (word, arguments) = line.command().ok_or(Code::BadRequest)?;
        match word.text() {
            Some("get_file_listing") => GetFileListing::parse(arguments).map(Self::GetFileListing),
            Some("get_metadata") => GetMetadata::parse(arguments).map(Self::GetMetadata),
            Some("get_slice") => GetSlice::parse(arguments).map(Self::GetSlice),
            Some("help") => Help::parse(arguments).map(Self::Help),
            Some("quit") => Quit::parse(arguments).map(Self::Quit),
            _ => Err(Code::NoSuchCommand),
        }
    }

    /// Whether the connection ends with its answer.
    pub(crate) const fn is_last(&self) -> bool {
        matches!(self, Self::Quit(_))
    }

    /// Does the work and answers.
    pub(crate) async fn apply(
        self,
        shelf: &Shelf,
        out: &mut Out<impl AsyncWrite + Unpin>,
    ) -> Result<(), Stop> {
        match self {
            Self::GetFileListing(listing) => listing.apply(shelf, out).await,
            Self::GetMetadata(metadata) => metadata.apply(shelf, out).await,
            Self::GetSlice(slice) => slice.apply(shelf, out).await,
            Self::Help(help) => help.apply(out).await,
            Self::Quit(quit) => quit.apply(out).await,
        }
    }
}

/// Passes when a command that takes no arguments got none.
const fn none(arguments: &[Word]) -> Result<(), Code> {
    if arguments.is_empty() { Ok(()) } else { Err(Code::InvalidArguments) }
}
