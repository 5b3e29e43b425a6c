//! Bytes as people can see them.

use std::fmt::Write;

use maloca_app::doors::wire::{Piece, Shown};

/// How many bytes of one direction are shown.
pub const MOST: usize = 4096;

/// At most the first [`MOST`] bytes, as text with marks and as hexadecimal.
pub fn show(bytes: &[u8]) -> Shown {
    let bytes = bytes.get(..MOST).unwrap_or(bytes);
    Shown { pieces: pieces(bytes), hex: hex(bytes), bytes: bytes.len() }
}

/// Text stays text; what cannot be seen becomes a mark. A line ends where its LF is.
fn pieces(bytes: &[u8]) -> Vec<Piece> {
    let mut pieces = Pieces::default();
    for chunk in bytes.utf8_chunks() {
        for c in chunk.valid().chars() {
            pieces.character(c);
        }
        for byte in chunk.invalid() {
            pieces.push(true, &format!("\\x{byte:02x}"));
        }
    }
    pieces.0
}

#[derive(Default)]
struct Pieces(Vec<Piece>);

impl Pieces {
    fn character(&mut self, c: char) {
        match c {
            '\r' => self.push(true, "CR"),
            '\n' => {
                self.push(true, "LF");
                self.push(false, "\n");
            }
            '\t' => self.push(true, "TAB"),
            // Signs that turn the direction of text around would show bytes in another order.
            c if c.is_control() || is_direction(c) => {
                let mut utf8 = [0; 4];
                for byte in c.encode_utf8(&mut utf8).bytes() {
                    self.push(true, &format!("\\x{byte:02x}"));
                }
            }
            c => self.push(false, c.encode_utf8(&mut [0; 4])),
        }
    }

    /// Adds to the last piece if it is of the same kind. CR and LF stay apart from other marks.
    fn push(&mut self, is_mark: bool, text: &str) {
        let is_escape = |text: &str| text.starts_with('\\');
        match self.0.last_mut() {
            Some(last)
                if last.is_mark == is_mark
                    && (!is_mark || is_escape(&last.text) && is_escape(text)) =>
            {
                last.text.push_str(text);
            }
            _ => self.0.push(Piece { text: text.to_owned(), is_mark }),
        }
    }
}

const fn is_direction(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// Sixteen bytes on a line: place, bytes, and those that can be seen.
fn hex(bytes: &[u8]) -> String {
    let mut text = String::new();
    for (line, sixteen) in bytes.chunks(16).enumerate() {
        let digits: Vec<String> = sixteen.iter().map(|byte| format!("{byte:02x}")).collect();
        let seen = sixteen.iter().map(|byte| match byte {
            0x20..0x7f => char::from(*byte),
            _ => '.',
        });
        let seen: String = seen.collect();
        // Writing into a String cannot fail.
        let _ = writeln!(text, "{:04x}  {:<47}  {seen}", line * 16, digits.join(" "));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(bytes: &[u8]) -> String {
        let each = |piece: &Piece| match piece.is_mark {
            true => format!("[{}]", piece.text),
            false => piece.text.clone(),
        };
        pieces(bytes).iter().map(each).collect()
    }

    #[test]
    fn line_ends_are_seen_and_break_the_line() {
        assert_eq!(marked(b"0 OK\r\nhola\r\n"), "0 OK[CR][LF]\nhola[CR][LF]\n");
    }

    #[test]
    fn what_is_no_text_is_escaped_and_text_in_utf_8_is_not() {
        assert_eq!(marked("ñ\u{0}\u{1}\u{202e}".as_bytes()), "ñ[\\x00\\x01\\xe2\\x80\\xae]");
        assert_eq!(marked(b"\xff\xd8a"), "[\\xff\\xd8]a");
    }

    #[test]
    fn hexadecimal_has_sixteen_bytes_on_a_line() {
        assert_eq!(hex(b"AB\n"), format!("0000  41 42 0a{}  AB.\n", " ".repeat(39)));
        assert_eq!(hex(&[0; 33]).lines().count(), 3);
    }

    #[test]
    fn no_more_is_shown_than_the_limit() {
        assert_eq!(show(&[b'x'; MOST + 1]).bytes, MOST);
    }
}
