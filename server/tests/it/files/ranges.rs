//! Ranges (RFC 9110 §14), as a client sees them on the wire.

use super::{get, house_with};
use crate::house::House;

const SIZE: usize = 10_000;

fn content() -> Vec<u8> {
    (0..SIZE).map(|at| (at * 7 % 251) as u8).collect()
}

/// What is sent, and the bytes that come: first and last.
const SINGLE: &[(&str, usize, usize)] = &[
    ("bytes=0-499", 0, 499),
    ("bytes=500-999", 500, 999),
    ("bytes=-500", 9500, 9999),
    ("bytes=9500-", 9500, 9999),
    ("bytes=0-0", 0, 0),
    ("bytes=0-1", 0, 1),
    ("bytes=-1", 9999, 9999),
    ("bytes=0-", 0, 9999),
    ("bytes=9999-9999", 9999, 9999),
    ("bytes=9000-20000", 9000, 9999),
    ("bytes=-20000", 0, 9999),
    ("bytes=0-99999999999999999999999", 0, 9999),
    ("Bytes=0-4", 0, 4),
    ("bytes= 0-4 ", 0, 4),
    // The examples of §14.1.2 that overlap or touch become one.
    ("bytes=500-600,601-999", 500, 999),
    ("bytes=500-700,601-999", 500, 999),
    ("bytes=0-,0-,0-,0-,0-,0-", 0, 9999),
    // What lies beyond the end is left out.
    ("bytes=0-4,20000-30000", 0, 4),
];

#[test]
fn a_single_range_is_answered_with_exactly_these_bytes() {
    let house = house_with("data.bin", &content());
    for (range, first, last) in SINGLE {
        let answer = get(&house, "/raw/data.bin", &[("range", range)]);
        assert_eq!(answer.status, 206, "{range}");
        assert_eq!(
            answer.header("content-range"),
            format!("bytes {first}-{last}/{SIZE}"),
            "{range}"
        );
        assert_eq!(answer.header("content-length"), (last - first + 1).to_string(), "{range}");
        assert_eq!(answer.header("content-type"), "application/octet-stream", "{range}");
        assert!(answer.body == content()[*first..=*last], "{range}");
    }
}

#[test]
fn ranges_that_are_not_understood_are_ignored() {
    let house = house_with("data.bin", &content());
    let too_many: Vec<String> = (0..200).map(|at| format!("{0}-{0}", at * 2)).collect();
    let too_many = format!("bytes={}", too_many.join(","));
    let nonsense = [
        "lines=0-4",
        "bytes=",
        "bytes=-",
        "bytes=4-0",
        "bytes=a-b",
        "bytes",
        "bytes=0-4;5-6",
        "=0-4",
    ];
    for range in nonsense.into_iter().chain([too_many.as_str()]) {
        let answer = get(&house, "/raw/data.bin", &[("range", range)]);
        assert_eq!((answer.status, answer.body.len()), (200, SIZE), "{range}");
    }
}

#[test]
fn ranges_beyond_the_end_are_answered_with_the_size() {
    let house = house_with("data.bin", &content());
    for range in ["bytes=10000-", "bytes=10000-10001", "bytes=-0", "bytes=20000-,30000-"] {
        let answer = get(&house, "/raw/data.bin", &[("range", range)]);
        assert_eq!((answer.status, &*answer.problem()), (416, "range"), "{range}");
        assert_eq!(answer.header("content-range"), format!("bytes */{SIZE}"), "{range}");
    }
    let empty = house_with("empty", b"");
    assert_eq!(get(&empty, "/raw/empty", &[("range", "bytes=0-")]).status, 416);
    assert_eq!(get(&empty, "/raw/empty", &[("range", "bytes=-5")]).status, 200);
}

#[test]
fn several_ranges_come_as_parts_that_can_be_taken_apart_again() {
    let house = house_with("data.txt", &content());
    let answer = get(&house, "/raw/data.txt", &[("range", "bytes=0-0,500-599,-1")]);
    assert_eq!(answer.status, 206);
    assert_eq!(answer.header("content-length"), answer.body.len().to_string());
    let media = answer.header("content-type");
    let boundary = media.strip_prefix("multipart/byteranges; boundary=").unwrap();
    let parts = take_apart(&answer.body, boundary);
    let expected = [(0, 0), (500, 599), (9999, 9999)];
    assert_eq!(parts.len(), expected.len());
    for ((head, body), (first, last)) in parts.iter().zip(expected) {
        assert!(head.contains("Content-Type: text/plain; charset=utf-8"), "{head}");
        assert!(head.contains(&format!("Content-Range: bytes {first}-{last}/{SIZE}")), "{head}");
        assert!(**body == content()[first..=last]);
    }
}

/// Heads and bodies of a multipart answer (RFC 2046 §5.1.1).
fn take_apart(body: &[u8], boundary: &str) -> Vec<(String, Vec<u8>)> {
    let delimiter = format!("\r\n--{boundary}");
    let find = |bytes: &[u8], what: &[u8]| bytes.windows(what.len()).position(|it| it == what);
    let mut rest = &body[find(body, delimiter.as_bytes()).unwrap() + delimiter.len()..];
    let mut parts = Vec::new();
    while !rest.starts_with(b"--") {
        let end = find(rest, delimiter.as_bytes()).unwrap();
        let middle = find(rest, b"\r\n\r\n").unwrap();
        let head = String::from_utf8(rest[..middle].to_vec()).unwrap();
        parts.push((head, rest[middle + 4..end].to_vec()));
        rest = &rest[end + delimiter.len()..];
    }
    assert_eq!(rest, b"--\r\n");
    parts
}

#[test]
fn a_range_of_a_large_file_is_read_from_its_place() {
    let house = House::open();
    let file = std::fs::File::create(house.tree().join("large")).unwrap();
    file.set_len(5 << 30).unwrap();
    std::os::unix::fs::FileExt::write_at(&file, b"needle", 4 << 30).unwrap();
    let range = format!("bytes={}-{}", 4_u64 << 30, (4_u64 << 30) + 5);
    let answer = get(&house, "/raw/large", &[("range", &range)]);
    assert_eq!((answer.status, &*answer.body), (206, &b"needle"[..]));
}
