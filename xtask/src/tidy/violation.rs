//! What a check reports, and how it is printed.

use std::fmt;

/// One place that breaks a rule.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Violation {
    /// Relative to the repository.
    pub(crate) file: String,
    /// Counted from 1; 0 when the file as a whole is meant.
    pub(crate) line: usize,
    /// The name of the rule, as `xtask/tidy.toml` knows it.
    pub(crate) rule: &'static str,
    /// What is wrong, and what to do instead.
    pub(crate) text: String,
}

impl Violation {
    /// In one line of a file.
    pub(crate) fn at(rule: &'static str, file: &str, line: usize, text: impl Into<String>) -> Self {
        Self { file: file.to_owned(), line, rule, text: text.into() }
    }

    /// In a file as a whole.
    pub(crate) fn of(rule: &'static str, file: &str, text: impl Into<String>) -> Self {
        Self::at(rule, file, 0, text)
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => write!(out, "{}: {} [{}]", self.file, self.text, self.rule),
            line => write!(out, "{}:{line}: {} [{}]", self.file, self.text, self.rule),
        }
    }
}
