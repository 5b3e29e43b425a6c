//! Storing and removing.

use std::fs;
use std::io::Write;

use super::get;
use super::wire::{ask, connect, head, read, send};
use crate::house::House;

/// What a visitor sees in the tree, without the house's own folder.
pub fn names(house: &House) -> Vec<String> {
    let entries = fs::read_dir(house.tree()).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<_> = names.filter(|name| name != ".maloca").collect();
    names.sort();
    names
}

/// Files that are on their way.
pub fn under_way(house: &House) -> usize {
    fs::read_dir(house.tree().join(".maloca/tmp")).map_or(0, Iterator::count)
}

/// Waits until nothing is under way; what was cut off is removed beside the answer, not before it.
fn assert_nothing_under_way(house: &House) {
    let began = std::time::Instant::now();
    while under_way(house) > 0 {
        assert!(began.elapsed() < crate::house::HANG, "an upload left something behind");
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
}

#[test]
fn a_file_is_stored_with_the_folders_it_needs_and_replaced_as_a_whole() {
    let house = House::generous();
    let first = send(&house, "PUT", "/raw/a/b%20c/x.bin", &[], b"one");
    assert_eq!((first.status, first.header("location")), (201, "/raw/a/b%20c/x.bin"));
    assert_eq!(fs::read(house.tree().join("a/b c/x.bin")).unwrap(), b"one");
    let read = get(&house, "/raw/a/b%20c/x.bin", &[]);
    assert_eq!(read.header("etag"), first.header("etag"));
    let second = send(&house, "PUT", "/raw/a/b%20c/x.bin", &[], b"");
    assert_eq!((second.status, second.body.len()), (204, 0));
    assert_ne!(second.header("etag"), first.header("etag"));
    assert!(get(&house, "/raw/a/b%20c/x.bin", &[]).body.is_empty());
    assert_nothing_under_way(&house);
}

#[test]
fn a_body_larger_than_any_other_request_may_have_is_stored_bit_for_bit() {
    let house = House::generous();
    let content: Vec<u8> =
        (0..5_000_000_u32).map(|at| (at.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    assert_eq!(send(&house, "PUT", "/raw/big", &[], &content).status, 201);
    assert!(get(&house, "/raw/big", &[]).body == content);
}

#[test]
fn chunks_without_a_length_are_stored_too() {
    let house = House::generous();
    let mut stream = connect(&house);
    stream.write_all(&head("PUT", "/raw/chunked", &[("transfer-encoding", "chunked")])).unwrap();
    stream.write_all(b"3\r\nabc\r\n4\r\ndefg\r\n0\r\n\r\n").unwrap();
    assert_eq!(read(stream).status, 201);
    assert_eq!(fs::read(house.tree().join("chunked")).unwrap(), b"abcdefg");
}

#[test]
fn a_part_of_a_file_is_not_stored_as_if_it_were_the_whole() {
    let house = House::generous();
    let part = [("content-range", "bytes 0-2/10")];
    let answer = send(&house, "PUT", "/raw/a.txt", &part, b"abc");
    assert_eq!((answer.status, &*answer.problem()), (400, "bad-request"));
    assert!(names(&house).is_empty());
}

#[test]
fn an_upload_that_is_cut_off_leaves_nothing() {
    let house = House::generous();
    for encoding in [("content-length", "1000000"), ("transfer-encoding", "chunked")] {
        let mut stream = connect(&house);
        stream.write_all(&head("PUT", "/raw/half", &[encoding])).unwrap();
        stream.write_all(b"5\r\nhello\r\n").unwrap();
        stream.shutdown(std::net::Shutdown::Write).unwrap();
        let answer = read(stream);
        assert_eq!((answer.status, &*answer.problem()), (400, "bad-request"), "{encoding:?}");
    }
    assert!(names(&house).is_empty());
    assert_nothing_under_way(&house);
}

#[test]
fn whoever_is_refused_hears_it_before_sending_a_gigabyte() {
    let strict = House::open();
    let generous = House::generous();
    fs::write(generous.tree().join("there"), "x").unwrap();
    let cases: [(&House, &str, &[(&str, &str)], u16); 5] = [
        (&strict, "/raw/new", &[], 403),
        (&generous, "/raw/there", &[("if-none-match", "*")], 412),
        (&generous, "/raw/../new", &[], 400),
        (&generous, "/raw/new", &[("content-range", "bytes 0-1/2")], 400),
        (&generous, "/raw/.hidden", &[], 403),
    ];
    for (house, target, headers, status) in cases {
        for expect in [true, false] {
            let mut all = vec![("content-length", "1073741824")];
            all.extend_from_slice(headers);
            all.extend(expect.then_some(("expect", "100-continue")));
            let mut stream = connect(house);
            stream.write_all(&head("PUT", target, &all)).unwrap();
            if !expect {
                stream.write_all(&[0; 64 * 1024]).unwrap();
            }
            // The answer comes while the house still waits for the rest.
            let answer = read(stream);
            assert_eq!(answer.status, status, "{target} {headers:?} {expect}");
        }
    }
}

#[test]
fn one_who_sends_everything_before_reading_still_gets_the_refusal() {
    let house = House::open();
    for size in [1, 1024 * 1024, 8 * 1024 * 1024] {
        let answer = send(&house, "PUT", "/raw/new", &[], &vec![7; size]);
        assert_eq!((answer.status, &*answer.problem()), (403, "denied"), "{size}");
    }
}

#[test]
fn a_guest_without_the_right_changes_nothing_through_any_door() {
    let house = House::open();
    fs::write(house.tree().join("a.txt"), "x").unwrap();
    let json: &[(&str, &str)] = &[("content-type", "application/json")];
    let tries = [
        ("PUT", "/raw/b.txt", &b"x"[..]),
        ("DELETE", "/raw/a.txt", b""),
        ("POST", "/api/v1/files/new?folder", b""),
        ("PATCH", "/api/v1/files/a.txt", br#"{"to":"b.txt"}"#),
        ("DELETE", "/api/v1/files/a.txt", b""),
    ];
    for (method, target, body) in tries {
        let answer = send(&house, method, target, json, body);
        assert_eq!((answer.status, &*answer.problem()), (403, "denied"), "{method} {target}");
    }
    assert_eq!(names(&house), ["a.txt"]);
    let blind = House::with(&["--guests", "calc"]);
    fs::write(blind.tree().join("a.txt"), "x").unwrap();
    for target in ["/raw/a.txt", "/raw/none", "/api/v1/files", "/api/v1/files/a.txt?watch"] {
        assert_eq!(get(&blind, target, &[]).status, 403, "{target}");
    }
}

#[test]
fn what_is_removed_goes_into_the_bin_with_a_note_of_where_it_was() {
    let house = House::generous();
    send(&house, "PUT", "/raw/docs/a.txt", &[], b"keep me");
    assert_eq!(ask(&house, "DELETE", "/raw/docs/a.txt", &[]).status, 204);
    assert_eq!(ask(&house, "DELETE", "/raw/docs/a.txt", &[]).status, 404);
    assert_eq!(get(&house, "/raw/docs/a.txt", &[]).status, 404);
    let bin = house.tree().join(".maloca/bin");
    let kept: Vec<_> = fs::read_dir(bin).unwrap().map(|entry| entry.unwrap().path()).collect();
    let contents: Vec<_> = kept.iter().map(|path| fs::read_to_string(path).unwrap()).collect();
    assert!(contents.iter().any(|it| it == "keep me"), "{contents:?}");
    assert!(contents.iter().any(|it| it.contains("docs/a.txt")), "{contents:?}");
}

#[test]
fn a_file_larger_than_the_house_takes_is_refused_at_every_way_in() {
    let settings = tempfile::NamedTempFile::new().unwrap();
    fs::write(settings.path(), "[files]\nmax_upload = \"1 kB\"\n").unwrap();
    let config = settings.path().to_str().unwrap();
    let house = House::with(&["--config", config, "--guests", "read,upload"]);
    let (fits, large) = ([b'x'; 1_000], [b'x'; 1_001]);
    assert_eq!(send(&house, "PUT", "/raw/fits", &[], &fits).status, 201);
    let answer = send(&house, "PUT", "/raw/large", &[], &large);
    assert_eq!((answer.status, &*answer.problem()), (413, "too-large"));
    let chunked = [b"3e9\r\n".as_slice(), &large, b"\r\n0\r\n\r\n"].concat();
    let mut stream = connect(&house);
    let request = head("PUT", "/raw/large", &[("transfer-encoding", "chunked")]);
    stream.write_all(&[request, chunked].concat()).unwrap();
    assert_eq!(read(stream).status, 413);
    let form = super::form::post(&house, "/files", &[("large", &"x".repeat(1_001))]);
    assert_eq!(form.status, 413);
    assert_eq!(names(&house), ["fits"]);
    assert_nothing_under_way(&house);
}

#[test]
fn an_upload_leaves_the_reserve_of_the_disk_free() {
    let settings = tempfile::NamedTempFile::new().unwrap();
    fs::write(settings.path(), "[files]\nreserve = \"1000000 TB\"\n").unwrap();
    let config = settings.path().to_str().unwrap();
    let house = House::with(&["--config", config, "--guests", "read,upload"]);
    let answer = send(&house, "PUT", "/raw/f", &[], b"x");
    assert_eq!((answer.status, &*answer.problem()), (507, "full"));
    assert!(names(&house).is_empty());
}

#[test]
fn the_bin_is_emptied_of_what_is_old_at_the_start() {
    let mut house = House::generous();
    let bin = house.tree().join(".maloca/bin");
    fs::create_dir_all(bin.join("20200101T000000Z-00000001-old/deep")).unwrap();
    send(&house, "PUT", "/raw/young", &[], b"x");
    assert_eq!(send(&house, "DELETE", "/raw/young", &[], b"").status, 204);
    house.kill_and_reopen();
    let there = || fs::read_dir(&bin).unwrap().count();
    let began = std::time::Instant::now();
    while there() != 2 {
        assert!(began.elapsed() < crate::house::HANG, "{} things are in the bin", there());
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
}
