//! Many clients at once, and clients that vanish.

use futures::future::join_all;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use crate::house::{House, expect};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn twenty_clients_with_two_hundred_files_each_get_their_bytes() {
    let house = House::open().await;
    for n in 0..200 {
        house.write(&format!("f{n}"), n.to_string().as_bytes());
    }
    let client = async || {
        let mut stream = house.connect().await;
        for n in 0..200 {
            let size = n.to_string().len();
            let request = format!("get_slice f{n} 0 {size} raw\r\n");
            stream.write_all(request.as_bytes()).await.unwrap();
            expect(&mut stream, &format!("0 OK\r\nContent-Length: {size}\r\n\r\n{n}")).await;
        }
    };
    join_all((0..20).map(|_| client())).await;
    assert_eq!((house.tally.requests(), house.tally.errors()), (4000, 0));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_thousand_clients_are_served_while_all_are_connected() {
    let house = House::open().await;
    let mut streams = join_all((0..1000).map(|_| house.connect())).await;
    for stream in &mut streams {
        stream.write_all(b"get_metadata archivo.txt\r\n").await.unwrap();
    }
    for stream in &mut streams {
        expect(stream, "0 OK\r\n41\r\n").await;
    }
    assert_eq!(house.tally.open(), 1000);
}

#[tokio::test]
async fn a_client_that_vanishes_in_the_middle_of_an_answer_harms_nobody() {
    let house = House::open().await;
    house.write("large.bin", &vec![7; 20_000_000]);
    for _ in 0..20 {
        let mut stream = house.connect().await;
        stream.write_all(b"get_slice large.bin 0 20000000\r\n").await.unwrap();
        stream.read_exact(&mut [0; 1000]).await.unwrap();
        // Dropped with unread bytes: the server gets a reset.
    }
    assert_eq!(house.ask("get_metadata empty").await, "0 OK\r\n0\r\n");
    while house.tally.open() > 0 {
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    }
}

#[tokio::test]
async fn a_client_that_closes_its_sending_side_still_gets_its_answers() {
    let house = House::open().await;
    let mut stream = house.connect().await;
    stream.write_all(b"get_metadata empty\r\nhel").await.unwrap();
    stream.shutdown().await.unwrap();
    assert_eq!(crate::house::rest(&mut stream).await, "0 OK\r\n0\r\n");
}
