//! What is kept of a word, however long it is.

use crate::name::is_part;
use crate::{Code, Name};

/// How much of a word is kept: one byte more than the longest name of a file.
const KEPT: usize = 256;

/// A word of a request: its beginning, and what has to be known of the rest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Word {
    head: String,
    whole: bool,
    nameable: bool,
    number: Option<u64>,
}

impl Default for Word {
    fn default() -> Self {
        Self { head: String::new(), whole: true, nameable: true, number: Some(0) }
    }
}

impl Word {
    /// Adds a byte at its end.
    pub(super) fn push(&mut self, byte: u8) {
        if self.head.len() < KEPT && byte.is_ascii() {
            self.head.push(char::from(byte));
        } else {
            self.whole = false;
        }
        self.nameable &= is_part(byte);
        self.number = self.number.and_then(|number| {
            let digit = char::from(byte).to_digit(10)?;
            Some(number.saturating_mul(10).saturating_add(digit.into()))
        });
    }

    /// The word itself, when it is short enough to be a word of the protocol.
    pub(crate) fn text(&self) -> Option<&str> {
        self.whole.then_some(self.head.as_str())
    }

    /// The word as a number; one that 64 bits cannot hold is the largest that they can, which lies
    /// beyond the end of every file as well.
    pub(crate) fn number(&self) -> Result<u64, Code> {
        self.number.ok_or(Code::InvalidArguments)
    }

    /// The word as a name. Of a name that no file can have for its length, a beginning that no file
    /// can have either.
    pub(crate) fn name(&self) -> Result<Name, Code> {
        let name = self.head.parse().map_err(|_| Code::InvalidArguments)?;
        if self.nameable { Ok(name) } else { Err(Code::InvalidArguments) }
    }
}
