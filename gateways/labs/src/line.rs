//! The request line, before hyper sees it.
//!
//! Python's http.client sends whatever its caller wrote as a path, quotes and angle brackets too, which
//! no URI may hold (RFC 3986 §2). The lab's server took them, so here they are escaped.

use std::io;

use tokio::io::{AsyncRead, AsyncReadExt};

/// Reads up to the end of the request line, or `limit` bytes, and escapes its target.
pub(crate) async fn read(
    stream: &mut (impl AsyncRead + Unpin),
    limit: usize,
) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(1024);
    loop {
        let room = (limit - bytes.len()) as u64;
        let came = stream.take(room).read_buf(&mut bytes).await?;
        let end = bytes.iter().position(|byte| *byte == b'\n');
        if let Some(end) = end {
            return Ok([&escaped(&bytes[..end]), &bytes[end..]].concat());
        }
        if came == 0 {
            return Ok(bytes);
        }
    }
}

/// A request line whose target is a URI. What has no version at its end is left to hyper to refuse.
fn escaped(line: &[u8]) -> Vec<u8> {
    let version = line.windows(6).rposition(|word| word == b" HTTP/");
    let method = line.iter().position(|byte| *byte == b' ').map(|space| space + 1);
    let (Some(begin), Some(end)) = (method, version) else { return line.to_vec() };
    let Some(target) = line.get(begin..end) else { return line.to_vec() };
    let target = target.iter().flat_map(|byte| escape(*byte));
    line[..begin].iter().copied().chain(target).chain(line[end..].iter().copied()).collect()
}

fn escape(byte: u8) -> Vec<u8> {
    match byte {
        b'!' | b'#'..=b';' | b'=' | b'?'..=b'_' | b'a'..=b'z' | b'~' => vec![byte],
        _ => format!("%{byte:02X}").into_bytes(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_no_uri_may_hold_is_escaped_in_the_target_alone() {
        let line = br#"GET /?exp=__import__("os")<2 3 HTTP/1.1"#;
        assert_eq!(escaped(line), br"GET /?exp=__import__(%22os%22)%3C2%203 HTTP/1.1");
        assert_eq!(escaped("GET /\u{f1} HTTP/1.1".as_bytes()), b"GET /%C3%B1 HTTP/1.1");
        for line in ["GET /?exp=2%2B2&x=[1]#a HTTP/1.1\r", "GET /\"", "\"", " HTTP/", ""] {
            assert_eq!(escaped(line.as_bytes()), line.as_bytes());
        }
    }

    #[tokio::test]
    async fn what_follows_the_line_comes_as_it_was_sent() {
        let request = b"GET /\" HTTP/1.1\r\nX: \"\r\n\r\nbody";
        let read = read(&mut request.as_slice(), 99).await.unwrap();
        assert_eq!(read, b"GET /%22 HTTP/1.1\r\nX: \"\r\n\r\nbody");
        assert_eq!(super::read(&mut [b'"'; 99].as_slice(), 9).await.unwrap(), [b'"'; 9]);
    }

    proptest! {
        #[test]
        fn a_target_is_printable_and_nothing_else_changes(target in prop::collection::vec(any::<u8>(), 0..40)) {
            let line = [b"POST ".as_slice(), &target, b" HTTP/1.0"].concat();
            let escaped = escaped(&line);
            prop_assert!(escaped.starts_with(b"POST ") && escaped.ends_with(b" HTTP/1.0"));
            prop_assert!(escaped[5..escaped.len() - 9].iter().all(u8::is_ascii_graphic));
        }
    }
}
