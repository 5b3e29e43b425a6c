//! The name under which somebody speaks.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

/// The longest nick, in characters.
pub const MAX_NICK: usize = 32;

/// A name of 1 to 32 characters in Unicode form NFC, without control or invisible characters,
/// without `:` (HTTP Basic separates with it), `>` (the chat lab does) and `/`, and without spaces
/// at its ends.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Nick(String);

/// Why a text is no nick.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum BadNick {
    /// Nothing but spaces.
    #[error("a name is needed")]
    Empty,
    /// More than [`MAX_NICK`] characters.
    #[error("a name has at most {MAX_NICK} characters")]
    TooLong,
    /// A character that would break a line or a protocol.
    #[error("a name may not contain control characters, ':', '>' or '/'")]
    Character,
}

impl Nick {
    /// The nick of those who give none.
    pub fn guest() -> Self {
        Self("guest".to_owned())
    }

    /// The name as written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The form under which names are the same name: compatibility-folded and in lower case, so that
    /// `Ana`, `ana` and `ＡＮＡ` cannot be three people.
    pub fn key(&self) -> String {
        self.0.nfkc().flat_map(char::to_lowercase).nfkc().collect()
    }
}

impl FromStr for Nick {
    type Err = BadNick;

    fn from_str(text: &str) -> Result<Self, BadNick> {
        if text.len() > MAX_NICK * 16 {
            return Err(BadNick::TooLong);
        }
        check(text.trim().nfc().collect())
    }
}

/// Everything but the normal form.
fn check(name: String) -> Result<Nick, BadNick> {
    match name.chars().count() {
        _ if name.trim() != name => Err(BadNick::Character),
        0 => Err(BadNick::Empty),
        n if n > MAX_NICK => Err(BadNick::TooLong),
        _ if name.chars().any(is_forbidden) => Err(BadNick::Character),
        _ => Ok(Nick(name)),
    }
}

/// Control characters, separators of protocols, line and paragraph separators, and the invisible
/// and direction-changing characters that let one name look like another.
fn is_forbidden(c: char) -> bool {
    c.is_control()
        || matches!(c, ':' | '>' | '<' | '/' | '\u{ad}' | '\u{61c}' | '\u{feff}')
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}')
        || (c.is_whitespace() && c != ' ')
}

/// A name as another part of this house wrote it: checked, but in the form in which it comes. Doors
/// read what people write by [`FromStr`]. The tables of normal forms would be a sixth of all that a
/// browser has to load, and it only ever shows names that the server has made.
impl TryFrom<String> for Nick {
    type Error = BadNick;

    fn try_from(text: String) -> Result<Self, BadNick> {
        check(text)
    }
}

impl From<Nick> for String {
    fn from(nick: Nick) -> Self {
        nick.0
    }
}

impl fmt::Display for Nick {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn names_that_look_the_same_share_a_key() {
        let keys = ["Ana", "ana", "ＡＮＡ", " ana "].map(|n| n.parse::<Nick>().unwrap().key());
        assert!(keys.iter().all(|key| key == "ana"));
    }

    #[test]
    fn a_name_that_would_break_a_protocol_is_refused() {
        for bad in ["a:b", "a>b", "a\nb", "a\u{202e}b", "a/b", "\u{0}"] {
            assert_eq!(bad.parse::<Nick>(), Err(BadNick::Character), "{bad:?}");
        }
        assert_eq!("  ".parse::<Nick>(), Err(BadNick::Empty));
        assert_eq!("x".repeat(33).parse::<Nick>(), Err(BadNick::TooLong));
    }

    #[test]
    fn a_name_on_the_wire_is_still_a_name() {
        assert_eq!(Nick::try_from("Ana".to_owned()), "Ana".parse());
        for bad in [" Ana", "a:b", "", "\u{202e}"] {
            assert!(Nick::try_from(bad.to_owned()).is_err(), "{bad:?}");
        }
    }

    proptest! {
        #[test]
        fn a_parsed_name_parses_to_itself_again(text in ".{0,40}") {
            if let Ok(nick) = text.parse::<Nick>() {
                prop_assert_eq!(nick.as_str().parse::<Nick>(), Ok(nick.clone()));
                prop_assert!(nick.as_str().lines().count() == 1);
            }
        }
    }
}
