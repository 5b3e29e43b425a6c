//! Addresses that stand in the text.

/// A part of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part<'a> {
    /// Just words.
    Words(&'a str),
    /// An address, `http://…` or `https://…`.
    Address(&'a str),
}

/// Cuts a text into words and addresses; together they are the text.
pub(crate) fn parts(text: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let (mut from, mut at) = (0, 0);
    while let Some(found) = text[at..].find("http") {
        let start = at + found;
        let length = if begins_word(text, start) { address(&text[start..]) } else { 0 };
        if length == 0 {
            at = start + "http".len();
            continue;
        }
        if from < start {
            parts.push(Part::Words(&text[from..start]));
        }
        at = start + length;
        from = at;
        parts.push(Part::Address(&text[start..at]));
    }
    if from < text.len() {
        parts.push(Part::Words(&text[from..]));
    }
    parts
}

fn begins_word(text: &str, at: usize) -> bool {
    !text[..at].chars().next_back().is_some_and(|c| c.is_alphanumeric())
}

/// How many bytes of the text's beginning are an address; 0 for none.
fn address(text: &str) -> usize {
    let scheme = ["https://", "http://"].into_iter().find(|scheme| text.starts_with(scheme));
    let Some(scheme) = scheme else { return 0 };
    let ends = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '"' | '`');
    let whole = &text[..text.find(ends).unwrap_or(text.len())];
    let length = without_punctuation(whole).len();
    let host = whole[scheme.len()..].chars().next();
    if length > scheme.len() && host.is_some_and(|c| c.is_alphanumeric() || c == '[') {
        length
    } else {
        0
    }
}

/// Without what ends a sentence, and without a bracket that was opened before the address.
fn without_punctuation(mut address: &str) -> &str {
    let mut open = count(address, '(');
    let mut close = count(address, ')');
    while let Some(last) = address.chars().next_back() {
        match last {
            ')' if close > open => close -= 1,
            '(' => open -= 1,
            '.' | ',' | ';' | ':' | '!' | '?' | '\'' | ']' | '}' | '*' | '_' | '~' | '»' | '”' =>
                {}
            _ => break,
        }
        address = &address[..address.len() - last.len_utf8()];
    }
    address
}

fn count(text: &str, wanted: char) -> usize {
    text.chars().filter(|c| *c == wanted).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn addresses(text: &str) -> Vec<&str> {
        let address = |part| match part {
            Part::Address(address) => Some(address),
            Part::Words(_) => None,
        };
        parts(text).into_iter().filter_map(address).collect()
    }

    #[test]
    fn an_address_ends_before_the_sentence_does() {
        assert_eq!(
            addresses("see https://e.org/a, then (http://e.org/b)."),
            ["https://e.org/a", "http://e.org/b"]
        );
        assert_eq!(addresses("https://e.org/Maloca_(house)!"), ["https://e.org/Maloca_(house)"]);
        assert_eq!(addresses("http://[::1]:3000/x"), ["http://[::1]:3000/x"]);
    }

    #[test]
    fn what_only_looks_like_an_address_is_words() {
        for text in ["http", "http://", "https:// x", "xhttp://e.org", "http://.", "ftp://e.org"] {
            assert!(addresses(text).is_empty(), "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn the_parts_are_the_text(text in "(http|https|://|[a-z().,ñ ]){0,20}") {
            let joined: String = parts(&text)
                .into_iter()
                .map(|part| match part { Part::Words(text) | Part::Address(text) => text })
                .collect();
            proptest::prop_assert_eq!(joined, text);
        }
    }
}
