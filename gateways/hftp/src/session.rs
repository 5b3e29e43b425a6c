//! One connection, from its first byte to its last.

use std::io;

use maloca_gateway::{Tally, linger};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite};

use crate::Code;
use crate::command::{Command, Stop};
use crate::line::{Framer, Line};
use crate::out::Out;
use crate::shelf::Shelf;

/// How much is read at once.
const READ: usize = 4 * 1024;

/// Answers requests in their order until the client or an answer ends the connection.
pub(crate) async fn run(stream: impl AsyncRead + AsyncWrite + Unpin, shelf: &Shelf, tally: &Tally) {
    let mut out = Out::new(stream);
    let ended = talk(&mut out, shelf, tally).await;
    // A broken answer is not made to look finished.
    if ended.is_ok() && out.flush().await.is_ok() {
        linger(&mut out.stream).await;
    }
}

async fn talk(
    out: &mut Out<impl AsyncRead + AsyncWrite + Unpin>,
    shelf: &Shelf,
    tally: &Tally,
) -> io::Result<()> {
    let (mut framer, mut bytes) = (Framer::default(), [0; READ]);
    loop {
        let read = out.stream.read(&mut bytes).await?;
        let mut rest = &bytes[..read];
        if rest.is_empty() {
            return Ok(());
        }
        while let Some(line) = framer.feed(&mut rest) {
            if answer(line, out, shelf, tally).await? == Then::Close {
                return Ok(());
            }
        }
        out.flush().await?;
    }
}

/// What follows an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Then {
    Listen,
    Close,
}

async fn answer(
    line: Result<Line, Code>,
    out: &mut Out<impl AsyncWrite + Unpin>,
    shelf: &Shelf,
    tally: &Tally,
) -> io::Result<Then> {
    let done = match line.and_then(|line| Command::parse(&line)) {
        Ok(command) => {
            let then = if command.is_last() { Then::Close } else { Then::Listen };
            command.apply(shelf, out).await.map(|()| then)
        }
        Err(code) => Err(Stop::Code(code)),
    };
    tally.answer(done.is_ok());
    match done {
        Ok(then) => Ok(then),
        Err(Stop::Gone) => Err(io::ErrorKind::BrokenPipe.into()),
        Err(Stop::Code(code)) => {
            out.status(code).await?;
            Ok(if code.is_fatal() { Then::Close } else { Then::Listen })
        }
    }
}

#[cfg(test)]
mod tests;
