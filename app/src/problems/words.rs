//! The words of problems. Each slug of the server's problems stands in both tables.

use crate::i18n::{Language, Words};

mod english;
mod spanish;

/// How many kinds of problems the server has.
const KINDS: usize = 21;

pub(super) struct ProblemWords {
    pub(super) named: &'static str,
    known: [Problem; KINDS],
}

/// One kind of problem.
pub(super) struct Problem {
    slug: &'static str,
    pub(super) title: &'static str,
    pub(super) meaning: &'static str,
    pub(super) remedy: &'static str,
}

impl Problem {
    pub(super) fn of(slug: &str, language: Language) -> Option<&'static Self> {
        ProblemWords::of(language).known.iter().find(|problem| problem.slug == slug)
    }
}

/// The slug of every problem that has words.
pub fn slugs() -> impl Iterator<Item = &'static str> {
    ProblemWords::of(Language::English).known.iter().map(|problem| problem.slug)
}

impl Words for ProblemWords {
    fn of(language: Language) -> &'static Self {
        match language {
            Language::Spanish => &spanish::ES,
            Language::English => &english::EN,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_problem_has_its_words_in_every_language() {
        for problem in &spanish::ES.known {
            assert!(Problem::of(problem.slug, Language::English).is_some(), "{}", problem.slug);
        }
        assert!(Problem::of("no-such", Language::Spanish).is_none());
    }
}
