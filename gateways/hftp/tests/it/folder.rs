//! The folder goes and comes back while the server runs.

use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use tokio::io::AsyncWriteExt;

use crate::house::{House, expect, rest};

#[tokio::test]
async fn a_connection_survives_that_the_folder_is_deleted_and_made_anew() {
    let house = House::open().await;
    let mut stream = house.connect().await;
    for round in 0..5 {
        std::fs::remove_dir_all(house.folder()).unwrap();
        stream.write_all(b"get_metadata new\r\n").await.unwrap();
        expect(&mut stream, "202 FILE NOT FOUND\r\n").await;
        house.write("new", &vec![b'x'; round]);
        stream.write_all(b"get_metadata new\r\nget_file_listing\r\n").await.unwrap();
        expect(&mut stream, &format!("0 OK\r\n{round}\r\n0 OK\r\nnew\r\n\r\n")).await;
    }
}

#[tokio::test]
async fn listing_a_folder_that_is_missing_is_a_failure_that_passes() {
    let house = House::open().await;
    std::fs::remove_dir_all(house.folder()).unwrap();
    assert_eq!(house.say("get_file_listing\r\n").await, "199 INTERNAL SERVER ERROR\r\n");
    house.write("back", b"");
    assert_eq!(house.ask("get_file_listing").await, "0 OK\r\nback\r\n\r\n");
}

#[tokio::test]
async fn a_file_that_changes_is_served_as_it_is_now() {
    let house = House::open().await;
    let mut stream = house.connect().await;
    for text in ["uno", "dos y más", ""] {
        house.write("changing", text.as_bytes());
        let size = text.len();
        let request = format!("get_metadata changing\r\nget_slice changing 0 {size}\r\n");
        stream.write_all(request.as_bytes()).await.unwrap();
        let body = STANDARD.encode(text);
        expect(&mut stream, &format!("0 OK\r\n{size}\r\n0 OK\r\n{body}\r\n")).await;
    }
}

#[tokio::test]
async fn a_slice_of_33_megabytes_is_one_right_line() {
    let house = House::open().await;
    let bytes: Vec<u8> = (0..33_000_000_u32).map(|n| (n ^ (n >> 8)) as u8).collect();
    house.write("large.bin", &bytes);
    let answer = house.say("get_slice large.bin 0 33000000\r\nquit\r\n").await;
    let body = answer.strip_prefix("0 OK\r\n").unwrap().strip_suffix("\r\n0 OK\r\n").unwrap();
    assert_eq!(body.len(), 44_000_000);
    assert!(STANDARD.decode(body).unwrap() == bytes);
}

#[tokio::test]
async fn the_end_of_the_house_ends_open_connections() {
    let house = House::open().await;
    let mut idle = house.connect().await;
    idle.write_all(b"help\r\n").await.unwrap();
    expect(&mut idle, "0 OK\r\n").await;
    assert!(house.life.end(Duration::from_secs(10)).await);
    let _ = rest(&mut idle).await;
    assert_eq!(house.tally.open(), 0);
}
