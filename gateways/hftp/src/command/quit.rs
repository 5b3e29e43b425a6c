//! `quit`: the end of the conversation.

use tokio::io::AsyncWrite;

use super::{Stop, none};
use crate::Code;
use crate::line::Word;
use crate::out::Out;

#[derive(Debug)]
pub(crate) struct Quit;

impl Quit {
    pub(super) fn parse(arguments: &[Word]) -> Result<Self, Code> {
        none(arguments).map(|()| Self)
    }

    pub(super) async fn apply(self, out: &mut Out<impl AsyncWrite + Unpin>) -> Result<(), Stop> {
        Ok(out.status(Code::Ok).await?)
    }
}
