//! The files' doors.
//!
//! # Layout
//! - [`wire`]: requests and answers as bytes.
//! - [`hostile`]: paths that lead elsewhere or nowhere, and what is no file.
//! - [`ranges`], [`conditions`]: the vectors of RFC 9110.
//! - [`upload`]: storing and removing.
//! - [`rest`], [`terminal`], [`form`]: the same tree through the other doors.
//! - [`clients`]: curl and Python, which we did not write.
//! - [`weather`]: slow clients, a root that goes and comes, a power cut.

mod clients;
mod conditions;
mod form;
mod hostile;
mod ranges;
mod rest;
mod terminal;
mod upload;
mod weather;
mod wire;

use std::fs;

use wire::{Answer, ask};

use crate::house::{House, agent};

/// A house with one file in its tree.
fn house_with(name: &str, content: &[u8]) -> House {
    let house = House::open();
    fs::write(house.tree().join(name), content).unwrap();
    house
}

fn get(house: &House, path: &str, headers: &[(&str, &str)]) -> Answer {
    ask(house, "GET", path, headers)
}

#[test]
fn a_file_comes_with_everything_a_client_needs_to_keep_it() {
    let house = house_with("notes.txt", b"hello\n");
    let answer = get(&house, "/raw/notes.txt", &[]);
    assert_eq!((answer.status, &*answer.body), (200, &b"hello\n"[..]));
    assert_eq!(answer.header("content-type"), "text/plain; charset=utf-8");
    assert_eq!(answer.header("content-length"), "6");
    assert_eq!(answer.header("accept-ranges"), "bytes");
    assert_eq!(answer.header("cache-control"), "no-cache");
    assert_eq!(answer.header("x-content-type-options"), "nosniff");
    assert!(answer.header("etag").starts_with('"'), "the tag is not strong");
    assert!(answer.header("last-modified").ends_with(" GMT"));
    assert!(!answer.has("content-disposition") && !answer.has("content-encoding"));
}

#[test]
fn head_is_get_without_the_body() {
    let house = house_with("notes.txt", b"hello\n");
    let without_date = |answer: Answer| {
        let mut headers = answer.headers;
        headers.retain(|(name, _)| name != "date");
        (answer.status, headers)
    };
    let head = ask(&house, "HEAD", "/raw/notes.txt", &[("range", "bytes=0-1")]);
    assert!(head.body.is_empty());
    assert_eq!(without_date(head), without_date(get(&house, "/raw/notes.txt", &[])));
}

#[test]
fn a_text_is_not_compressed_on_the_way_because_its_tag_is_strong() {
    let house = house_with("long.txt", &b"la la la ".repeat(1000));
    let answer = get(&house, "/raw/long.txt", &[("accept-encoding", "gzip, br")]);
    assert_eq!((answer.body.len(), answer.has("content-encoding")), (9000, false));
}

#[test]
fn a_download_carries_its_name_in_both_ways() {
    let house = house_with("año \"1\".txt", b"x");
    let answer = get(&house, "/raw/a%C3%B1o%20%221%22.txt?download", &[]);
    let expected = "attachment; filename=\"a_o _1_.txt\"; filename*=UTF-8''a%C3%B1o%20%221%22.txt";
    assert_eq!(answer.header("content-disposition"), expected);
    let named =
        agent().get(house.url("/raw/a%C3%B1o%20%221%22.txt?a=b&download=1")).call().unwrap();
    assert!(named.headers().contains_key("content-disposition"));
}

#[test]
fn what_visitors_put_into_the_tree_never_runs_as_the_house() {
    let house = House::open();
    for name in ["a.html", "a.xhtml", "a.svg", "a.xml", "a.rss", "a.HTM"] {
        fs::write(house.tree().join(name), "<script>alert(1)</script>").unwrap();
        let answer = get(&house, &format!("/raw/{name}"), &[]);
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{name}");
        let policy = answer.header("content-security-policy");
        assert!(policy.starts_with("sandbox; default-src 'none'"), "{name}: {policy}");
        assert!(!policy.contains("allow-"), "{name}: {policy}");
    }
    fs::write(house.tree().join("a.js"), "alert(1)").unwrap();
    let script = get(&house, "/raw/a.js", &[]);
    assert_eq!(script.header("content-type"), "text/plain; charset=utf-8");
}

#[test]
fn a_pdf_may_be_framed_by_the_houses_own_pages_only() {
    let house = house_with("a.pdf", b"%PDF-1.4");
    let answer = get(&house, "/raw/a.pdf", &[]);
    assert_eq!(answer.header("content-type"), "application/pdf");
    let policy = answer.header("content-security-policy");
    assert!(policy.contains("frame-ancestors 'self'") && !policy.contains("sandbox"), "{policy}");
    assert_eq!(answer.header("cross-origin-resource-policy"), "same-origin");
}

#[test]
fn other_methods_are_refused_with_those_that_are_possible() {
    let house = house_with("a.txt", b"x");
    for method in ["POST", "PATCH", "FOO", "TRACE"] {
        let answer = ask(&house, method, "/raw/a.txt", &[("content-length", "0")]);
        assert_eq!(answer.status, 405, "{method}");
        assert!(answer.header("allow").contains("PUT"), "{method}");
    }
}
