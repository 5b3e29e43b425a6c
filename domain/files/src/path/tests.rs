use proptest::prelude::*;

use super::*;

#[test]
fn hostile_paths_are_refused_however_they_are_encoded() {
    let hostile = [
        "..",
        "a/..",
        "../a",
        "a/./b",
        ".",
        "a//b",
        "//a",
        "a//",
        "//",
        "a\\b",
        "%2e%2e",
        "a%2f..",
        "..%2fa",
        "%2e%2e%2f",
        "a%5cb",
        "a%00",
        "%00",
        "a%0ab",
        "%ff%fe",
        "a%2f%2fb",
        "%c0%ae%c0%ae",
    ];
    for path in hostile {
        assert!(Path::decode(path).is_err(), "{path}");
    }
}

#[test]
fn decoding_happens_once() {
    assert_eq!(Path::decode("%252e%252e").unwrap().to_string(), "%2e%2e");
}

#[test]
fn one_slash_at_either_end_is_no_part_of_the_path() {
    assert_eq!(Path::decode("/a/b/").unwrap(), Path::decode("a/b").unwrap());
    assert!(Path::decode("/").unwrap().is_root() && Path::decode("").unwrap().is_root());
}

#[test]
fn over_long_paths_are_refused() {
    assert_eq!("x".repeat(256).parse::<Path>(), Err(BadPath::TooLong));
    assert_eq!(vec!["x"; 65].join("/").parse::<Path>(), Err(BadPath::TooLong));
    assert_eq!(vec!["x".repeat(200); 16].join("/").parse::<Path>(), Err(BadPath::TooLong));
}

#[test]
fn being_within_a_folder_compares_names_and_not_letters() {
    let (a, ab): (Path, Path) = ("a".parse().unwrap(), "ab".parse().unwrap());
    assert!(!ab.is_within(&a) && a.join("b").unwrap().is_within(&a));
}

proptest! {
    #[test]
    fn a_path_survives_being_written_into_a_url(text in "[^\\x00]{1,60}") {
        if let Ok(path) = text.parse::<Path>() {
            prop_assert_eq!(Path::decode(&path.encode()), Ok(path.clone()));
            prop_assert!(path.names().all(|name| !name.is_empty() && name != ".."));
        }
    }
}
