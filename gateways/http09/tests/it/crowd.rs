//! Ten places, and who waits for one.

use std::time::Duration;

use futures::future::join_all;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::time::timeout;

use crate::house::{House, JPEG, rest};

#[tokio::test]
async fn the_eleventh_client_waits_and_is_then_served() {
    let house = House::open().await;
    let mut places = join_all((0..10).map(|_| house.connect())).await;
    let mut eleventh = house.connect().await;
    let mut twelfth = house.connect().await;
    for waiting in [&mut eleventh, &mut twelfth] {
        waiting.write_all(b"GET /img/car.jpeg\r\n").await.unwrap();
    }
    let early = timeout(Duration::from_millis(300), eleventh.read(&mut [0])).await;
    assert!(early.is_err(), "the eleventh client was not made to wait");
    assert_eq!(house.tally.accepted(), 10);
    drop(places.pop());
    assert_eq!(rest(&mut eleventh).await, JPEG);
    drop(eleventh);
    assert_eq!(rest(&mut twelfth).await, JPEG);
}

#[tokio::test]
async fn a_hundred_clients_at_once_are_all_served() {
    let house = House::open().await;
    let answers = join_all((0..100).map(|_| house.say("GET /img/car.jpeg\r\n"))).await;
    assert!(answers.iter().all(|answer| answer == JPEG));
}

#[tokio::test]
async fn silent_clients_hold_no_place_for_ever() {
    let house = House::open().await;
    let _silent = join_all((0..10).map(|_| house.connect())).await;
    assert_eq!(house.say("GET /img/car.jpeg\r\n").await, JPEG);
}

#[tokio::test]
async fn clients_that_vanish_free_their_place() {
    let house = House::open().await;
    house.write("large.bin", &vec![7; 20_000_000]);
    for version in ["", " HTTP/1.1"] {
        for _ in 0..15 {
            let mut stream = house.connect().await;
            let request = format!("GET /large.bin{version}\r\nHost: localhost\r\n\r\n");
            stream.write_all(request.as_bytes()).await.unwrap();
            stream.read_exact(&mut [0; 1000]).await.unwrap();
        }
    }
    assert_eq!(house.say("GET /img/car.jpeg\r\n").await, JPEG);
}

#[tokio::test]
async fn the_end_of_the_house_ends_open_connections() {
    let house = House::open().await;
    let _silent = house.connect().await;
    while house.tally.open() == 0 {
        tokio::task::yield_now().await;
    }
    assert!(house.end().await);
}
