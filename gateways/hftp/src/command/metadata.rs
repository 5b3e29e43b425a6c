//! `get_metadata NAME`: how many bytes a file has.

use tokio::io::AsyncWrite;

use super::Stop;
use crate::line::Word;
use crate::out::Out;
use crate::shelf::Shelf;
use crate::{Code, Name};

#[derive(Debug)]
pub(crate) struct GetMetadata {
    name: Name,
}

impl GetMetadata {
    pub(super) fn parse(arguments: &[Word]) -> Result<Self, Code> {
        match arguments {
            [name] => Ok(Self { name: name.name()? }),
            _ => Err(Code::InvalidArguments),
        }
    }

    pub(super) async fn apply(
        self,
        shelf: &Shelf,
        out: &mut Out<impl AsyncWrite + Unpin>,
    ) -> Result<(), Stop> {
        let size = shelf.open(&self.name).await?.meta().size;
        out.status(Code::Ok).await?;
        Ok(out.line(&size.to_string()).await?)
    }
}
