//! Each rule finds its word where it holds, and nothing elsewhere.

use super::*;

fn rules(path: &str, text: &str) -> Vec<&'static str> {
    let source = Source::parse(path.into(), text.into()).unwrap();
    check(&source).into_iter().map(|one| one.rule).collect()
}

#[test]
fn unwrap_is_found_outside_tests_only() {
    assert_eq!(rules("app/src/a.rs", "fn a() { b().unwrap() }"), ["unwrap"]);
    assert_eq!(rules("app/src/a.rs", "fn a() { b().expect(\"c\") }"), ["unwrap"]);
    assert!(rules("app/src/a.rs", "fn a() { parser.expect(Token::Comma) }").is_empty());
    assert!(
        rules("app/src/a.rs", "#[cfg(test)]\nmod tests { fn a() { b().unwrap() } }").is_empty()
    );
    assert!(rules("server/tests/it.rs", "fn a() { b().unwrap() }").is_empty());
}

#[test]
fn notes_to_oneself_are_found_in_every_kind_of_file() {
    let note = format!("/* {}: later */", concat!("TO", "DO"));
    assert_eq!(rules("style/main.css", &note), ["markers"]);
    assert_eq!(rules("app/src/a.rs", "fn a() { todo!() }"), ["markers"]);
}

#[test]
fn cargo_features_are_not_asked_for_in_pages_and_domain() {
    let text = "#[cfg(feature = \"ssr\")]\nfn a() {}";
    assert_eq!(rules("app/src/a.rs", text), ["feature"]);
    assert!(rules("server/src/a.rs", text).is_empty());
}

#[test]
fn sql_is_found_in_strings_and_macros() {
    let text = "fn a() { query!(\"SELECT a FROM b\") }";
    assert_eq!(rules("server/src/a.rs", text), ["sql"]);
    assert!(rules("adapters/store/src/a.rs", text).is_empty());
    assert!(rules("server/src/a.rs", "/// SELECT a FROM b\nfn a() {}").is_empty());
}

#[test]
fn error_statuses_stand_in_one_module() {
    let text = "fn a() { (StatusCode::OK, StatusCode::NOT_FOUND, StatusCode::from_u16(3)) }";
    assert_eq!(rules("server/src/chat/rest.rs", text), ["status"]);
    assert!(rules("server/src/problem.rs", text).is_empty());
    assert!(rules("server/src/problem/map.rs", text).is_empty());
}

#[test]
fn services_come_out_of_the_context_in_one_file() {
    let text = "fn a() { use_context::<Chat>() }";
    assert_eq!(rules("app/src/chat/page.rs", text), ["context"]);
    assert!(rules("app/src/port.rs", text).is_empty());
}

#[test]
fn a_component_takes_out_what_its_own_file_provides() {
    let text = "fn a() { provide_context(B) }\nfn b() { use_context::<B>() }";
    assert!(rules("app/src/ui/toast.rs", text).is_empty());
    assert_eq!(rules("app/src/ui/toast.rs", "fn b() { expect_context::<B>() }"), ["certain"]);
}
