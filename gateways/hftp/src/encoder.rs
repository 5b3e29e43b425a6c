//! Base64 of a stream.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// Encodes bytes that arrive in pieces into one text (RFC 4648 §4), with as much memory as the
/// largest piece needs.
#[derive(Debug, Default)]
pub(crate) struct Encoder {
    /// At most two bytes, which wait for the ones that complete a group of three.
    kept: Vec<u8>,
    text: String,
}

impl Encoder {
    /// The text of all groups that are complete with these bytes.
    pub(crate) fn push(&mut self, bytes: &[u8]) -> &str {
        self.text.clear();
        let missing = if self.kept.is_empty() { 0 } else { 3 - self.kept.len() };
        let (first, rest) = bytes.split_at(missing.min(bytes.len()));
        self.kept.extend_from_slice(first);
        let whole = rest.len() - rest.len() % 3;
        if self.kept.len() == 3 {
            STANDARD.encode_string(&self.kept, &mut self.text);
            self.kept.clear();
        }
        if self.kept.is_empty() {
            STANDARD.encode_string(&rest[..whole], &mut self.text);
            self.kept.extend_from_slice(&rest[whole..]);
        }
        &self.text
    }

    /// The text of what is left, with padding.
    pub(crate) fn finish(self) -> String {
        STANDARD.encode(self.kept)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn pieces_give_the_text_of_the_whole(
            pieces in proptest::collection::vec(proptest::collection::vec(any::<u8>(), 0..8), 0..12),
        ) {
            let mut encoder = Encoder::default();
            let mut text: String = pieces.iter().map(|p| encoder.push(p).to_owned()).collect();
            text += &encoder.finish();
            prop_assert_eq!(text, STANDARD.encode(pieces.concat()));
        }
    }
}
