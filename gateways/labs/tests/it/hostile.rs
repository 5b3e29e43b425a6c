//! Requests that the labs' clients would not send, and clients that behave badly.

use std::time::Duration;

use proptest::prelude::*;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::time::timeout;

use crate::house::{HANG, House, parse};

#[tokio::test]
async fn a_browser_that_another_site_sends_is_refused() {
    let house = House::open().await;
    house.post("/user", "Ana").await;
    for header in [
        "Origin: http://evil.example\r\n",
        "Origin: null\r\n",
        "Sec-Fetch-Site: cross-site\r\n",
        "Sec-Fetch-Site: same-site\r\n",
        "Host: rebound.example\r\nAccept-Encoding: gzip, deflate\r\n",
    ] {
        for what in ["POST /", "POST /user", "POST /getMsg", "GET /?exp=1", "GET /ping"] {
            assert_eq!(house.ask(what, header, "Ana>x").await.0, 403, "{what} {header}");
        }
    }
    let own = format!("Origin: http://{}\r\nSec-Fetch-Site: same-origin\r\n", house.address);
    assert_eq!(house.ask("POST /", &own, "Ana>x").await.0, 200);
    assert_eq!(house.room().await, ["Ana>x"]);
}

#[tokio::test]
async fn a_request_with_a_fault_gets_a_line_about_it() {
    let house = House::open().await;
    let long = "x".repeat(65_537);
    let full =
        format!("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: {}\r\n\r\n", long.len());
    for (request, status) in [
        ("POST /user HTTP/1.1\r\nHost: localhost\r\n\r\n".to_owned(), 411),
        (
            "POST /user HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\n\u{f1}".to_owned(),
            201,
        ),
        ("DELETE / HTTP/1.1\r\nHost: localhost\r\n\r\n".to_owned(), 405),
        (full + &long, 413),
    ] {
        let (said, text) = parse(&house.say(&request).await);
        assert_eq!(said, status, "{}", &request[..40]);
        assert_eq!(text.lines().count(), usize::from(status >= 400));
    }
    let latin = b"POST /user HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\n\r\n\xf1";
    assert_eq!(parse(&house.say(latin).await).0, 400);
    let chunked = "POST /user HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nAna\r\n0\r\n\r\n";
    assert_eq!(parse(&house.say(chunked).await).0, 201);
}

#[tokio::test]
async fn a_head_that_is_none_or_too_long_gets_an_answer_and_the_end() {
    let house = House::open().await;
    let long = format!("GET /ping HTTP/1.1\r\nHost: localhost\r\nX: {}\r\n\r\n", "x".repeat(9_000));
    for request in ["\0\r\n\r\n", "GET /\r\n\r\n", "POST / HTTP/9.9\r\n\r\n", long.as_str()] {
        let answer = house.say(request).await;
        assert!(answer.starts_with("HTTP/1.1 4") || answer.is_empty(), "{answer}");
    }
}

#[tokio::test]
async fn one_connection_carries_one_request() {
    let house = House::open().await;
    let twice = "GET /ping HTTP/1.1\r\nHost: localhost\r\nConnection: keep-alive\r\n\r\n".repeat(2);
    assert_eq!(house.say(twice).await.matches("HTTP/1.1").count(), 1);
}

#[tokio::test]
async fn clients_that_go_away_disturb_nobody() {
    let house = House::open().await;
    for request in
        ["", "G", "GET /ping HTTP/1.1\r\n\r\n", "POST / HTTP/1.1\r\nContent-Length: 9\r\n\r\nA"]
    {
        for _ in 0..50 {
            let mut stream = house.connect().await;
            stream.write_all(request.as_bytes()).await.unwrap();
        }
    }
    assert_eq!(house.get("/ping").await.0, 200);
    timeout(HANG, async {
        while house.tally.open() > 0 {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    })
    .await
    .expect("abandoned connections stay open");
}

#[tokio::test]
async fn a_client_that_stays_silent_is_put_out() {
    let house = House::open().await;
    let mut silent = house.connect().await;
    let mut slow = house.connect().await;
    slow.write_all(b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\nA")
        .await
        .unwrap();
    let mut nothing = Vec::new();
    timeout(HANG, silent.read_to_end(&mut nothing)).await.expect("hung").unwrap();
    let mut answer = String::new();
    timeout(HANG, slow.read_to_string(&mut answer)).await.expect("hung").unwrap();
    assert_eq!(parse(&answer).0, 408);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn any_bytes_get_an_answer_or_the_end() {
    let house = std::sync::Arc::new(House::open().await);
    let methods =
        ["", "GET ", "POST /user HTTP/1.1\r\n", "POST / HTTP/1.1\r\nContent-Length: 9\r\n\r\n"];
    let handle = tokio::runtime::Handle::current();
    tokio::task::spawn_blocking(move || {
        proptest!(ProptestConfig::with_cases(200), |(
            start in prop::sample::select(methods.to_vec()),
            noise in prop::collection::vec(any::<u8>(), 0..200),
        )| {
            handle.block_on(async {
                let mut stream = house.connect().await;
                stream.write_all(start.as_bytes()).await.unwrap();
                stream.write_all(&noise).await.unwrap();
                stream.shutdown().await.unwrap();
                let _ = timeout(HANG, stream.read_to_end(&mut Vec::new())).await.expect("hung");
            });
        });
        assert_eq!(handle.block_on(house.get("/ping")).0, 200);
    })
    .await
    .unwrap();
}
