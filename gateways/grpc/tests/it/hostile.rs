//! Peers that are none, and messages that are too much.

use std::time::Duration;

use futures::stream;
use maloca_grpc::contract::v1::Question;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tonic::Code;

use crate::house::{HANG, House};
use crate::parts::{data, target};

#[tokio::test]
async fn whoever_does_not_speak_http2_is_put_out_and_disturbs_nobody() {
    let house = House::open().await;
    for noise in ["GET / HTTP/1.1\r\nHost: a\r\n\r\n", "\0\0\0", "PRI * HTTP/2.0\r\n\r\nXX\r\n\r\n"]
    {
        let mut stream = TcpStream::connect(house.address).await.unwrap();
        stream.write_all(noise.as_bytes()).await.unwrap();
        stream.shutdown().await.unwrap();
        let mut answer = Vec::new();
        let _ = timeout(HANG, stream.read_to_end(&mut answer)).await.expect("hung");
    }
    let asked = Question { expr: "1+1".to_owned(), ..Question::default() };
    assert_eq!(house.calculator().await.evaluate(asked).await.unwrap().into_inner().result, "2");
}

#[tokio::test]
async fn a_message_that_is_too_large_is_refused() {
    let house = House::open().await;
    let parts = stream::iter([target("f", None), data(vec![0; 5 << 20])]);
    let refused = house.files().await.upload(parts).await.unwrap_err();
    assert!(matches!(refused.code(), Code::Aborted | Code::OutOfRange), "{refused}");
    assert!(!house.tree().join("f").exists());
    let asked = Question { expr: "1".repeat(5 << 20), ..Question::default() };
    let refused = house.calculator().await.evaluate(asked).await.unwrap_err();
    assert!(matches!(refused.code(), Code::OutOfRange | Code::ResourceExhausted), "{refused}");
}

#[tokio::test]
async fn a_hundred_calls_at_once_on_one_connection_are_all_answered() {
    let house = House::open().await;
    let calculator = house.calculator().await;
    let calls = (0..100).map(|number| {
        let mut calculator = calculator.clone();
        let asked = Question { expr: format!("{number}+1"), ..Question::default() };
        async move { calculator.evaluate(asked).await.unwrap().into_inner().result }
    });
    let results = timeout(HANG, futures::future::join_all(calls)).await.expect("hung");
    assert_eq!(results, (1..=100).map(|number| number.to_string()).collect::<Vec<_>>());
}

#[tokio::test]
async fn connections_that_go_away_are_forgotten() {
    let house = House::open().await;
    for _ in 0..20 {
        drop(house.channel().await);
    }
    timeout(HANG, async {
        while house.tally.open() > 0 {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    })
    .await
    .expect("connections stay open");
    assert_eq!(house.tally.accepted(), 20);
}
