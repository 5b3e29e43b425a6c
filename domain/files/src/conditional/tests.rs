#![expect(clippy::single_range_in_vec_init, reason = "one range is what is meant")]

use proptest::prelude::*;
use time::OffsetDateTime;

use super::Verdict::{Failed, NotModified, Serve, ServeRanges, Unsatisfiable};
use super::*;
use crate::Kind;

/// Sun, 06 Nov 1994 08:49:37 GMT, the moment of RFC 9110's examples.
const AT: i64 = 784_111_777;
const NOW: &str = "Sun, 06 Nov 1994 08:49:37 GMT";
const BEFORE: &str = "Sun, 06 Nov 1994 08:49:36 GMT";
const AFTER: &str = "Sun, 06 Nov 1994 08:49:38 GMT";

fn meta() -> Meta {
    let modified = OffsetDateTime::from_unix_timestamp_nanos(i128::from(AT) * 1_000_000_000 + 5);
    let version = Version("v1".into());
    Meta { kind: Kind::File, size: 10, modified: modified.unwrap(), version }
}

/// Headers written as `m=… u=… n=… s=… i=… r=…`, separated by `|`.
fn given(text: &str) -> Preconditions<'_> {
    let mut given = Preconditions::default();
    for (key, value) in text.split('|').filter_map(|item| item.split_once('=')) {
        match key {
            "m" => given.if_match = Some(value),
            "u" => given.if_unmodified_since = Some(value),
            "n" => given.if_none_match = Some(value),
            "s" => given.if_modified_since = Some(value),
            "i" => given.if_range = Some(value),
            _ => given.range = Some(value),
        }
    }
    given
}

fn check(headers: &str, expected: &Verdict) {
    assert_eq!(given(headers).judge(&meta()), *expected, "{headers}");
}

#[test]
fn tags_decide_alone() {
    check("", &Serve);
    for list in
        ["\"v1\"", "*", " * ", "\"a\", \"v1\"", "\"a\",,\"v1\"", "junk, \"v1\"", "W/\"x\" \"v1\""]
    {
        check(&format!("m={list}"), &Serve);
        check(&format!("n={list}"), &NotModified);
    }
    for list in ["\"v2\"", "\"V1\"", "v1", "\"a,v1\"", "", "\"v1", "\"\"", "w/v1"] {
        check(&format!("m={list}"), &Failed);
        check(&format!("n={list}"), &Serve);
    }
}

#[test]
fn if_match_compares_strongly_and_if_none_match_weakly() {
    check("m=W/\"v1\"", &Failed);
    check("n=W/\"v1\"", &NotModified);
}

#[test]
fn dates_decide_alone_to_the_second() {
    check(&format!("u={NOW}"), &Serve);
    check(&format!("u={AFTER}"), &Serve);
    check(&format!("u={BEFORE}"), &Failed);
    check(&format!("s={NOW}"), &NotModified);
    check(&format!("s={AFTER}"), &NotModified);
    check(&format!("s={BEFORE}"), &Serve);
}

#[test]
fn all_three_forms_of_dates_are_read_and_others_ignored() {
    check("s=Sunday, 06-Nov-94 08:49:37 GMT", &NotModified);
    check("s=Sun Nov  6 08:49:37 1994", &NotModified);
    for date in ["yesterday", "", "784111777", "1994-11-06T08:49:37Z"] {
        check(&format!("s={date}"), &Serve);
        check(&format!("u={date}"), &Serve);
    }
}

#[test]
fn tags_win_over_dates() {
    check(&format!("m=\"v1\"|u={BEFORE}"), &Serve);
    check(&format!("m=\"v2\"|u={AFTER}"), &Failed);
    check(&format!("n=\"v2\"|s={AFTER}"), &Serve);
    check(&format!("n=\"v1\"|s={BEFORE}"), &NotModified);
}

#[test]
fn what_is_expected_is_asked_before_what_is_known_and_both_before_ranges() {
    check("m=\"v2\"|n=\"v1\"|r=bytes=0-1", &Failed);
    check("m=\"v1\"|n=\"v1\"|r=bytes=0-1", &NotModified);
    check("m=\"v1\"|n=\"v2\"|r=bytes=0-1", &ServeRanges(vec![0..2]));
    check("n=\"v1\"|r=bytes=99-", &NotModified);
    check("r=bytes=99-", &Unsatisfiable);
    check("r=lines=1-2", &Serve);
}

#[test]
fn a_resumed_download_is_only_continued_in_the_same_version() {
    for good in ["\"v1\"", NOW] {
        check(&format!("i={good}|r=bytes=2-3"), &ServeRanges(vec![2..4]));
        check(&format!("i={good}|r=bytes=99-"), &Unsatisfiable);
        check(&format!("i={good}"), &Serve);
    }
    for bad in ["\"v2\"", "W/\"v1\"", BEFORE, AFTER, "v1", "", "*", "\"v2\", \"v1\""] {
        check(&format!("i={bad}|r=bytes=2-3"), &Serve);
        check(&format!("i={bad}|r=bytes=99-"), &Serve);
    }
}

#[test]
fn writes_get_the_condition_that_the_headers_say() {
    let v = |tags: &[&str]| tags.iter().map(|tag| Version((*tag).into())).collect::<Vec<_>>();
    let table = [
        ("", Condition::Always),
        ("m=*", Condition::Present),
        ("n=*", Condition::Absent),
        ("m=\"a\", W/\"b\"", Condition::OneOf(v(&["a"]))),
        ("n=\"a\", W/\"b\"", Condition::NoneOf(v(&["a", "b"]))),
        ("m=\"a\", \"b\"|n=\"b\"", Condition::OneOf(v(&["a"]))),
        ("m=*|n=*", Condition::OneOf(v(&[]))),
        ("m=\"a\"|n=*", Condition::OneOf(v(&[]))),
        ("u=nonsense", Condition::Always),
    ];
    for (headers, expected) in table {
        assert_eq!(given(headers).for_write(Some(&meta())), expected, "{headers}");
    }
}

#[test]
fn a_write_unless_modified_since_holds_the_version_that_was_seen() {
    let (old, new) = (format!("u={BEFORE}"), format!("u={NOW}"));
    assert_eq!(given(&old).for_write(Some(&meta())), Condition::OneOf(vec![]));
    assert_eq!(given(&new).for_write(Some(&meta())), Condition::OneOf(vec![Version("v1".into())]));
    assert_eq!(given(&old).for_write(None), Condition::Always);
}

#[test]
fn a_date_that_http_cannot_say_is_left_out() {
    let mut meta = meta();
    assert_eq!(last_modified(&meta).unwrap(), NOW);
    assert_eq!(etag(&meta.version), "\"v1\"");
    meta.modified = OffsetDateTime::UNIX_EPOCH - time::Duration::seconds(1);
    assert_eq!(last_modified(&meta), None);
}

proptest! {
    #[test]
    fn any_headers_are_judged_without_panic(a in ".*", b in ".*", c in "[*W/\", av1-]*") {
        let texts = [Some(a.as_str()), Some(b.as_str()), Some(c.as_str()), None];
        for at in 0..4 {
            let pick = |step: usize| texts[(at + step) % 4];
            let given = Preconditions {
                if_match: pick(0), if_unmodified_since: pick(1), if_none_match: pick(2),
                if_modified_since: pick(3), if_range: pick(1), range: pick(2),
            };
            let _ = (given.judge(&meta()), given.for_write(None), given.for_write(Some(&meta())));
        }
    }
}
