//! Conditional requests (RFC 9110 §13), as a client sees them on the wire.

use std::fs;
use std::time::{Duration, SystemTime};

use super::wire::{ask, send};
use super::{get, house_with};
use crate::house::House;

const OLD: &str = "Sun, 06 Nov 1994 08:49:37 GMT";
const NEW: &str = "Fri, 31 Dec 2049 23:59:59 GMT";

/// A house whose file is an hour old, with its tag and date.
fn settled() -> (House, String, String) {
    let house = house_with("a.txt", b"0123456789");
    let file = fs::File::open(house.tree().join("a.txt")).unwrap();
    file.set_modified(SystemTime::now() - Duration::from_secs(3600)).unwrap();
    let answer = get(&house, "/raw/a.txt", &[]);
    let (tag, date) = (answer.header("etag").to_owned(), answer.header("last-modified").to_owned());
    (house, tag, date)
}

#[test]
fn reading_follows_the_order_of_section_13_2_2() {
    let (house, tag, date) = settled();
    let (tag, date) = (tag.as_str(), date.as_str());
    let weak = format!("W/{tag}");
    let list = format!("\"x\", {weak} , \"y\"");
    let table: &[(&[(&str, &str)], u16)] = &[
        (&[("if-none-match", tag)], 304),
        (&[("if-none-match", &weak)], 304),
        (&[("if-none-match", &list)], 304),
        (&[("if-none-match", "*")], 304),
        (&[("if-none-match", "\"x\"")], 200),
        (&[("if-match", tag)], 200),
        (&[("if-match", "*")], 200),
        (&[("if-match", &weak)], 412),
        (&[("if-match", "\"x\"")], 412),
        (&[("if-modified-since", date)], 304),
        (&[("if-modified-since", NEW)], 304),
        (&[("if-modified-since", OLD)], 200),
        (&[("if-modified-since", "yesterday")], 200),
        (&[("if-unmodified-since", date)], 200),
        (&[("if-unmodified-since", OLD)], 412),
        (&[("if-unmodified-since", "yesterday")], 200),
        // The tag wins over the time.
        (&[("if-none-match", "\"x\""), ("if-modified-since", NEW)], 200),
        (&[("if-match", tag), ("if-unmodified-since", OLD)], 200),
        // What was expected comes before what is known.
        (&[("if-match", "\"x\""), ("if-none-match", tag)], 412),
        (&[("if-match", tag), ("if-none-match", tag)], 304),
        // A range only of what is the same.
        (&[("range", "bytes=0-4"), ("if-range", tag)], 206),
        (&[("range", "bytes=0-4"), ("if-range", date)], 206),
        (&[("range", "bytes=0-4"), ("if-range", "\"x\"")], 200),
        (&[("range", "bytes=0-4"), ("if-range", &weak)], 200),
        (&[("range", "bytes=0-4"), ("if-range", OLD)], 200),
        (&[("range", "bytes=0-4"), ("if-range", NEW)], 200),
        (&[("range", "bytes=0-4"), ("if-none-match", tag)], 304),
        (&[("range", "bytes=50-"), ("if-match", "\"x\"")], 412),
    ];
    for (headers, status) in table {
        let answer = get(&house, "/raw/a.txt", headers);
        assert_eq!(answer.status, *status, "{headers:?}");
        let head = ask(&house, "HEAD", "/raw/a.txt", headers);
        assert_eq!(head.status, if *status == 206 { 200 } else { *status }, "HEAD {headers:?}");
    }
}

#[test]
fn an_answer_without_content_still_says_which_version_it_is_about() {
    let (house, tag, date) = settled();
    let answer = get(&house, "/raw/a.txt", &[("if-none-match", &tag)]);
    assert_eq!((answer.status, answer.body.len()), (304, 0));
    assert_eq!((answer.header("etag"), answer.header("last-modified")), (&*tag, &*date));
    assert_eq!(answer.header("cache-control"), "no-cache");
    assert!(!answer.has("content-type") && !answer.has("content-range"));
}

#[test]
fn writing_depends_on_what_is_there() {
    let house = House::generous();
    let put = |headers: &[(&str, &str)]| send(&house, "PUT", "/raw/a.txt", headers, b"new");
    let first = put(&[("if-unmodified-since", OLD)]);
    assert_eq!(first.status, 201, "what is not there was not changed either");
    let (tag, date) = (first.header("etag"), first.header("last-modified"));
    for wrong in [
        ("if-none-match", "*"),
        ("if-none-match", tag),
        ("if-match", "\"x\""),
        ("if-match", "unreadable"),
        ("if-unmodified-since", OLD),
    ] {
        assert_eq!(put(&[wrong]).status, 412, "{wrong:?}");
    }
    assert_eq!(get(&house, "/raw/a.txt", &[]).header("etag"), tag);
    assert_eq!(put(&[("if-unmodified-since", date)]).status, 204);
    assert_eq!(put(&[("if-none-match", "\"x\"")]).status, 204);
    assert_eq!(put(&[("if-match", "*")]).status, 204);
}

#[test]
fn of_two_writers_who_saw_the_same_version_one_wins() {
    let house = House::generous();
    let first = send(&house, "PUT", "/raw/a.txt", &[("if-none-match", "*")], b"one");
    assert_eq!(first.status, 201);
    let tag = first.header("etag").to_owned();
    let second = send(&house, "PUT", "/raw/a.txt", &[("if-match", &tag)], b"two");
    assert_eq!(second.status, 204);
    let third = send(&house, "PUT", "/raw/a.txt", &[("if-match", &tag)], b"three");
    assert_eq!((third.status, &*third.problem()), (412, "precondition-failed"));
    assert_eq!(ask(&house, "DELETE", "/raw/a.txt", &[("if-match", &tag)]).status, 412);
    let now = get(&house, "/raw/a.txt", &[]);
    assert_eq!((now.header("etag"), &*now.body), (second.header("etag"), &b"two"[..]));
    let now = now.header("etag").to_owned();
    assert_eq!(ask(&house, "DELETE", "/raw/a.txt", &[("if-match", &now)]).status, 204);
    assert_eq!(send(&house, "PUT", "/raw/a.txt", &[("if-match", "*")], b"x").status, 412);
}
