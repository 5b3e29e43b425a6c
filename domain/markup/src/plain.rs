//! Markdown as one line of text.

use pulldown_cmark::{Event, Parser, TagEnd};

use crate::options;

/// The longest excerpt, in characters.
const LONGEST: usize = 200;

/// The words of a Markdown text in one line, without markup, cut after 200 characters: for lists of
/// rooms, answers and notifications. It is text, not HTML.
pub fn plain(markdown: &str) -> String {
    let mut words = String::new();
    for event in Parser::new_ext(markdown, options()) {
        match event {
            Event::Text(text) | Event::Code(text) | Event::Html(text) | Event::InlineHtml(text) => {
                words.push_str(&text);
            }
            Event::SoftBreak | Event::HardBreak => words.push(' '),
            Event::End(tag) if !is_inline(tag) => words.push(' '),
            _ => {}
        }
        if words.len() > LONGEST * 8 {
            break;
        }
    }
    shorten(&words)
}

/// Whether what follows may belong to the same word.
const fn is_inline(tag: TagEnd) -> bool {
    matches!(tag, TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link)
}

fn shorten(words: &str) -> String {
    let mut line = String::new();
    for (index, word) in words.split_whitespace().enumerate() {
        if index > 0 {
            line.push(' ');
        }
        line.push_str(word);
    }
    match line.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", line[..end].trim_end()),
        None => line,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_excerpt_has_the_words_and_no_marks() {
        let text = "# Hola\n\n**mira** [esto](https://e.org)\n- `uno`\n- <b>dos</b>";
        assert_eq!(plain(text), "Hola mira esto uno <b>dos</b>");
        assert_eq!(plain("¿**Qué**? ~~No~~, [aquí](https://e.org)."), "¿Qué? No, aquí.");
    }

    #[test]
    fn a_long_text_is_cut() {
        let text = plain(&"palabra ".repeat(10_000));
        assert!(text.ends_with('…') && text.chars().count() <= LONGEST + 1);
    }
}
