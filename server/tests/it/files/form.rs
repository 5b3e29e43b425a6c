//! Files from a form of a browser without scripts.

use std::fs;

use super::upload::names;
use super::wire::{Answer, send};
use crate::house::House;

pub fn post(house: &House, target: &str, files: &[(&str, &str)]) -> Answer {
    let mut body = String::new();
    for (name, content) in files {
        body.push_str(&format!(
            "--B\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
             Content-Type: application/octet-stream\r\n\r\n{content}\r\n"
        ));
    }
    body.push_str("--B--\r\n");
    let form = [("content-type", "multipart/form-data; boundary=B"), ("accept", "text/html")];
    send(house, "POST", target, &form, body.as_bytes())
}

#[test]
fn a_form_stores_its_files_beside_what_is_there_and_leads_back() {
    let house = House::generous();
    fs::create_dir(house.tree().join("a b")).unwrap();
    let large = "x".repeat(3_000_000);
    let files = [("one.txt", "1"), ("one.txt", "2"), ("large.bin", &*large), ("", "")];
    let answer = post(&house, "/files/a%20b", &files);
    assert_eq!((answer.status, answer.header("location")), (303, "/files/a%20b"));
    let read = |name: &str| fs::read_to_string(house.tree().join("a b").join(name)).unwrap();
    assert_eq!(
        (read("one.txt"), read("one (2).txt"), read("large.bin").len()),
        ("1".into(), "2".into(), 3_000_000)
    );
}

#[test]
fn names_in_a_form_are_single_names() {
    let house = House::generous();
    for evil in ["../evil", "a/b", "..", "a\\\\b"] {
        let answer = post(&house, "/files/", &[(evil, "x")]);
        assert_eq!((answer.status, &*answer.problem()), (400, "bad-path"), "{evil}");
    }
    assert!(names(&house).is_empty());
    assert!(!house.data().join("evil").exists());
}

#[test]
fn a_form_needs_the_right_and_has_to_be_one() {
    let answer = post(&House::open(), "/files/", &[("a.txt", "x")]);
    assert_eq!((answer.status, &*answer.problem()), (403, "denied"));
    let house = House::generous();
    let text = send(&house, "POST", "/files/", &[("content-type", "text/plain")], b"x");
    assert_eq!((text.status, &*text.problem()), (400, "bad-request"));
    let form = [("content-type", "multipart/form-data; boundary=B")];
    let cut = b"--B\r\nContent-Disposition: form-data; name=\"f\"; filename=\"a.txt\"\r\n\r\nhalf";
    let cut = send(&house, "POST", "/files/", &form, cut);
    assert_eq!((cut.status, &*cut.problem()), (400, "bad-request"));
    assert!(names(&house).is_empty());
}
