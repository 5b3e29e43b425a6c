//! Our files, and which lines of them are tests.

use std::collections::BTreeSet;
use std::fs;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow};
use syn::spanned::Spanned;
use syn::{Attribute, Item};

use super::tokens::{self, Token};
use crate::packages::relative;
use crate::place::Place;

/// Folders that hold nothing of ours.
const FOREIGN: [&str; 6] = ["target", "node_modules", ".git", "results", "maloca-data", "dist"];

/// Endings of what people write by hand.
const WRITTEN: [&str; 9] = ["rs", "js", "css", "toml", "md", "html", "sh", "proto", "sql"];

/// Folders that hold tests, and what several test files share.
const TESTS: [&str; 3] = ["tests", "benches", "testing"];

/// A file that somebody wrote.
pub(crate) struct Source {
    /// Relative to the repository, with `/`.
    pub(crate) path: String,
    /// Its text.
    pub(crate) text: String,
    /// Only of a Rust file.
    pub(crate) rust: Option<Rust>,
}

/// What is known of a Rust file beyond its text.
pub(crate) struct Rust {
    pub(crate) syntax: syn::File,
    pub(crate) tokens: Vec<Token>,
    /// All of it is compiled for tests alone.
    pub(crate) is_test: bool,
    test_lines: Vec<RangeInclusive<usize>>,
}

impl Rust {
    /// Whether a line is compiled for tests alone.
    pub(crate) fn in_test(&self, line: usize) -> bool {
        self.is_test || self.test_lines.iter().any(|range| range.contains(&line))
    }
}

impl Source {
    /// Reads one file; a Rust file that cannot be parsed is an error, because no check would see it.
    pub(crate) fn parse(path: String, text: String) -> Result<Self> {
        let rust = if path.ends_with(".rs") {
            Some(parse_rust(&path, &text).with_context(|| format!("{path} cannot be parsed"))?)
        } else {
            None
        };
        Ok(Self { path, text, rust })
    }

    /// How many lines it has.
    pub(crate) fn lines(&self) -> usize {
        self.text.lines().count()
    }

    /// The last part of its path.
    pub(crate) fn file_name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or(&self.path)
    }
}

/// Every file of ours, sorted by path.
pub(crate) fn all(place: &Place) -> Result<Vec<Source>> {
    let mut files = Vec::new();
    collect(&place.root, &mut files)?;
    files.sort();
    let read = |file: &PathBuf| {
        let text =
            fs::read_to_string(file).with_context(|| format!("reading {}", file.display()))?;
        Source::parse(relative(file, place), text)
    };
    let mut sources = files.iter().map(read).collect::<Result<Vec<_>>>()?;
    mark_mounted_tests(&mut sources);
    Ok(sources)
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_dir() && !FOREIGN.contains(&name.as_str()) {
            collect(&path, files)?;
        } else if path.is_file() && is_written(&path) {
            files.push(path);
        }
    }
    Ok(())
}

fn is_written(path: &Path) -> bool {
    path.extension().is_some_and(|end| WRITTEN.iter().any(|known| end == *known))
}

fn parse_rust(path: &str, text: &str) -> Result<Rust> {
    let stream = text.parse().map_err(|error| anyhow!("{error}"))?;
    let syntax = syn::parse_file(text)?;
    let test_lines = syntax.items.iter().filter(|item| is_for_tests(item)).map(lines_of).collect();
    let stem = path.rsplit('/').next();
    let is_test = path.split('/').any(|part| TESTS.contains(&part));
    let is_test = is_test || stem == Some("tests.rs");
    Ok(Rust { syntax, tokens: tokens::flatten(stream), is_test, test_lines })
}

/// Files mounted by `#[cfg(test)] mod x;` are tests too, with all that lies below them.
fn mark_mounted_tests(sources: &mut [Source]) {
    let mounted: BTreeSet<String> = sources.iter().flat_map(mounted_tests).collect();
    for source in sources {
        let below = |stem: &String| source.path.starts_with(&format!("{stem}/"));
        let stem = source.path.trim_end_matches(".rs");
        if let Some(rust) = &mut source.rust {
            rust.is_test = rust.is_test || mounted.contains(stem) || mounted.iter().any(below);
        }
    }
}

fn mounted_tests(source: &Source) -> Vec<String> {
    let Some(rust) = &source.rust else { return Vec::new() };
    let parent = source.path.trim_end_matches(source.file_name());
    let folder = match source.file_name() {
        "lib.rs" | "main.rs" => parent.to_owned(),
        name => format!("{parent}{}/", name.trim_end_matches(".rs")),
    };
    let items = rust.syntax.items.iter().filter(|item| is_for_tests(item));
    items.filter_map(module_name).map(|name| format!("{folder}{name}")).collect()
}

fn module_name(item: &Item) -> Option<String> {
    match item {
        Item::Mod(module) if module.content.is_none() => Some(module.ident.to_string()),
        _ => None,
    }
}

fn lines_of(item: &Item) -> RangeInclusive<usize> {
    item.span().start().line..=item.span().end().line
}

/// Whether an item carries `#[cfg(test)]` or is a test function.
fn is_for_tests(item: &Item) -> bool {
    let attributes = match item {
        Item::Mod(module) => &module.attrs,
        Item::Fn(function) => &function.attrs,
        Item::Use(import) => &import.attrs,
        Item::Impl(block) => &block.attrs,
        Item::Macro(call) => &call.attrs,
        _ => return false,
    };
    attributes.iter().any(is_cfg_test)
}

/// Whether an attribute is `#[cfg(test)]` or one whose path ends in `test`.
pub(crate) fn is_cfg_test(attribute: &Attribute) -> bool {
    let is_cfg = attribute.path().is_ident("cfg");
    let names_test = || attribute.parse_args::<syn::Path>().is_ok_and(|path| path.is_ident("test"));
    let last = attribute.path().segments.last().map(|segment| segment.ident.to_string());
    (is_cfg && names_test()) || last.is_some_and(|name| name == "test" || name.ends_with("_test"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(path: &str, text: &str) -> Source {
        Source::parse(path.into(), text.into()).unwrap()
    }

    #[test]
    fn lines_of_a_test_module_are_test_lines() {
        let text = "fn a() {}\n#[cfg(test)]\nmod tests {\n    fn b() {}\n}\n";
        let rust = source("app/src/lib.rs", text).rust.unwrap();
        assert!(!rust.in_test(1));
        assert!(rust.in_test(4));
    }

    #[test]
    fn a_file_mounted_for_tests_is_a_test() {
        let mut sources = vec![
            source("app/src/chat.rs", "#[cfg(test)]\nmod fakes;\nmod page;"),
            source("app/src/chat/fakes.rs", "fn a() {}"),
            source("app/src/chat/fakes/deep.rs", "fn a() {}"),
            source("app/src/chat/page.rs", "fn a() {}"),
        ];
        mark_mounted_tests(&mut sources);
        let tests: Vec<_> = sources.iter().map(|one| one.rust.as_ref().unwrap().is_test).collect();
        assert_eq!(tests, [false, true, true, false]);
    }
}
