//! Lines, however they arrive.

use std::time::Duration;

use tokio::io::AsyncWriteExt;

use crate::house::{House, expect, rest};

const BAD_EOL: &str = "100 BAD EOL\r\n";
const BAD_REQUEST: &str = "101 BAD REQUEST\r\n";

#[tokio::test]
async fn a_bare_line_feed_is_answered_at_once_and_ends_the_connection() {
    let house = House::open().await;
    for line in ["\n", "help\n", "quit\n\r\n", "ñ\n", "\r\r \n"] {
        assert_eq!(house.say(line).await, BAD_EOL, "{line:?}");
    }
    let mut stream = house.connect().await;
    stream.write_all(b"get_file_list\ning\r\n").await.unwrap();
    assert_eq!(rest(&mut stream).await, BAD_EOL);
}

#[tokio::test]
async fn empty_and_foreign_lines_end_the_connection() {
    let house = House::open().await;
    for line in ["\r\n", "   \r\n", "ñ\r\n", "help ñ\r\n", "get_metadata archivo.txt\u{80}\r\n"] {
        assert_eq!(house.say(format!("{line}help\r\n")).await, BAD_REQUEST, "{line:?}");
    }
}

#[tokio::test]
async fn requests_before_a_fatal_one_are_answered() {
    let house = House::open().await;
    let answer = house.say("get_metadata empty\r\nfly\r\n\n").await;
    assert_eq!(answer, "0 OK\r\n0\r\n200 NO SUCH COMMAND\r\n100 BAD EOL\r\n");
}

#[tokio::test]
async fn one_byte_at_a_time_is_the_same_as_all_at_once() {
    let house = House::open().await;
    let text = "get_metadata empty\r\nget_slice archivo.txt 5 20\r\nfly\r\nhelp x\r\nquit\r\n";
    let at_once = house.say(text).await;
    let mut stream = house.connect().await;
    stream.set_nodelay(true).unwrap();
    for byte in text.bytes() {
        stream.write_all(&[byte]).await.unwrap();
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    assert_eq!(rest(&mut stream).await, at_once);
    assert_eq!(at_once.lines().count(), 7);
}

#[tokio::test]
async fn the_two_bytes_of_the_end_may_come_apart() {
    let house = House::open().await;
    let mut stream = house.connect().await;
    stream.set_nodelay(true).unwrap();
    for piece in ["get_metadata empty\r", "\nget_metadata ", "empty\r", "\n"] {
        stream.write_all(piece.as_bytes()).await.unwrap();
        tokio::time::sleep(Duration::from_millis(30)).await;
    }
    expect(&mut stream, "0 OK\r\n0\r\n0 OK\r\n0\r\n").await;
}

#[tokio::test]
async fn many_requests_in_one_packet_are_answered_in_their_order() {
    let house = House::open().await;
    let requests: String = (0..500).map(|n| format!("get_slice archivo.txt 0 {n}\r\n")).collect();
    let answer = house.say(requests + "quit\r\n").await;
    assert_eq!(answer.matches("203 OFFSET").count(), 500 - 42);
    assert_eq!(answer.matches("0 OK\r\n").count(), 43);
}

#[tokio::test]
async fn a_name_of_five_mebibytes_is_a_request_and_the_connection_stays_usable() {
    let house = House::open().await;
    let name = "a".repeat(5 << 20);
    let answer = house.ask(&format!("get_metadata {name}")).await;
    assert_eq!(answer, "202 FILE NOT FOUND\r\n");
}

#[tokio::test]
async fn a_line_over_the_limit_is_answered_though_the_client_still_sends() {
    let house = House::open().await;
    let long = "x".repeat(9 << 20);
    assert_eq!(house.say(long + "\r\n").await, BAD_REQUEST);
}
