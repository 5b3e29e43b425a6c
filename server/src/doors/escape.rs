//! Bytes as somebody types them: text with escapes.

/// How many bytes there may be.
const MOST: usize = 1024;

/// The bytes of a text in which `\r`, `\n`, `\t`, `\0`, `\\` and `\xHH` are escapes; `None` for
/// another escape, nothing at all, or more than 1 KiB.
pub fn bytes(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        match c {
            '\\' => bytes.push(escape(&mut rest)?),
            c => bytes.extend(c.encode_utf8(&mut [0; 4]).bytes()),
        }
    }
    (1..=MOST).contains(&bytes.len()).then_some(bytes)
}

fn escape(rest: &mut std::str::Chars<'_>) -> Option<u8> {
    Some(match rest.next()? {
        'r' => b'\r',
        'n' => b'\n',
        't' => b'\t',
        '0' => 0,
        '\\' => b'\\',
        'x' => {
            let (high, low) = (rest.next()?.to_digit(16)?, rest.next()?.to_digit(16)?);
            u8::try_from(high * 16 + low).ok()?
        }
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_bytes_and_everything_else_is_itself() {
        assert_eq!(bytes("a\\r\\n\\\\\\x00\\xFFñ").unwrap(), b"a\r\n\\\0\xff\xc3\xb1");
    }

    #[test]
    fn what_is_no_escape_or_too_much_is_refused() {
        for bad in ["\\", "\\q", "\\x1", "\\xg0", "", &"a".repeat(MOST + 1)] {
            assert_eq!(bytes(bad), None, "{bad:?}");
        }
    }
}
