//! Names of tests are sentences: what holds, not what is called.

use super::source::Source;
use super::tokens::{Kind, Token, starts_with};
use super::violation::Violation;

/// Fewer words than this say what is called, not what holds.
const WORDS: usize = 3;

/// Checks the name of each test of a file, those inside `proptest!` included.
pub(crate) fn check(source: &Source) -> Vec<Violation> {
    let Some(rust) = &source.rust else { return Vec::new() };
    let starts = (0..rust.tokens.len()).filter_map(|at| test_name(&rust.tokens[at..]));
    let poor =
        starts.filter(|name| name.text.split('_').filter(|word| !word.is_empty()).count() < WORDS);
    let text =
        |name: &Token| format!("test `{}`: its name should be the sentence it proves", name.text);
    poor.map(|name| Violation::at("names", &source.path, name.line, text(name))).collect()
}

/// The name of the function when a `#[test]` begins here. A macro's `$name` is none: the names that
/// it is called with are sentences where the functions behind them are written.
fn test_name(tokens: &[Token]) -> Option<&Token> {
    if !starts_with(tokens, &["#", "["]) {
        return None;
    }
    let end = closing(tokens)?;
    let path = tokens[2..end].iter().take_while(|token| !token.is("("));
    let last = path.last().filter(|token| token.kind == Kind::Name)?;
    let is_test = last.text == "test" || last.text.ends_with("_test");
    let rest = &tokens[end..];
    let function = rest.iter().position(|token| token.is("fn") || token.is("{"))?;
    let name = rest.get(function + 1).filter(|token| token.kind == Kind::Name)?;
    (is_test && rest[function].is("fn")).then_some(name)
}

/// Where the bracket of an attribute closes.
fn closing(tokens: &[Token]) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, token) in tokens.iter().enumerate().skip(1) {
        match token.text.as_str() {
            "[" => depth += 1,
            "]" => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some(at);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn poor(text: &str) -> Vec<usize> {
        let source = Source::parse("server/tests/it.rs".into(), text.into()).unwrap();
        check(&source).iter().map(|one| one.line).collect()
    }

    #[test]
    fn a_short_name_is_found_and_a_sentence_is_not() {
        assert_eq!(poor("#[test]\nfn works() {}\n#[test]\nfn a_line_arrives() {}"), [2]);
        assert_eq!(poor("fn works() {}"), [] as [usize; 0]);
    }

    #[test]
    fn tests_of_tokio_and_proptest_are_tests() {
        let tokio = "#[tokio::test(flavor = \"multi_thread\")]\n#[ignore]\nasync fn post() {}";
        assert_eq!(poor(tokio), [3]);
        assert_eq!(poor("proptest! {\n#[test]\nfn panics(a in 0..3) {}\n}"), [3]);
    }

    #[test]
    fn a_module_for_tests_is_no_test() {
        assert_eq!(poor("#[cfg(test)]\nmod tests { fn help() {} }"), [] as [usize; 0]);
    }

    #[test]
    fn a_name_that_a_macro_is_given_is_no_name_here() {
        let list = "macro_rules! tests { ($one:ident) => { #[test]\nfn $one() {} } }";
        assert_eq!(poor(list), [] as [usize; 0]);
    }
}
