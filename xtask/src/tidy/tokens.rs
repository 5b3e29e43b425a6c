//! The words of a Rust file, without comments, in one flat list.
//!
//! Flat, because macros such as `view!` and `proptest!` hide their content from a syntax tree, and the rules
//! hold inside them as well.

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// What a word is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Name,
    Mark,
    Literal,
}

/// One word with its line, counted from 1. A bracket is a mark like any other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Token {
    pub(crate) kind: Kind,
    pub(crate) text: String,
    pub(crate) line: usize,
}

impl Token {
    /// Whether it is this word or mark; a string literal that says the same is not.
    pub(crate) fn is(&self, text: &str) -> bool {
        self.kind != Kind::Literal && self.text == text
    }

    /// The inside of a string literal as it is written in the source.
    pub(crate) fn string(&self) -> Option<&str> {
        let inside = self.text.strip_prefix('r').unwrap_or(&self.text).trim_matches('#');
        let inside = inside.strip_prefix('"')?.strip_suffix('"')?;
        (self.kind == Kind::Literal).then_some(inside)
    }
}

/// Whether the list goes on with these words.
pub(crate) fn starts_with(tokens: &[Token], words: &[&str]) -> bool {
    tokens.len() >= words.len() && tokens.iter().zip(words).all(|(token, word)| token.is(word))
}

/// All words in the order of the source; documentation is left out.
pub(crate) fn flatten(stream: TokenStream) -> Vec<Token> {
    let mut list = Vec::new();
    add(stream, &mut list);
    list
}

fn add(stream: TokenStream, list: &mut Vec<Token>) {
    for tree in stream {
        let line = tree.span().start().line;
        let mut push = |kind, text| list.push(Token { kind, text, line });
        match tree {
            TokenTree::Ident(name) => push(Kind::Name, name.to_string()),
            TokenTree::Punct(mark) => push(Kind::Mark, mark.to_string()),
            TokenTree::Literal(literal) => push(Kind::Literal, literal.to_string()),
            TokenTree::Group(group) if !is_documentation(&group.stream()) => {
                let end = group.span_close().end().line;
                let (open, close) = brackets(group.delimiter());
                push(Kind::Mark, open.to_owned());
                add(group.stream(), list);
                list.push(Token { kind: Kind::Mark, text: close.to_owned(), line: end });
            }
            TokenTree::Group(_) => {}
        }
    }
}

/// A comment with three slashes arrives as `doc = "…"`.
fn is_documentation(stream: &TokenStream) -> bool {
    let mut words = stream.clone().into_iter();
    let is_doc = matches!(words.next(), Some(TokenTree::Ident(name)) if name == "doc");
    is_doc && matches!(words.next(), Some(TokenTree::Punct(mark)) if mark.as_char() == '=')
}

fn brackets(delimiter: Delimiter) -> (&'static str, &'static str) {
    match delimiter {
        Delimiter::Parenthesis => ("(", ")"),
        Delimiter::Brace => ("{", "}"),
        Delimiter::Bracket => ("[", "]"),
        Delimiter::None => ("", ""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<Token> {
        flatten(text.parse().unwrap())
    }

    #[test]
    fn the_inside_of_macros_is_seen_and_comments_are_not() {
        let tokens = words("/// SELECT\nfn a() {\n    view! { <p>{b(\"x\")}</p> }\n}");
        assert!(tokens.iter().any(|token| token.is("b") && token.line == 3));
        assert!(!tokens.iter().any(|token| token.text.contains("SELECT")));
    }

    #[test]
    fn strings_are_told_from_words() {
        let tokens = words("a(r#\"b\"#, \"c\")");
        let strings: Vec<_> = tokens.iter().filter_map(Token::string).collect();
        assert_eq!(strings, ["b", "c"]);
        assert!(!words("\"b\"")[0].is("b"));
    }
}
