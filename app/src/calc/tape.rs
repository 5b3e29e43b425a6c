//! What was calculated before, kept by this browser alone.
//!
//! # Layout
//! - [`store`]: in the browser's storage.
//! - [`view`]: how it is shown.

use std::collections::HashSet;

use maloca_calc::MAX_EXPR;
use serde::{Deserialize, Serialize};

use super::ask::Outcome;
use super::spelling::in_points;

pub(super) mod store;
pub(super) mod view;

/// How many lines are kept.
const MOST: usize = 200;
/// Results up to so many characters are kept whole.
const WHOLE: usize = 240;
/// Exact results up to so many characters stand for the expression that they came from.
const SHORT: usize = 80;

/// A line of the tape.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Line {
    /// The expression as it was typed.
    pub(super) expr: String,
    /// The result, or its ends with `…` between them.
    pub(super) result: String,
    /// Whether the result is rounded.
    pub(super) approximate: bool,
    /// What lines after it may build on, with decimal points.
    recall: String,
}

impl Line {
    /// The line of an answer; a question without one leaves none.
    pub(super) fn of(outcome: &Outcome) -> Option<Self> {
        let answer = outcome.answer.as_ref().ok()?;
        let spelled = outcome.ask.spelled();
        let is_plain = !answer.approximate && answer.result.len() <= SHORT;
        let recall = match is_plain && !spelled.text.contains('=') {
            true => in_points(&answer.result, spelled.notation),
            false => spelled.in_points(),
        };
        let result = abbreviated(&answer.result);
        Some(Self {
            expr: outcome.ask.expr.clone(),
            result,
            approximate: answer.approximate,
            recall,
        })
    }

    /// Whether the result stands there whole.
    pub(super) fn is_whole(&self) -> bool {
        !self.result.contains('…')
    }
}

/// A result of bearable length.
pub(super) fn abbreviated(result: &str) -> String {
    if result.len() <= WHOLE {
        return result.to_owned();
    }
    // Results are digits and signs: one byte each.
    let (head, tail) =
        (result.get(..80).unwrap_or(""), result.get(result.len() - 20..).unwrap_or(""));
    format!("{head}…{tail}")
}

/// The lines, newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct Tape {
    lines: Vec<Line>,
}

impl Tape {
    /// The lines, newest first.
    pub(super) fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// Adds a line, unless it says what the newest says already.
    pub(super) fn add(&mut self, line: Line) {
        if self.lines.first() != Some(&line) {
            self.lines.insert(0, line);
            self.lines.truncate(MOST);
        }
    }

    /// The lines that an expression builds on, with decimal points and in the order in which they were
    /// asked; as many of the newest as the calculator takes.
    pub(super) fn before(&self, expr: &str) -> String {
        let mut needed: HashSet<&str> = uses(expr);
        let mut lines: Vec<&str> = Vec::new();
        let mut length = 0;
        for line in self.lines.iter().map(|line| line.recall.as_str()) {
            if !defines(line).any(|name| needed.contains(name)) {
                continue;
            }
            length += line.len() + 1;
            if length > MAX_EXPR {
                break;
            }
            defines(line).for_each(|name| _ = needed.remove(name));
            needed.extend(uses(line));
            lines.push(line);
        }
        lines.reverse();
        lines.join("\n")
    }
}

/// The names that have a value after a line: `ans`, and those before a `=`.
fn defines(line: &str) -> impl Iterator<Item = &str> {
    let assigned =
        line.split(';').filter_map(|statement| Some(statement.split_once('=')?.0.trim()));
    assigned.chain(["ans"])
}

/// The names that a line takes from lines before it: those that it does not set itself first.
fn uses(line: &str) -> HashSet<&str> {
    let (mut used, mut set) = (HashSet::new(), HashSet::new());
    for statement in line.split([';', '\n']) {
        let (target, value) = statement.split_once('=').unwrap_or(("", statement));
        used.extend(names(value).filter(|name| !set.contains(name)));
        set.insert(target.trim());
    }
    used
}

/// The words of an expression, of which some may be names of functions.
fn names(expr: &str) -> impl Iterator<Item = &str> {
    let words = expr.split(|c: char| !(c.is_alphanumeric() || c == '_'));
    words
        .map(|word| word.trim_start_matches(|c: char| c.is_ascii_digit()))
        .filter(|w| !w.is_empty())
}

#[cfg(test)]
mod tests;
