//! What may be written only in one place, or nowhere.

use super::source::{Rust, Source};
use super::tokens::{Token, starts_with};
use super::violation::Violation;

/// Statuses that are no errors: any module may answer with them.
const GOOD: [&str; 15] = [
    "CONTINUE",
    "SWITCHING_PROTOCOLS",
    "OK",
    "CREATED",
    "ACCEPTED",
    "NO_CONTENT",
    "RESET_CONTENT",
    "PARTIAL_CONTENT",
    "MULTI_STATUS",
    "MOVED_PERMANENTLY",
    "FOUND",
    "SEE_OTHER",
    "NOT_MODIFIED",
    "TEMPORARY_REDIRECT",
    "PERMANENT_REDIRECT",
];

/// Pieces that only SQL has; both must be in one string.
const SQL: [(&str, &str); 7] = [
    ("SELECT ", " FROM "),
    ("INSERT ", "INTO "),
    ("UPDATE ", " SET "),
    ("DELETE ", "FROM "),
    ("CREATE ", "TABLE "),
    ("PRAGMA ", ""),
    ("ALTER ", "TABLE "),
];

/// A check looks at what begins at each word, and says what is wrong there.
type Check = fn(&[Token]) -> Option<&'static str>;

/// A rule about words: its name, whether it holds in a file, the check.
type Rule = (&'static str, fn(&str) -> bool, Check);

const RULES: [Rule; 7] = [
    ("unwrap", |_| true, unwrap),
    ("markers", |_| true, unfinished),
    ("feature", |path| path.starts_with("app/") || path.starts_with("domain/"), feature),
    ("sql", |path| !path.starts_with("adapters/store/") && !path.starts_with("xtask/"), sql),
    ("status", |path| path.starts_with("server/src/") && !is(path, "server/src/problem"), status),
    ("context", |path| path.starts_with("app/") && path != "app/src/port.rs", context),
    ("certain", |path| path.starts_with("app/"), certain),
];

/// Checks one file.
pub(crate) fn check(source: &Source) -> Vec<Violation> {
    let mut found = markers(source);
    if let Some(rust) = &source.rust {
        let holds = |rule: &&Rule| rule.1(&source.path) && !(rule.0 == "context" && provides(rust));
        found.extend(RULES.iter().filter(holds).flat_map(|rule| {
            let text = |at: usize| rule.2(&rust.tokens[at..]);
            product_tokens(rust)
                .filter_map(move |(at, line)| Some((line, text(at)?)))
                .map(|(line, text)| Violation::at(rule.0, &source.path, line, text))
        }));
    }
    found
}

/// (position, line) of each word that is no test's.
fn product_tokens(rust: &Rust) -> impl Iterator<Item = (usize, usize)> {
    let lines = rust.tokens.iter().map(|token| token.line).enumerate();
    lines.filter(|(_, line)| !rust.in_test(*line))
}

/// A module and what lies below it.
fn is(path: &str, module: &str) -> bool {
    path.strip_prefix(module).is_some_and(|rest| rest == ".rs" || rest.starts_with('/'))
}

fn unwrap(tokens: &[Token]) -> Option<&'static str> {
    let is_expect = starts_with(tokens, &[".", "expect", "("])
        && tokens.get(3).is_some_and(|token| token.string().is_some());
    (is_expect || starts_with(tokens, &[".", "unwrap", "("]))
        .then_some("can stop the program: return the error, or use a match that covers every case")
}

fn unfinished(tokens: &[Token]) -> Option<&'static str> {
    let is_macro = ["todo", "unimplemented"].iter().any(|name| starts_with(tokens, &[name, "!"]));
    is_macro.then_some("is a stub: finish it or leave it out")
}

fn feature(tokens: &[Token]) -> Option<&'static str> {
    let asks = starts_with(tokens, &["feature", "="])
        && tokens.get(2).is_some_and(|token| token.string().is_some());
    asks.then_some(
        "feature code does not ask for cargo features: call a port out of the context instead",
    )
}

fn sql(tokens: &[Token]) -> Option<&'static str> {
    let text = tokens.first()?.string()?;
    let is_sql = SQL.iter().any(|(start, then)| text.contains(start) && text.contains(then));
    is_sql.then_some("SQL stands in adapters/store only: add a method to the port there")
}

fn status(tokens: &[Token]) -> Option<&'static str> {
    let name = tokens.get(3).filter(|_| starts_with(tokens, &["StatusCode", ":", ":"]))?;
    let is_constant = name.text.chars().all(|one| one.is_ascii_uppercase() || one == '_');
    (is_constant && !GOOD.contains(&name.text.as_str()))
        .then_some("error statuses stand in server/src/problem.rs only: return a Problem instead")
}

/// In a file that provides no context itself; what components give each other is taken where it is provided.
fn context(tokens: &[Token]) -> Option<&'static str> {
    let text = "services come out of the context in app/src/port.rs only: add a function there; \
                what components share, take out in the file that provides it";
    tokens.first()?.is("use_context").then_some(text)
}

fn certain(tokens: &[Token]) -> Option<&'static str> {
    let text =
        "stops the page when nothing was provided: use_context, and show something without it";
    tokens.first()?.is("expect_context").then_some(text)
}

fn provides(rust: &Rust) -> bool {
    rust.tokens.iter().any(|token| token.is("provide_context"))
}

/// Notes to oneself, in any kind of file.
fn markers(source: &Source) -> Vec<Violation> {
    let lines = source.text.lines().enumerate().filter(|(_, line)| has_marker(line));
    let text = "do it now, or write an issue: the code says what is, not what might come";
    lines.map(|(at, _)| Violation::at("markers", &source.path, at + 1, text)).collect()
}

fn has_marker(line: &str) -> bool {
    let known = [concat!("TO", "DO"), concat!("FIX", "ME")];
    line.split(|one: char| !one.is_alphanumeric()).any(|word| known.contains(&word))
}

#[cfg(test)]
mod tests;
