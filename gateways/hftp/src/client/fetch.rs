//! A file in parallel slices, continued where an earlier attempt ended.

use std::ops::Range;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use futures::{StreamExt, TryStreamExt, stream};

use super::connection::Connection;
use super::partial::Partial;
use super::{Error, Fetched, Progress, Server};
use crate::Name;

/// How many bytes are asked for at once.
const PIECE: u64 = 1 << 20;

/// How many slices are on their way at once; with [`PIECE`] this bounds the memory.
const PARALLEL: usize = 4;

/// How often a slice is tried when connections break.
const ATTEMPTS: usize = 3;

/// Fetches a file; see [`Server::get`].
pub(super) async fn fetch(
    server: &Server,
    name: &Name,
    folder: &Path,
    mut progress: impl FnMut(Progress),
) -> Result<Fetched, Error> {
    let mut first = Connection::open(server).await?;
    let size = first.size(name).await?;
    let mut partial = begin(&mut first, name, folder, size).await?;
    let resumed = partial.length();
    progress(Progress { done: resumed, size });
    let lines = Lines { server, name, idle: Mutex::new(vec![first]) };
    let mut slices =
        stream::iter(pieces(resumed, size)).map(|range| lines.slice(range)).buffered(PARALLEL);
    while let Some(bytes) = slices.try_next().await? {
        partial = partial.append(bytes).await?;
        progress(Progress { done: partial.length(), size });
    }
    let (path, sha256) = partial.finish().await?;
    Ok(Fetched { path, size, resumed, sha256 })
}

/// The file as an earlier attempt left it, or anew when it cannot be the beginning of this one: it
/// is longer, or its last bytes are others.
async fn begin(
    connection: &mut Connection,
    name: &Name,
    folder: &Path,
    size: u64,
) -> Result<Partial, Error> {
    let (partial, tail) = Partial::open(folder, name).await?;
    let end = partial.length();
    let fits = end <= size && connection.slice(name, end - tail.len() as u64..end).await? == tail;
    if fits { Ok(partial) } else { partial.clear().await }
}

fn pieces(from: u64, size: u64) -> impl Iterator<Item = Range<u64>> {
    let count = size.saturating_sub(from).div_ceil(PIECE);
    (0..count).map(move |n| {
        let start = from + n * PIECE;
        start..size.min(start.saturating_add(PIECE))
    })
}

/// Connections that wait for their next slice.
struct Lines<'a> {
    server: &'a Server,
    name: &'a Name,
    idle: Mutex<Vec<Connection>>,
}

impl Lines<'_> {
    async fn slice(&self, range: Range<u64>) -> Result<Vec<u8>, Error> {
        let mut attempt = 1;
        loop {
            match self.attempt(range.clone()).await {
                Err(Error::Broken(_)) if attempt < ATTEMPTS => attempt += 1,
                done => return done,
            }
        }
    }

    async fn attempt(&self, range: Range<u64>) -> Result<Vec<u8>, Error> {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut connection = match idle {
            Some(connection) => connection,
            None => Connection::open(self.server).await?,
        };
        let bytes = connection.slice(self.name, range).await?;
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(connection);
        Ok(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_cover_the_rest_and_no_more() {
        assert_eq!(pieces(5, 5).count(), 0);
        let all: Vec<_> = pieces(1, 2 * PIECE + 2).collect();
        assert_eq!(all, [1..PIECE + 1, PIECE + 1..2 * PIECE + 1, 2 * PIECE + 1..2 * PIECE + 2]);
        assert_eq!(pieces(0, u64::MAX).next(), Some(0..PIECE));
    }
}
