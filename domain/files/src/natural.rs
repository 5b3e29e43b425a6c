//! The natural order of names: `file2` before `file10`, `Árbol` beside `arbol`, `ñ` after `n`.

use unicode_normalization::UnicodeNormalization;

/// A name as search and order see it: lower case, with accents behind their letters (NFKD).
pub fn fold(name: &str) -> String {
    if name.is_ascii() {
        name.to_ascii_lowercase()
    } else {
        name.nfkd().flat_map(char::to_lowercase).collect()
    }
}

/// A key whose bytes compare as the names do naturally. A run of digits becomes `0`, the length of
/// its value and the value, so that comparing keys is a total order whatever the names.
pub fn key(name: &str) -> Vec<u8> {
    let folded = fold(name);
    let mut rest = folded.as_bytes();
    let mut key = Vec::with_capacity(rest.len() + 4);
    while let Some(first) = rest.first() {
        let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        if digits == 0 {
            key.push(*first);
            rest = &rest[1..];
        } else {
            push_number(&mut key, &rest[..digits]);
            rest = &rest[digits..];
        }
    }
    key
}

fn push_number(key: &mut Vec<u8>, digits: &[u8]) {
    let zeros = digits.iter().take_while(|byte| **byte == b'0').count();
    let value = &digits[zeros..];
    let length = u32::try_from(value.len()).unwrap_or(u32::MAX);
    key.push(b'0');
    key.extend_from_slice(&length.to_be_bytes());
    key.extend_from_slice(value);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sorted<'a>(names: &[&'a str]) -> Vec<&'a str> {
        let mut names = names.to_vec();
        names.reverse();
        names.sort_by_key(|name| (key(name), *name));
        names
    }

    #[test]
    fn numbers_in_names_count() {
        let names = ["a", "a1", "a1b", "a2", "a10", "a10b", "a11", "a100", "b"];
        assert_eq!(sorted(&names), names);
        let names =
            ["1", "02", "2", "3", "10", "99999999999999999999999998", "99999999999999999999999999"];
        assert_eq!(sorted(&names), names);
    }

    #[test]
    fn case_does_not_count_and_spanish_letters_stand_where_spanish_puts_them() {
        let names = ["agua", "Arbol", "Árbol", "Bar", "nube", "ñandú", "oso", "Zorro"];
        assert_eq!(sorted(&names), names);
    }

    #[test]
    fn folding_is_the_same_for_composed_and_decomposed_letters() {
        assert_eq!(fold("Ñandú"), fold("N\u{303}andu\u{301}"));
    }
}
