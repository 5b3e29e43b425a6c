//! Bytes into lines and words, with bounded memory.

use crate::Code;
pub(crate) use word::Word;

mod word;

/// The longest line, without its end: above the 5,242,893 bytes of the longest request that course
/// suites send.
pub(crate) const MAX_LINE: usize = 8 * 1024 * 1024;

/// How many words are kept: one more than the longest command has, to know that there are too many.
const MAX_WORDS: usize = 6;

/// A request line: its words, which one or more spaces separate.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Line {
    words: Vec<Word>,
    inside: bool,
    count: usize,
}

impl Line {
    /// The command and its arguments, of which five at most are kept; `None` for an empty line.
    pub(crate) fn command(&self) -> Option<(&Word, &[Word])> {
        self.words.split_first()
    }

    fn push(&mut self, byte: u8) {
        if byte == b' ' {
            self.inside = false;
            return;
        }
        if !self.inside {
            self.inside = true;
            self.count += 1;
            if self.count <= MAX_WORDS {
                self.words.push(Word::default());
            }
        }
        if self.count <= MAX_WORDS
            && let Some(word) = self.words.last_mut()
        {
            word.push(byte);
        }
    }
}

/// Cuts a stream of bytes into lines, whatever pieces it comes in.
#[derive(Debug, Default)]
pub(crate) struct Framer {
    line: Line,
    length: usize,
    foreign: bool,
    /// The last byte was a carriage return, which ends the line or belongs to it.
    returned: bool,
}

impl Framer {
    /// Takes bytes from the front until a line ends or none is left. `None` asks for more bytes.
    /// An error is final: what follows it has no meaning.
    pub(crate) fn feed(&mut self, bytes: &mut &[u8]) -> Option<Result<Line, Code>> {
        while let Some((&byte, rest)) = bytes.split_first() {
            *bytes = rest;
            let end = self.take(byte);
            if end.is_some() {
                return end;
            }
        }
        None
    }

    fn take(&mut self, byte: u8) -> Option<Result<Line, Code>> {
        match (byte, self.returned) {
            (b'\n', true) => return Some(self.finish()),
            (b'\n', false) => return Some(Err(Code::BadEol)),
            (_, true) => self.push(b'\r'),
            (_, false) => {}
        }
        self.returned = byte == b'\r';
        if !self.returned {
            self.push(byte);
        }
        (self.length > MAX_LINE).then_some(Err(Code::BadRequest))
    }

    fn push(&mut self, byte: u8) {
        self.length += 1;
        self.foreign |= !byte.is_ascii();
        self.line.push(byte);
    }

    fn finish(&mut self) -> Result<Line, Code> {
        let Self { line, foreign, .. } = std::mem::take(self);
        if foreign || line.words.is_empty() { Err(Code::BadRequest) } else { Ok(line) }
    }
}

#[cfg(test)]
mod tests;
