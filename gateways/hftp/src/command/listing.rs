//! `get_file_listing`: the names of all files that can be asked for.

use tokio::io::AsyncWrite;

use super::{Stop, none};
use crate::Code;
use crate::line::Word;
use crate::out::Out;
use crate::shelf::Shelf;

#[derive(Debug)]
pub(crate) struct GetFileListing;

impl GetFileListing {
    pub(super) fn parse(arguments: &[Word]) -> Result<Self, Code> {
        none(arguments).map(|()| Self)
    }

    pub(super) async fn apply(
        self,
        shelf: &Shelf,
        out: &mut Out<impl AsyncWrite + Unpin>,
    ) -> Result<(), Stop> {
        let (mut names, mut next) = shelf.page(None).await?;
        out.status(Code::Ok).await?;
        loop {
            for name in &names {
                out.line(name.as_str()).await?;
            }
            let Some(cursor) = next else { break };
            // The first page is out already: a failure now can only be told by breaking off.
            (names, next) = shelf.page(Some(cursor)).await.map_err(|_| Stop::Gone)?;
        }
        Ok(out.line("").await?)
    }
}
