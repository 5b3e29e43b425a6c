//! What no honest client sends.

use std::time::Duration;

use proptest::prelude::*;
use tokio::io::AsyncWriteExt;

use crate::house::{House, rest};

/// Request lines that try to get out, to confuse, or to break; none may give a byte of a file.
const HOSTILE: [&str; 36] = [
    "GET /../outside",
    "GET /..",
    "GET /img/../../outside",
    "GET /%2e%2e/outside",
    "GET /%2e%2e%2foutside",
    "GET /..%2foutside",
    "GET /..%5coutside",
    "GET /..\\outside",
    "GET /%252e%252e/outside",
    "GET /img/%00car.jpeg",
    "GET /img/car.jpeg%00.html",
    "GET //outside",
    "GET //etc/passwd",
    "GET /img//car.jpeg",
    "GET /./img/car.jpeg",
    "GET /img/.",
    "GET /.secret",
    "GET /img/%0d%0aSet-Cookie:x=1",
    "GET /%ff%fe",
    "GET /%c0%ae%c0%ae/outside",
    "GET outside",
    "GET http://a/outside",
    "GET file:///etc/passwd",
    "GET *",
    "GET",
    "GET ",
    " ",
    "get /img/car.jpeg",
    "GET\t/img/car.jpeg",
    "GET /img/car.jpeg extra",
    "HEAD /img/car.jpeg",
    "POST /img/car.jpeg",
    "CONNECT a:80",
    "\u{16}\u{3}\u{1}\u{2}",
    "GET /\u{0}",
    "get_slice img/car.jpeg 0 5",
];

#[tokio::test]
async fn hostile_lines_get_a_page_without_a_version_and_a_status_with_one() {
    let house = House::open().await;
    std::os::unix::fs::symlink("../outside", house.tree().join("out")).unwrap();
    for line in HOSTILE.into_iter().chain(["GET /out"]) {
        let page = String::from_utf8_lossy(&house.say(format!("{line}\r\n")).await).into_owned();
        assert!(page.starts_with("<!DOCTYPE html>"), "{line:?}: {page}");
        assert!(page.contains("<h1>40"), "{line:?}: {page}");
        let full = house.say(format!("{line} HTTP/1.1\r\nHost: localhost\r\n\r\n")).await;
        let full = String::from_utf8_lossy(&full).into_owned();
        assert!(full.contains(" 40") || full.contains("<h1>40"), "{line:?}: {full}");
        for secret in ["not shared", "JFIF", "root:"] {
            assert!(!page.contains(secret) && !full.contains(secret), "{line:?}");
        }
        assert!(!full.to_lowercase().contains("\nset-cookie"), "{line:?}");
    }
}

#[tokio::test]
async fn heads_that_never_end_are_refused_at_the_limit() {
    let house = House::open().await;
    for begin in ["GET /", "GET / HTTP/1.1\r\nX: ", ""] {
        let answer = house.text(format!("{begin}{}", "x".repeat(20_000))).await;
        assert!(answer.starts_with("HTTP/1.1 431 "), "{answer}");
        assert!(answer.contains("connection: close\r\n"), "{answer}");
    }
}

#[tokio::test]
async fn other_versions_are_refused_by_name() {
    let house = House::open().await;
    for version in ["HTTP/2.0", "HTTP/0.9", "HTTP/1.7"] {
        let answer = house.text(format!("GET / {version}\r\n\r\n")).await;
        assert!(answer.starts_with("HTTP/1.1 505 "), "{answer}");
    }
}

#[tokio::test]
async fn a_request_with_a_large_body_still_gets_its_answer() {
    let house = House::open().await;
    let head = "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3000000\r\n\r\n";
    let answer = house.say([head.as_bytes(), &vec![b'x'; 3_000_000]].concat()).await;
    assert!(answer.starts_with(b"HTTP/1.1 405 "));
}

#[test]
fn any_bytes_get_an_answer_or_a_close() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let house = runtime.block_on(House::open());
    let nearly = "(GET|POST|) ?/?[a-z%./ ]{0,9}( HTTP/1.[01])?(\r\n|\n|)(Host: localhost|:|x)?(\r\n|\n){0,3}";
    let bytes =
        prop_oneof![nearly.prop_map(String::into_bytes), prop::collection::vec(any::<u8>(), 0..99)];
    proptest!(ProptestConfig::with_cases(200), |(bytes in bytes)| {
        runtime.block_on(async {
            let mut stream = house.connect().await;
            let _ = stream.write_all(&bytes).await;
            let _ = stream.shutdown().await;
            tokio::time::timeout(Duration::from_secs(20), rest(&mut stream)).await.expect("hung");
        });
    });
}
