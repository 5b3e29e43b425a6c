//! A query as words. Nothing in it is syntax.

use maloca_files::Path;

use super::super::index::pieces::{self, begins_word, folded, stem};

/// The most letters of a query that are read.
const MAX_QUERY: usize = 256;
/// The most words of a query that are looked for.
const MAX_WORDS: usize = 8;
/// By how many pieces a query is found, about; what they find is looked at again.
const MAX_PIECES: usize = 12;

/// The words of a query, folded.
pub(super) struct Words {
    words: Vec<String>,
    whole: String,
}

/// How well a file fits; less is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fit {
    Name,
    Start,
    Some,
}

impl Words {
    /// Nothing when there is nothing to look for.
    pub(super) fn of(query: &str) -> Option<Self> {
        let query: String = query.chars().take(MAX_QUERY).collect();
        let query = folded(&query);
        let all = query.split_whitespace();
        let words = all.clone().filter(|word| is_findable(word)).take(MAX_WORDS);
        let words: Vec<String> = words.map(str::to_owned).collect();
        let whole = all.collect::<Vec<_>>().join(" ");
        (!words.is_empty()).then_some(Self { words, whole })
    }

    /// Pieces that are in every path that fits.
    pub(super) fn pieces(&self) -> Vec<u32> {
        let share = (MAX_PIECES / self.words.len()).clamp(2, MAX_PIECES / 2);
        let pieces = self.words.iter().flat_map(|word| some_pieces(word, share));
        let mut pieces: Vec<u32> = pieces.collect();
        pieces.sort_unstable();
        pieces.dedup();
        pieces
    }

    /// The piece of files that are called so.
    pub(super) fn name(&self) -> u32 {
        pieces::whole(&self.whole)
    }

    /// The piece of files whose names begin so.
    pub(super) fn start(&self) -> u32 {
        pieces::of_start(self.first())
    }

    /// How well a path fits, if it does.
    pub(super) fn fit(&self, path: &Path) -> Option<Fit> {
        let text = folded(&path.to_string());
        if !self.words.iter().all(|word| occurs(word, &text)) {
            return None;
        }
        let name = folded(path.name().unwrap_or_default());
        Some(if name == self.whole || stem(&name) == self.whole {
            Fit::Name
        } else if name.starts_with(self.first()) {
            Fit::Start
        } else {
            Fit::Some
        })
    }

    fn first(&self) -> &str {
        self.words.first().map_or("", String::as_str)
    }
}

/// Short words are found where a word begins, so they begin one.
fn is_findable(word: &str) -> bool {
    word.chars().count() > 2 || word.chars().next().is_some_and(char::is_alphanumeric)
}

fn some_pieces(word: &str, many: usize) -> Vec<u32> {
    let all = pieces::of_word(word);
    let step = all.len().div_ceil(many).max(1);
    all.into_iter().step_by(step).collect()
}

fn occurs(word: &str, text: &str) -> bool {
    if word.chars().count() > 2 {
        return text.contains(word);
    }
    text.match_indices(word).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        word.chars().next().is_some_and(|letter| begins_word(before, letter))
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::super::index::pieces::of;
    use super::*;

    fn fit(query: &str, path: &str) -> Option<Fit> {
        Words::of(query)?.fit(&path.parse().unwrap())
    }

    #[test]
    fn the_name_comes_before_its_beginning_and_that_before_the_rest() {
        assert_eq!(fit("annual report", "x/Annual Report.pdf"), Some(Fit::Name));
        assert_eq!(fit("annual report", "x/annual-report.pdf"), Some(Fit::Start));
        assert_eq!(fit("report annual", "annual/the report.pdf"), Some(Fit::Some));
        assert_eq!(fit("report annual", "annual/the rep.pdf"), None);
    }

    #[test]
    fn signs_are_data_and_a_query_of_nothing_finds_nothing() {
        assert_eq!(fit("\" OR * NEAR(", "a/b or c"), None);
        assert_eq!(fit("near(", "x near(y) z"), Some(Fit::Some));
        for query in ["", "  ", "*", "\"", "--", "?"] {
            assert!(Words::of(query).is_none(), "{query}");
        }
    }

    proptest! {
        #[test]
        fn what_fits_has_all_pieces(path in "[a-cÁß東 ./-]{1,20}", from in 0..20_usize, many in 1..8_usize) {
            let Ok(path) = path.parse::<Path>() else { return Ok(()) };
            let query: String = path.to_string().chars().skip(from).take(many).collect();
            let Some(words) = Words::of(&query) else { return Ok(()) };
            if let Some(fit) = words.fit(&path) {
                let pieces = of(&path);
                prop_assert!(words.pieces().iter().all(|piece| pieces.contains(piece)));
                prop_assert!(fit != Fit::Name || pieces.contains(&words.name()));
                prop_assert!(fit == Fit::Some || fit == Fit::Name || pieces.contains(&words.start()));
            }
        }
    }
}
