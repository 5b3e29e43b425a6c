use proptest::prelude::*;

use super::*;

#[test]
fn the_heaviest_known_language_wins() {
    for (header, expected) in [
        ("es-CO,es;q=0.9,en;q=0.8", Language::Spanish),
        ("en;q=0.4, es;q=0.7", Language::Spanish),
        ("de-DE,de;q=0.9,en;q=0.8,es;q=0.8", Language::English),
        ("fr,ES-419;q=0.1", Language::Spanish),
        ("es;q=0,en;q=0.1", Language::English),
        ("es;q=nonsense", Language::English),
        ("*", Language::English),
        ("", Language::English),
    ] {
        assert_eq!(Language::from_accept(header), expected, "{header}");
    }
}

#[test]
fn a_language_is_read_as_it_is_written() {
    for language in Language::ALL {
        assert_eq!(language.tag().parse(), Ok(language));
    }
    assert_eq!("pt".parse::<Language>(), Err(NoSuchLanguage));
}

proptest! {
    #[test]
    fn no_header_is_too_strange(header in "[ -~]{0,80}") {
        Language::from_accept(&header);
    }
}
