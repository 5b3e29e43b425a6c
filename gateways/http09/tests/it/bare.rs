//! HTTP/0.9: the bare bytes, then the end.

use tokio::io::AsyncWriteExt;

use crate::house::{House, JPEG, rest};

#[tokio::test]
async fn a_request_without_a_version_gets_the_bare_bytes_whatever_ends_the_line() {
    let house = House::open().await;
    for line in ["GET /img/car.jpeg\r\n", "GET /img/car.jpeg\n", "GET /img/car.jpeg?x=1\r\n"] {
        assert_eq!(house.say(line).await, JPEG, "{line:?}");
    }
    assert_eq!(house.text("GET /a%20b/%C3%B1%231.txt\n").await, "ñ");
    assert_eq!(house.tally.requests(), 4);
}

#[tokio::test]
async fn the_answer_comes_though_the_client_has_stopped_sending() {
    let house = House::open().await;
    let mut stream = house.connect().await;
    stream.write_all(b"GET /img/car.jpeg\r\n").await.unwrap();
    stream.shutdown().await.unwrap();
    assert_eq!(rest(&mut stream).await, JPEG);
}

#[tokio::test]
async fn a_folder_is_its_index_or_else_a_listing() {
    let house = House::open().await;
    for path in ["/text", "/text/"] {
        let page = house.text(format!("GET {path}\r\n")).await;
        assert_eq!(page, "<h1>hola</h1><script>1</script>");
    }
    let listing = house.text("GET /\r\n").await;
    for link in ["href=\"/img/\"", "href=\"/a%20b/\"", ">video/<"] {
        assert!(listing.contains(link), "{link} is not in {listing}");
    }
    assert!(!listing.contains("secret"));
    house.write("index.html", b"<p>portada</p>");
    assert_eq!(house.text("GET /\r\n").await, "<p>portada</p>");
}

#[tokio::test]
async fn what_is_wrong_is_told_on_a_short_page() {
    let house = House::open().await;
    for (line, title) in [
        ("GET /missing\r\n", "404 Not Found"),
        ("GET /img/car.jpeg/\r\n", "404 Not Found"),
        ("GET /.secret\r\n", "404 Not Found"),
        ("GET /../outside\r\n", "400 Bad Request"),
        ("POST /img/car.jpeg\r\n", "405 Method Not Allowed"),
        ("GET\r\n", "400 Bad Request"),
        ("\r\n", "400 Bad Request"),
    ] {
        let page = house.text(line).await;
        assert!(page.starts_with("<!DOCTYPE html>"), "{page}");
        assert!(page.contains(&format!("<h1>{title}</h1>")) && page.len() < 400, "{page}");
    }
    assert_eq!(house.tally.errors(), 7);
}

#[tokio::test]
async fn a_large_file_arrives_whole() {
    let house = House::open().await;
    let bytes: Vec<u8> = (0..20_000_000_u32).map(|n| (n ^ (n >> 8)) as u8).collect();
    house.write("large.bin", &bytes);
    assert!(house.say("GET /large.bin\r\n").await == bytes);
}
