//! `help` (2026): which commands there are.

use tokio::io::AsyncWrite;

use super::{Stop, none};
use crate::Code;
use crate::line::Word;
use crate::out::Out;

/// The commands, in the order of the protocol's text.
const COMMANDS: [&str; 5] = ["get_file_listing", "get_metadata", "get_slice", "help", "quit"];

#[derive(Debug)]
pub(crate) struct Help;

impl Help {
    pub(super) fn parse(arguments: &[Word]) -> Result<Self, Code> {
        none(arguments).map(|()| Self)
    }

    pub(super) async fn apply(self, out: &mut Out<impl AsyncWrite + Unpin>) -> Result<(), Stop> {
        out.status(Code::Ok).await?;
        for command in COMMANDS {
            out.line(command).await?;
        }
        Ok(out.line("").await?)
    }
}
