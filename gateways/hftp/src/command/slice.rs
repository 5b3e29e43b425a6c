//! `get_slice NAME OFFSET SIZE [raw]`: bytes of a file, as base64 or (2026) as they are.

use std::io;
use std::ops::Range;
use std::sync::Arc;

use bytes::Bytes;
use futures::{StreamExt, stream};
use maloca_files::{Chunks, Content};
use tokio::io::AsyncWrite;

use super::Stop;
use crate::encoder::Encoder;
use crate::line::Word;
use crate::out::Out;
use crate::shelf::Shelf;
use crate::{Code, Name};

/// How many bytes are encoded at once, whatever chunks they come in.
const PIECE: usize = 12 * 1024;

#[derive(Debug)]
pub(crate) struct GetSlice {
    name: Name,
    offset: u64,
    size: u64,
    form: Form,
}

/// How the bytes are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Base64,
    Raw,
}

impl Form {
    fn parse(word: &Word) -> Result<Self, Code> {
        if word.text() == Some("raw") { Ok(Self::Raw) } else { Err(Code::InvalidArguments) }
    }
}

impl GetSlice {
    pub(super) fn parse(arguments: &[Word]) -> Result<Self, Code> {
        let (name, offset, size, form) = match arguments {
            [name, offset, size] => (name, offset, size, Form::Base64),
            [name, offset, size, form] => (name, offset, size, Form::parse(form)?),
            _ => return Err(Code::InvalidArguments),
        };
        Ok(Self { offset: offset.number()?, size: size.number()?, name: name.name()?, form })
    }

    pub(super) async fn apply(
        self,
        shelf: &Shelf,
        out: &mut Out<impl AsyncWrite + Unpin>,
    ) -> Result<(), Stop> {
        let content = shelf.open(&self.name).await?;
        let range = self.range(content.meta().size)?;
        let chunks = begin(content, range).await?;
        out.status(Code::Ok).await?;
        let sent = match self.form {
            Form::Base64 => base64(chunks, out).await?,
            Form::Raw => self.raw(chunks, out).await?,
        };
        if sent == self.size { Ok(()) } else { Err(Stop::Gone) }
    }

    fn range(&self, size: u64) -> Result<Range<u64>, Code> {
        let end = self.offset.checked_add(self.size).filter(|end| *end <= size);
        end.map(|end| self.offset..end).ok_or(Code::BadOffset)
    }

    async fn raw(
        &self,
        mut chunks: Chunks,
        out: &mut Out<impl AsyncWrite + Unpin>,
    ) -> io::Result<u64> {
        out.line(&format!("Content-Length: {}", self.size)).await?;
        out.line("").await?;
        let mut sent = 0;
        while let Some(chunk) = chunks.next().await.transpose()? {
            sent += chunk.len() as u64;
            out.put(&chunk).await?;
        }
        Ok(sent)
    }
}

/// Opens the stream and waits for its first chunk: a disk that fails at once can still be answered
/// with a code.
async fn begin(content: Arc<dyn Content>, range: Range<u64>) -> Result<Chunks, Code> {
    if range.is_empty() {
        return Ok(Box::pin(stream::empty()));
    }
    let mut chunks = content.read(range);
    match chunks.next().await {
        Some(Ok(first)) => {
            Ok(Box::pin(stream::iter([Ok::<Bytes, io::Error>(first)]).chain(chunks)))
        }
        Some(Err(_)) | None => Err(Code::InternalServerError),
    }
}

async fn base64(mut chunks: Chunks, out: &mut Out<impl AsyncWrite + Unpin>) -> io::Result<u64> {
    let (mut encoder, mut sent) = (Encoder::default(), 0);
    while let Some(chunk) = chunks.next().await.transpose()? {
        sent += chunk.len() as u64;
        for piece in chunk.chunks(PIECE) {
            out.put(encoder.push(piece).as_bytes()).await?;
        }
    }
    out.line(&encoder.finish()).await?;
    Ok(sent)
}
