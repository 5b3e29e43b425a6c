//! Files that must or must not be there, and the heads of crates.

use syn::{Item, Meta};

use super::source::{Rust, Source, is_cfg_test};
use super::violation::Violation;
use crate::place::Place;

/// More than this and nobody reads it before trying the two commands.
const README_LINES: usize = 120;

/// Checks the repository as a whole, then each file.
pub(crate) fn check(place: &Place, sources: &[Source]) -> Vec<Violation> {
    let expected = ["README.md", "CHANGELOG.md", "docs/ARCHITECTURE.md"];
    let missing = expected.iter().filter(|name| !place.root.join(name).is_file());
    let mut found: Vec<_> =
        missing.map(|name| Violation::of("layout", name, "is missing: write it")).collect();
    found.extend(sources.iter().filter_map(of_file));
    found
}

fn of_file(source: &Source) -> Option<Violation> {
    let text = match source.file_name() {
        "mod.rs" => "write `foo.rs` beside the folder `foo/` instead".to_owned(),
        "README.md" if source.path == "README.md" && source.lines() > README_LINES => {
            format!("{} lines, {README_LINES} at most: move parts into docs/", source.lines())
        }
        "lib.rs" if source.rust.as_ref().is_some_and(lacks_layout) => {
            "its documentation needs a `# Layout` list with a line for each module".to_owned()
        }
        _ => return None,
    };
    Some(Violation::of("layout", &source.path, text))
}

/// A crate with more than one module tells in its head where things are.
fn lacks_layout(rust: &Rust) -> bool {
    let is_module =
        |item: &&Item| matches!(item, Item::Mod(one) if !one.attrs.iter().any(is_cfg_test));
    let modules = rust.syntax.items.iter().filter(is_module).count();
    modules > 1 && !documentation(&rust.syntax).contains("# Layout")
}

fn documentation(file: &syn::File) -> String {
    let lines = file.attrs.iter().filter_map(|attribute| match &attribute.meta {
        Meta::NameValue(pair) if pair.path.is_ident("doc") => literal(&pair.value),
        _ => None,
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn literal(value: &syn::Expr) -> Option<String> {
    match value {
        syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(text), .. }) => Some(text.value()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(path: &str, text: &str) -> Option<Violation> {
        of_file(&Source::parse(path.into(), text.into()).unwrap())
    }

    #[test]
    fn a_crate_with_two_modules_needs_a_layout() {
        assert!(fault("app/src/lib.rs", "//! Pages.\nmod a;\nmod b;").is_some());
        assert_eq!(
            fault("app/src/lib.rs", "//! Pages.\n//! # Layout\n//! - a\nmod a;\nmod b;"),
            None
        );
        assert_eq!(fault("app/src/lib.rs", "//! Pages.\nmod a;\n#[cfg(test)]\nmod tests;"), None);
    }

    #[test]
    fn mod_rs_and_a_long_readme_are_found() {
        assert!(fault("app/src/chat/mod.rs", "").is_some());
        assert!(fault("README.md", &"line\n".repeat(121)).is_some());
        assert_eq!(fault("README.md", &"line\n".repeat(120)), None);
        assert_eq!(fault("docs/README.md", &"line\n".repeat(121)), None);
    }
}
