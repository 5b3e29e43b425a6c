//! The pieces of a path that it is found by.
//!
//! Three letters in a row, wherever they are; one and two letters where a word begins; the first letters
//! of the name; and the whole name. Each is a number of 32 bits that several may share: what is found
//! by them is looked at again.

use std::collections::BTreeSet;

use maloca_files::{Path, natural};
use unicode_normalization::char::is_combining_mark;

/// The lines of a block that hold.
pub(crate) const LIVE: u32 = 0;
/// How many letters at the end of a path are searched.
const REACH: usize = 512;
/// Whole names share so many numbers: with the letters of the name that finds it, and keeps the index
/// small.
const NAMES: u64 = 1 << 10;

const ANYWHERE: u64 = 1;
const WORD: u64 = 2;
const NAME: u64 = 3;
const WHOLE: u64 = 4;

/// A text as it is searched: lower case, without accents.
pub(crate) fn folded(text: &str) -> String {
    let folded = natural::fold(text);
    if folded.is_ascii() {
        folded
    } else {
        folded.chars().filter(|c| !is_combining_mark(*c)).collect()
    }
}

/// All pieces of a path.
pub(crate) fn of(path: &Path) -> BTreeSet<u32> {
    let text: Vec<char> = folded(&path.to_string()).chars().collect();
    let text = &text[text.len().saturating_sub(REACH)..];
    let name = folded(path.name().unwrap_or_default());
    let first: Vec<char> = name.chars().take(3).collect();
    let mut pieces: BTreeSet<u32> = text.windows(3).map(|three| piece(ANYWHERE, three)).collect();
    pieces.extend(words(text));
    pieces.extend((1..=first.len()).map(|count| piece(NAME, &first[..count])));
    pieces.extend([whole(&name), whole(stem(&name))]);
    pieces
}

fn words(text: &[char]) -> impl Iterator<Item = u32> + '_ {
    let begins = |at: &usize| begins_word(at.checked_sub(1).map(|at| text[at]), text[*at]);
    let starts = (0..text.len()).filter(begins);
    starts.flat_map(|at| {
        let two = text.get(at..at + 2).map(|two| piece(WORD, two));
        [Some(piece(WORD, &text[at..=at])), two].into_iter().flatten()
    })
}

/// Whether a word begins with this letter. Scripts from U+2E80 on have no spaces: there each does.
pub(crate) fn begins_word(before: Option<char>, letter: char) -> bool {
    let apart = before.is_none_or(|before| !before.is_alphanumeric());
    letter.is_alphanumeric() && (apart || letter >= '\u{2e80}')
}

/// The pieces by which a word is found, all of them in every path that it occurs in.
pub(crate) fn of_word(word: &str) -> Vec<u32> {
    let letters: Vec<char> = word.chars().collect();
    match letters.len() {
        0..=2 => vec![piece(WORD, &letters)],
        _ => letters.windows(3).map(|three| piece(ANYWHERE, three)).collect(),
    }
}

/// The piece of names that begin like this word.
pub(crate) fn of_start(word: &str) -> u32 {
    piece(NAME, &word.chars().take(3).collect::<Vec<_>>())
}

/// The piece of a whole name, with or without its ending.
pub(crate) fn whole(name: &str) -> u32 {
    let hash = name.chars().fold(mixed(WHOLE, 0), |hash, c| mixed(hash, u64::from(c)));
    number(mixed(WHOLE, (hash >> 32) % NAMES))
}

/// A name without its ending.
pub(crate) fn stem(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

fn piece(kind: u64, letters: &[char]) -> u32 {
    number(letters.iter().fold(mixed(kind, 0), |hash, letter| mixed(hash, u64::from(*letter))))
}

/// One step of a hash that spreads well (the golden ratio times 2^64, as Fibonacci hashing has it).
const fn mixed(hash: u64, next: u64) -> u64 {
    (hash ^ next).wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(23)
}

const fn number(hash: u64) -> u32 {
    let number = (hash.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32) as u32;
    if number == LIVE { 1 } else { number }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn has(path: &str, word: &str) -> bool {
        let pieces = of(&path.parse().unwrap());
        of_word(&folded(word)).iter().all(|piece| pieces.contains(piece))
    }

    #[test]
    fn a_path_is_found_by_any_part_of_it_and_by_beginnings_of_its_words() {
        for word in ["árbol", "ARBOL", "bol", "g/arb", "a", "ar", "jp", "2"] {
            assert!(has("Img/Árbol_2.jpg", word), "{word}");
        }
        for word in ["bo", "b", "arbor", "pg"] {
            assert!(!has("Img/Árbol_2.jpg", word), "{word}");
        }
        assert!(has("東京タワー", "京タ"));
    }

    #[test]
    fn a_name_is_found_whole_with_and_without_its_ending() {
        let pieces = of(&"a/Annual Report.pdf".parse().unwrap());
        for name in ["annual report", "annual report.pdf"] {
            assert!(pieces.contains(&whole(name)), "{name}");
        }
        assert!(pieces.contains(&of_start("annual")) && !pieces.contains(&of_start("report")));
    }

    #[test]
    fn the_longest_path_has_bounded_pieces() {
        let path = vec!["ﷺ".repeat(80); 12].join("/").parse().unwrap();
        assert!(of(&path).len() < 4 * REACH);
    }
}
