//! Answers of HTTP/0.9 (Berners-Lee, "The Original HTTP as defined in 1991"): the bytes of what was
//! asked for, then the end of the connection. There are no headers and no status; what is wrong is
//! told on a page.

use std::io;
use std::sync::Arc;

use futures::StreamExt;
use maloca_files::Content;
use tokio::io::{AsyncWrite, AsyncWriteExt};

use crate::shelf::{Resource, Shelf, Target};
use crate::trouble::Trouble;

/// Answers a request line. Returns whether what was asked for was sent.
pub(crate) async fn answer(
    line: &[u8],
    shelf: &Shelf,
    stream: &mut (impl AsyncWrite + Unpin),
) -> io::Result<bool> {
    match look(line, shelf).await {
        Ok(Resource::File(file, _)) => send(file, stream).await.map(|()| true),
        Ok(Resource::Listing(page)) => stream.write_all(page.as_bytes()).await.map(|()| true),
        Err(trouble) => stream.write_all(trouble.page().as_bytes()).await.map(|()| false),
    }
}

async fn look(line: &[u8], shelf: &Shelf) -> Result<Resource, Trouble> {
    let target = target(line)?;
    let found = shelf.find(&target).await?;
    shelf.resource(&target, found).await
}

fn target(line: &[u8]) -> Result<Target, Trouble> {
    let text = std::str::from_utf8(line).map_err(|_| Trouble::BadRequest)?;
    let mut words = text.split(' ').filter(|word| !word.is_empty());
    match (words.next(), words.next(), words.next()) {
        (Some("GET"), Some(target), None) => Target::parse(target),
        (Some(method), Some(_), None) if is_method(method) => Err(Trouble::Method),
        _ => Err(Trouble::BadRequest),
    }
}

fn is_method(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_uppercase())
}

async fn send(file: Arc<dyn Content>, stream: &mut (impl AsyncWrite + Unpin)) -> io::Result<()> {
    let size = file.meta().size;
    let mut chunks = file.read(0..size);
    while let Some(chunk) = chunks.next().await.transpose()? {
        stream.write_all(&chunk).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_get_and_a_path_is_a_request() {
        assert!(target(b"GET /a").is_ok() && target(b"GET  /a?b ").is_ok());
        assert_eq!(target(b"POST /a"), Err(Trouble::Method));
        for bad in ["", "GET", "GET a", "get /a", "GET /a b", "GET /..", "GET /%00", "GET /a//b"] {
            assert_eq!(target(bad.as_bytes()), Err(Trouble::BadRequest), "{bad}");
        }
        assert_eq!(target(b"GET /\xff"), Err(Trouble::BadRequest));
    }
}
