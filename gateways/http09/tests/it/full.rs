//! HTTP/1.x: statuses and headers, ranges, conditions, other sites.

use maloca_people::Rights;

use crate::house::{Answer, House, JPEG};

#[tokio::test]
async fn an_answer_says_what_it_is_and_then_closes() {
    let house = House::open().await;
    for (path, media) in [
        ("/img/car.jpeg", "image/jpeg"),
        ("/video/Planeta.mp4", "video/mp4"),
        ("/pdf/OWASP.pdf", "application/pdf"),
        ("/text/index.html", "text/html; charset=utf-8"),
        ("/Programa/putty.msi", "application/x-msi"),
    ] {
        let answer = house.get(path, "").await;
        assert_eq!((answer.status, answer.header("content-type")), (200, Some(media)));
        assert_eq!(answer.header("content-length").unwrap(), answer.body.len().to_string());
        assert_eq!(answer.header("connection"), Some("close"));
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
        assert!(answer.head.starts_with("HTTP/1.1 200 OK\r\n"));
    }
}

#[tokio::test]
async fn a_request_of_1_0_gets_an_answer_of_1_0() {
    let house = House::open().await;
    let answer = Answer::parse(&house.say("GET /img/car.jpeg HTTP/1.0\r\n\r\n").await);
    assert!(answer.head.starts_with("HTTP/1.0 200 OK"), "{}", answer.head);
    assert_eq!((answer.header("content-length"), &answer.body[..]), (Some("17"), JPEG));
}

#[tokio::test]
async fn pages_of_the_tree_are_in_a_sandbox_and_so_is_every_answer_but_a_pdf() {
    let house = House::open().await;
    for path in ["/text/", "/", "/missing", "/img/car.jpeg", "/img"] {
        let answer = house.get(path, "").await;
        let policy = answer.header("content-security-policy").unwrap();
        assert!(policy.starts_with("sandbox") && !policy.contains("scripts"), "{path}: {policy}");
    }
    assert_eq!(house.get("/pdf/OWASP.pdf", "").await.header("content-security-policy"), None);
}

#[tokio::test]
async fn a_browser_can_seek() {
    let house = House::open().await;
    let whole = house.get("/video/Planeta.mp4", "").await;
    assert_eq!(whole.header("accept-ranges"), Some("bytes"));
    for (range, from, to) in [("0-1", 0, 2), ("5-", 5, 100_000), ("-7", 99_993, 100_000)] {
        let part = house.get("/video/Planeta.mp4", &format!("Range: bytes={range}\r\n")).await;
        let said = format!("bytes {from}-{}/100000", to - 1);
        assert_eq!((part.status, part.header("content-range")), (206, Some(said.as_str())));
        assert_eq!(part.header("content-length").unwrap(), (to - from).to_string());
        assert!(part.body == whole.body[from..to], "{range}");
    }
    let beyond = house.get("/video/Planeta.mp4", "Range: bytes=100000-\r\n").await;
    assert_eq!((beyond.status, beyond.header("content-range")), (416, Some("bytes */100000")));
    let several = house.get("/video/Planeta.mp4", "Range: bytes=0-1,5-6\r\n").await;
    assert_eq!((several.status, several.body.len()), (200, 100_000));
}

#[tokio::test]
async fn a_range_of_another_version_gets_the_whole_file() {
    let house = House::open().await;
    let tag = house.get("/video/Planeta.mp4", "").await.header("etag").unwrap().to_owned();
    let part = async |tag: &str| {
        let headers = format!("Range: bytes=0-1\r\nIf-Range: {tag}\r\n");
        house.get("/video/Planeta.mp4", &headers).await.status
    };
    assert_eq!((part(&tag).await, part("\"old\"").await), (206, 200));
}

#[tokio::test]
async fn what_the_client_has_is_not_sent_again() {
    let house = House::open().await;
    let first = house.get("/img/car.jpeg", "").await;
    let tag = first.header("etag").unwrap();
    let again = house.get("/img/car.jpeg", &format!("If-None-Match: {tag}\r\n")).await;
    assert_eq!((again.status, again.body.len(), again.header("etag")), (304, 0, Some(tag)));
    let date = first.header("last-modified").unwrap();
    let again = house.get("/img/car.jpeg", &format!("If-Modified-Since: {date}\r\n")).await;
    assert_eq!(again.status, 304);
    assert_eq!(house.get("/img/car.jpeg", "If-Match: \"old\"\r\n").await.status, 412);
}

#[tokio::test]
async fn another_method_is_405_with_allow() {
    let house = House::open().await;
    for method in ["HEAD", "POST", "PUT", "DELETE", "OPTIONS", "TRACE", "BREW"] {
        let request =
            format!("{method} / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nhello");
        let answer = Answer::parse(&house.say(request).await);
        assert_eq!((answer.status, answer.header("allow")), (405, Some("GET")), "{method}");
    }
}

#[tokio::test]
async fn a_folder_without_its_slash_sends_the_browser_to_the_one_with_it() {
    let house = House::open().await;
    let answer = house.get("/text", "").await;
    assert_eq!((answer.status, answer.header("location")), (301, Some("/text/")));
    let answer = house.get("/a%20b?x", "").await;
    assert_eq!((answer.status, answer.header("location")), (301, Some("/a%20b/")));
    assert_eq!(house.get("//evil.example/..", "").await.status, 400);
}

#[tokio::test]
async fn a_page_of_another_site_gets_nothing() {
    let house = House::open().await;
    let own = format!("Origin: http://{}\r\nSec-Fetch-Site: same-origin\r\n", house.address);
    for (headers, status) in [
        ("Origin: http://evil.example\r\n", 403),
        ("Origin: null\r\n", 403),
        ("Sec-Fetch-Site: cross-site\r\n", 403),
        ("Sec-Fetch-Site: same-site\r\n", 403),
        ("Host: rebound.example\r\nAccept-Encoding: gzip, deflate\r\n", 403),
        ("Host: server:80\r\n", 200),
        ("Sec-Fetch-Site: none\r\n", 200),
        (own.as_str(), 200),
    ] {
        assert_eq!(house.get("/img/car.jpeg", headers).await.status, status, "{headers}");
    }
}

#[tokio::test]
async fn who_may_not_read_is_told_so() {
    let house = House::with(Rights::NONE).await;
    assert_eq!(house.get("/img/car.jpeg", "").await.status, 403);
    assert!(house.text("GET /\r\n").await.contains("403 Forbidden"));
}

#[tokio::test]
async fn a_file_that_cannot_be_opened_is_503() {
    let house = House::open().await;
    house.write("locked", b"");
    assert_eq!(house.get("/locked", "").await.status, 503);
}

#[tokio::test]
async fn a_body_that_breaks_off_does_not_look_whole() {
    let house = House::open().await;
    house.write("torn.bin", &vec![7; 9_000_000]);
    let answer = house.get("/torn.bin", "").await;
    assert_eq!(answer.header("content-length"), Some("9000000"));
    assert!(answer.body.len() < 9_000_000);
}

#[tokio::test]
async fn a_listing_shows_thousands_and_the_way_up() {
    let house = House::open().await;
    for n in 0..2500 {
        house.write(&format!("many/f{n}"), b"");
    }
    let page = String::from_utf8(house.get("/many/", "").await.body).unwrap();
    assert_eq!(page.matches("href=\"/many/f").count(), 2500);
    assert!(page.contains("<li><a href=\"/\">..</a></li>"));
}
