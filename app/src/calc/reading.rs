//! Whether the echo of how an expression was read says anything that the expression does not.

/// Whether a reading differs from what was typed in more than blanks and spellings of the same sign.
pub fn says_more(reading: &str, expr: &str) -> bool {
    plain(reading) != plain(expr)
}

fn plain(text: &str) -> String {
    let lower = text.to_lowercase();
    let one_sign = lower.replace("**", "^").replace("pi", "π").replace("tau", "τ");
    one_sign.trim_end_matches([';', ' ']).chars().filter_map(sign).collect()
}

/// One of the spellings of a sign; blanks and separators of digits are none.
fn sign(c: char) -> Option<char> {
    match c {
        '_' | '\u{feff}' => None,
        blank if blank.is_whitespace() && blank != '\n' => None,
        '\n' => Some(';'),
        '*' | '·' | '⋅' | '∙' | '∗' | '✕' | '⨯' => Some('×'),
        '÷' | '∕' | '⁄' => Some('/'),
        '−' | '–' | '－' => Some('-'),
        '＋' => Some('+'),
        'º' => Some('°'),
        '[' => Some('('),
        ']' => Some(')'),
        other => Some(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_in_another_spelling_is_no_news() {
        for (reading, expr) in [
            ("2 × 3", "2*3"),
            ("π / 2", "PI÷2"),
            ("1000000 + 1", "1 000 000+1"),
            ("2^3", "2**3"),
            ("x = 3; x^2", "x=3;x^2;"),
            ("sin(30°)", "sin(30º)"),
        ] {
            assert!(!says_more(reading, expr), "{expr}");
        }
    }

    #[test]
    fn a_product_or_grouping_that_was_not_written_is_news() {
        for (reading, expr) in [("2 × (3 + 1)", "2(3+1)"), ("-(2^2)", "-2^2"), ("sqrt(2)", "√2")]
        {
            assert!(says_more(reading, expr), "{expr}");
        }
    }
}
