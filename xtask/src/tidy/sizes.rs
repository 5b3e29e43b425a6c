//! Lines of functions and files: limits for each, and for the middle of all.

use std::fmt;

use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{Block, ImplItemFn, ItemFn, Signature, TraitItemFn};

use super::source::Source;
use super::violation::Violation;

const FUNCTION: usize = 70;
const FILE: usize = 400;
const FUNCTION_MEDIAN: usize = 9;
const FUNCTION_P90: usize = 30;
const FILE_MEDIAN: usize = 110;

/// Endings of files that are code, as opposed to text and data.
const CODE: [&str; 5] = [".rs", ".js", ".css", ".sql", ".proto"];

/// Checks one file and its functions, tests included.
pub(crate) fn check(source: &Source) -> Vec<Violation> {
    let is_code = CODE.iter().any(|end| source.path.ends_with(end));
    let mut found = Vec::new();
    if is_code && source.lines() > FILE {
        let text = format!("{} lines, {FILE} at most: split it by subject", source.lines());
        found.push(Violation::of("size", &source.path, text));
    }
    for function in functions(source).iter().filter(|one| one.lines > FUNCTION) {
        let text = format!(
            "`{}` has {} lines, {FUNCTION} at most: name its parts",
            function.name, function.lines
        );
        found.push(Violation::at("size", &source.path, function.line, text));
    }
    found
}

/// The middle and the upper tenth of what is not test.
pub(crate) struct Figures {
    functions: Vec<usize>,
    files: Vec<usize>,
}

impl Figures {
    /// Of these files.
    pub(crate) fn of(sources: &[Source]) -> Self {
        let product =
            || sources.iter().filter(|one| one.rust.as_ref().is_some_and(|rust| !rust.is_test));
        let functions = product().flat_map(product_functions);
        let mut figures =
            Self { functions: functions.collect(), files: product().map(Source::lines).collect() };
        figures.functions.sort_unstable();
        figures.files.sort_unstable();
        figures
    }

    /// What is too long on the whole.
    pub(crate) fn violations(&self) -> Vec<Violation> {
        let limits = [
            ("median of functions", part(&self.functions, 50), FUNCTION_MEDIAN),
            ("90th percentile of functions", part(&self.functions, 90), FUNCTION_P90),
            ("median of files", part(&self.files, 50), FILE_MEDIAN),
        ];
        let broken = limits.into_iter().filter(|(_, found, limit)| found > limit);
        let text = |(what, found, limit)| {
            format!("the {what} is {found} lines, {limit} at most: shorten many")
        };
        broken.map(|limit| Violation::of("size", "all Rust files", text(limit))).collect()
    }
}

impl fmt::Display for Figures {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let middle = part(&self.functions, 50);
        let (upper, longest) = (part(&self.functions, 90), part(&self.functions, 100));
        let count = self.functions.len();
        write!(out, "{count} functions: median {middle} lines, p90 {upper}, longest {longest}; ")?;
        let (middle, longest) = (part(&self.files, 50), part(&self.files, 100));
        write!(out, "{} files: median {middle} lines, longest {longest}", self.files.len())
    }
}

/// The value below which this percentage of a sorted list lies.
fn part(sorted: &[usize], percent: usize) -> usize {
    let at = (sorted.len() * percent / 100).min(sorted.len().saturating_sub(1));
    sorted.get(at).copied().unwrap_or(0)
}

struct Function {
    name: String,
    line: usize,
    lines: usize,
}

fn product_functions(source: &Source) -> Vec<usize> {
    let is_product =
        |one: &Function| source.rust.as_ref().is_some_and(|rust| !rust.in_test(one.line));
    functions(source).into_iter().filter(is_product).map(|one| one.lines).collect()
}

fn functions(source: &Source) -> Vec<Function> {
    let mut finder = Finder(Vec::new());
    if let Some(rust) = &source.rust {
        finder.visit_file(&rust.syntax);
    }
    finder.0
}

struct Finder(Vec<Function>);

impl Finder {
    /// From the line with `fn` to the closing bracket: documentation and attributes are free.
    fn add(&mut self, signature: &Signature, body: &Block) {
        let line = signature.span().start().line;
        let lines = body.span().end().line - line + 1;
        self.0.push(Function { name: signature.ident.to_string(), line, lines });
    }
}

impl<'ast> Visit<'ast> for Finder {
    fn visit_item_fn(&mut self, function: &'ast ItemFn) {
        self.add(&function.sig, &function.block);
        visit::visit_item_fn(self, function);
    }

    fn visit_impl_item_fn(&mut self, function: &'ast ImplItemFn) {
        self.add(&function.sig, &function.block);
        visit::visit_impl_item_fn(self, function);
    }

    fn visit_trait_item_fn(&mut self, function: &'ast TraitItemFn) {
        if let Some(body) = &function.default {
            self.add(&function.sig, body);
        }
        visit::visit_trait_item_fn(self, function);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn long(lines: usize) -> Source {
        let text =
            format!("/// Doc.\n#[inline]\nfn long() {{\n{}}}\n", "    a();\n".repeat(lines - 2));
        Source::parse("app/src/long.rs".into(), text).unwrap()
    }

    #[test]
    fn a_function_of_seventy_lines_is_the_longest() {
        assert_eq!(check(&long(70)), []);
        let found = check(&long(71));
        assert_eq!(found.iter().map(|one| one.line).collect::<Vec<_>>(), [3]);
    }

    #[test]
    fn a_file_of_four_hundred_lines_is_the_longest() {
        let file = |lines| Source::parse("style/a.css".into(), "a{}\n".repeat(lines)).unwrap();
        assert_eq!(check(&file(400)), []);
        assert_eq!(check(&file(401)).len(), 1);
    }

    #[test]
    fn tests_do_not_count_in_the_middle() {
        let text = "fn a() {}\n#[cfg(test)]\nmod tests {\n    fn b() {\n        c();\n    }\n}\n";
        let source = Source::parse("app/src/a.rs".into(), text.into()).unwrap();
        assert_eq!(Figures::of(&[source]).functions, [1]);
    }

    #[test]
    fn percentiles_are_those_of_the_sorted_list() {
        let list: Vec<_> = (1..=10).collect();
        assert_eq!(
            (part(&list, 50), part(&list, 90), part(&list, 100), part(&[], 50)),
            (6, 10, 10, 0)
        );
    }
}
