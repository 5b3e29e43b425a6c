//! Names for what shall stand beside something of the same name.

/// The `number`th name: `photo.jpg`, `photo (2).jpg`, `photo (3).jpg`. The ending stays at the end,
/// and a name that gets too long is cut before the number.
pub fn name(name: &str, number: u32) -> String {
    if number < 2 {
        return name.to_owned();
    }
    let (stem, ending) = split(name);
    let number = format!(" ({number})");
    let room = crate::path::MAX_NAME.saturating_sub(number.len() + ending.len());
    let end = (0..=stem.len().min(room)).rev().find(|end| stem.is_char_boundary(*end));
    format!("{}{number}{ending}", &stem[..end.unwrap_or(0)])
}

/// A name before its ending, and the ending with its dot. `.tar.gz` is one ending.
fn split(name: &str) -> (&str, &str) {
    let at = match name.rfind('.') {
        None | Some(0) => name.len(),
        Some(at) if name.len() - at > 16 => name.len(),
        Some(at) => {
            name[..at].strip_suffix(".tar").filter(|it| !it.is_empty()).map_or(at, str::len)
        }
    };
    name.split_at(at)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::name;

    #[test]
    fn the_number_stands_before_the_ending() {
        assert_eq!(name("photo.jpg", 1), "photo.jpg");
        assert_eq!(name("photo.jpg", 2), "photo (2).jpg");
        assert_eq!(name("a.tar.gz", 3), "a (3).tar.gz");
        assert_eq!(name("Makefile", 2), "Makefile (2)");
        assert_eq!(name(".tar.gz", 2), ".tar (2).gz");
    }

    proptest! {
        #[test]
        fn what_a_name_becomes_is_a_name(text in "[a-zñ .]{1,260}", number in 2..1000_u32) {
            let is_name = crate::path::is_name(&text);
            prop_assert!(!is_name || crate::path::is_name(&name(&text, number)));
        }
    }
}
