//! From a title to a room's address.

use maloca_chat::{Refused, RoomName};

/// The longest address.
const LONGEST: usize = 64;

/// The address of a room with this title: its letters and digits in lower case and without accents,
/// everything else as hyphens.
///
/// # Errors
/// [`Refused::BadRoomName`] when no letter or digit is left.
pub fn of_title(title: &str) -> Result<RoomName, Refused> {
    let mut name = String::new();
    for letter in title.chars().flat_map(char::to_lowercase).map(plain) {
        if letter.is_ascii_alphanumeric() {
            name.push(letter);
        } else if !name.is_empty() && !name.ends_with('-') {
            name.push('-');
        }
    }
    name.truncate(LONGEST);
    name.trim_end_matches('-').parse()
}

const fn plain(letter: char) -> char {
    match letter {
        'á' | 'à' | 'â' | 'ä' | 'ã' | 'å' => 'a',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'í' | 'ì' | 'î' | 'ï' => 'i',
        'ó' | 'ò' | 'ô' | 'ö' | 'õ' | 'ø' => 'o',
        'ú' | 'ù' | 'û' | 'ü' => 'u',
        'ñ' => 'n',
        'ç' => 'c',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_title_becomes_an_address_that_can_be_read() {
        let name = |title: &str| of_title(title).map(|name| name.to_string());
        assert_eq!(
            name("  Señales y Sistemas (2º grupo) "),
            Ok("senales-y-sistemas-2-grupo".into())
        );
        assert_eq!(name("¡¿?!"), Err(Refused::BadRoomName));
    }

    proptest! {
        #[test]
        fn what_becomes_an_address_is_one(title in ".{0,200}") {
            if let Ok(name) = of_title(&title) {
                prop_assert_eq!(name.as_str().parse::<RoomName>(), Ok(name.clone()));
            }
        }
    }
}
