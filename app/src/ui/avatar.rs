//! A person as a coloured tile with initials.

use leptos::prelude::*;

/// How many hues the style has for people.
const HUES: u32 = 8;

/// A tile with up to two initials in a colour that belongs to the name. Screen readers skip it: the
/// name stands beside it.
#[component]
pub fn Avatar(
    /// The person's name.
    #[prop(into)]
    name: String,
) -> impl IntoView {
    view! {
        <span class=format!("avatar avatar--{}", hue(&name)) aria-hidden="true">
            {initials(&name)}
        </span>
    }
}

/// The colour of a name, 0 to 7: the same everywhere and whatever the case of its Latin letters.
pub fn hue(name: &str) -> u32 {
    let bytes = name.bytes().map(|byte| u32::from(byte.to_ascii_lowercase()));
    bytes.fold(7_u32, |sum, byte| sum.wrapping_mul(31).wrapping_add(byte)) % HUES
}

/// The first letters of the first two words, or the first letter of the only one. The style makes
/// them large: Rust's table of all letters would weigh more than all icons together.
pub fn initials(name: &str) -> String {
    let words = name.split([' ', '.', '_', '-']);
    words.filter_map(|word| word.chars().next()).take(2).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_words_give_two_letters() {
        assert_eq!(initials("ana maría lópez"), "am");
        assert_eq!(initials("ñandú"), "ñ");
        assert_eq!(initials(""), "");
    }

    #[test]
    fn a_name_keeps_its_colour_whatever_its_case() {
        assert_eq!(hue("Ana"), hue("ana"));
        assert!((0..100).map(|n| hue(&format!("p{n}"))).all(|hue| hue < HUES));
    }
}
