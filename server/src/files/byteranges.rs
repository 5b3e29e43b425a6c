//! Several parts of a file in one answer (RFC 9110 §14.6, `multipart/byteranges`).

use std::ops::Range;
use std::sync::Arc;

use axum::body::Body;
use bytes::Bytes;
use futures::{StreamExt, stream};
use maloca_files::Content;

/// Parts of a file, ready to be sent.
pub struct Parts {
    content: Arc<dyn Content>,
    boundary: String,
    heads: Vec<(Range<u64>, Bytes)>,
}

impl Parts {
    /// These parts of a file of this type.
    pub fn new(content: Arc<dyn Content>, ranges: Vec<Range<u64>>, media: &str) -> Self {
        let size = content.meta().size;
        let boundary = boundary();
        let head = |range: &Range<u64>| {
            let line = content_range(range, size);
            format!("\r\n--{boundary}\r\nContent-Type: {media}\r\nContent-Range: {line}\r\n\r\n")
        };
        let heads = ranges.into_iter().map(|range| (range.clone(), head(&range).into())).collect();
        Self { content, boundary, heads }
    }

    /// The value of `Content-Type` for all of it.
    pub fn content_type(&self) -> String {
        format!("multipart/byteranges; boundary={}", self.boundary)
    }

    /// How many bytes all of it has.
    pub fn length(&self) -> u64 {
        let part =
            |(range, head): &(Range<u64>, Bytes)| head.len() as u64 + range.end - range.start;
        self.heads.iter().map(part).sum::<u64>() + self.tail().len() as u64
    }

    /// All of it, read as it is sent.
    pub fn body(self) -> Body {
        let tail = self.tail();
        let content = self.content;
        let parts = stream::iter(self.heads).flat_map(move |(range, head)| {
            let bytes = Arc::clone(&content).read(range);
            stream::once(async { Ok(head) }).chain(bytes)
        });
        Body::from_stream(parts.chain(stream::once(async { Ok(tail) })))
    }

    fn tail(&self) -> Bytes {
        format!("\r\n--{}--\r\n", self.boundary).into()
    }
}

/// The value of `Content-Range` for a part of a file.
pub fn content_range(range: &Range<u64>, size: u64) -> String {
    format!("bytes {}-{}/{size}", range.start, range.end - 1)
}

/// A line that no file has by chance, and that nobody can foresee to put it into one.
fn boundary() -> String {
    let half = || getrandom::u64().unwrap_or_default();
    format!("maloca-{:016x}{:016x}", half(), half())
}
