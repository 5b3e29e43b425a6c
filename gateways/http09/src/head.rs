//! The bytes of a request up to where its kind is known.

use std::io;

use tokio::io::{AsyncRead, AsyncReadExt};

/// The longest head of a request.
pub(crate) const MAX_HEAD: usize = 8 * 1024;

/// The beginning of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Head {
    /// A request line without a version, without its end: HTTP/0.9.
    Bare(Vec<u8>),
    /// HTTP/1.x: all bytes so far, with the whole head in them.
    Full(Vec<u8>),
    /// A version that is neither 1.0 nor 1.1.
    Version,
    /// More than [`MAX_HEAD`] bytes and still no end.
    TooLong,
}

/// Reads until the head is complete. `None` when the client ended before that.
pub(crate) async fn read(stream: &mut (impl AsyncRead + Unpin)) -> io::Result<Option<Head>> {
    let mut bytes = Vec::with_capacity(1024);
    loop {
        let room = (MAX_HEAD - bytes.len()) as u64;
        if stream.take(room).read_buf(&mut bytes).await? == 0 {
            return Ok(None);
        }
        let head = judge(&bytes);
        if head.is_some() {
            return Ok(head);
        }
    }
}

/// What the bytes so far are; `None` asks for more.
fn judge(bytes: &[u8]) -> Option<Head> {
    let judged = match bytes.iter().position(|&byte| byte == b'\n') {
        None => None,
        Some(end) => match version(&bytes[..end]) {
            None => Some(Head::Bare(line(&bytes[..end]).to_vec())),
            Some(b"HTTP/1.0" | b"HTTP/1.1") => {
                is_complete(&bytes[end..]).then(|| Head::Full(bytes.to_vec()))
            }
            Some(_) => Some(Head::Version),
        },
    };
    judged.or_else(|| (bytes.len() >= MAX_HEAD).then_some(Head::TooLong))
}

fn line(line: &[u8]) -> &[u8] {
    line.strip_suffix(b"\r").unwrap_or(line)
}

/// The last word of a request line, when it looks like a version and is not the path.
fn version(text: &[u8]) -> Option<&[u8]> {
    let words = line(text).split(|&byte| byte == b' ').filter(|word| !word.is_empty());
    words.skip(2).last().filter(|word| word.to_ascii_uppercase().starts_with(b"HTTP/"))
}

/// Whether an empty line follows: the end of the head (RFC 9112 §2.2 allows bare line feeds).
fn is_complete(rest: &[u8]) -> bool {
    rest.windows(2).any(|two| two == b"\n\n") || rest.windows(3).any(|three| three == b"\n\r\n")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_version_decides_the_kind() {
        let full = b"GET / HTTP/1.1\r\nHost: a\r\n\r\n";
        assert_eq!(judge(full), Some(Head::Full(full.to_vec())));
        assert_eq!(judge(&full[..full.len() - 1]), None);
        assert_eq!(judge(b"GET / HTTP/1.0\n\n"), Some(Head::Full(b"GET / HTTP/1.0\n\n".to_vec())));
        assert_eq!(judge(b"GET /a"), None);
        assert_eq!(judge(b"GET /a\n"), Some(Head::Bare(b"GET /a".to_vec())));
        assert_eq!(judge(b"GET HTTP/1.1\r\n"), Some(Head::Bare(b"GET HTTP/1.1".to_vec())));
        assert_eq!(judge(b"\r\n"), Some(Head::Bare(Vec::new())));
        for version in ["HTTP/0.9", "HTTP/2.0", "http/1.1", "HTTP/1.10", "HTTP/"] {
            assert_eq!(judge(format!("GET / {version}\n").as_bytes()), Some(Head::Version));
        }
    }

    #[test]
    fn a_head_without_end_is_too_long_at_the_limit() {
        let endless = [b"GET / HTTP/1.1\r\nX: ".as_slice(), &[b'x'; MAX_HEAD]].concat();
        assert_eq!(judge(&endless[..MAX_HEAD - 1]), None);
        assert_eq!(judge(&endless[..MAX_HEAD]), Some(Head::TooLong));
        assert_eq!(judge(&[b'x'; MAX_HEAD]), Some(Head::TooLong));
    }

    proptest! {
        #[test]
        fn more_bytes_do_not_change_a_bare_line(bytes in prop::collection::vec(any::<u8>(), 0..99)) {
            if let Some(bare @ Head::Bare(_)) = judge(&bytes) {
                let longer = [&bytes[..], b" HTTP/1.1\r\n"].concat();
                prop_assert_eq!(judge(&longer), Some(bare));
            }
        }
    }
}
