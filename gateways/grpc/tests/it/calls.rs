//! What every call has: deadlines, cancelling, backpressure, health, reflection, the end.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use futures::{StreamExt, stream};
use maloca_grpc::contract::v1::{Question, SubscribeRequest};
use tokio::time::timeout;
use tonic::{Code, Request};
use tonic_health::pb::HealthCheckRequest;
use tonic_health::pb::health_client::HealthClient;
use tonic_reflection::pb::v1::ServerReflectionRequest;
use tonic_reflection::pb::v1::server_reflection_client::ServerReflectionClient;
use tonic_reflection::pb::v1::server_reflection_request::MessageRequest;
use tonic_reflection::pb::v1::server_reflection_response::MessageResponse;

use crate::house::{HANG, House};
use crate::parts::{data, fetch, target};

fn question(expr: &str) -> Question {
    Question { expr: expr.to_owned(), ..Question::default() }
}

#[tokio::test]
async fn a_deadline_ends_a_subscription() {
    let house = House::open().await;
    // Only the header: tonic's client watches over the beginning of an answer alone.
    let mut asked = Request::new(SubscribeRequest::default());
    asked.metadata_mut().insert("grpc-timeout", "300m".parse().unwrap());
    let mut steps = house.chat().await.subscribe(asked).await.unwrap().into_inner();
    steps.next().await.unwrap().unwrap();
    let over = timeout(HANG, steps.next()).await.expect("hung").unwrap().unwrap_err();
    assert_eq!(over.code(), Code::DeadlineExceeded);
}

#[tokio::test]
async fn a_deadline_that_is_none_is_told() {
    let house = House::open().await;
    let mut request = Request::new(question("1"));
    request.metadata_mut().insert("grpc-timeout", "soon".parse().unwrap());
    let wrong = house.calculator().await.evaluate(request).await.unwrap_err();
    assert_eq!(wrong.code(), Code::InvalidArgument);
}

#[tokio::test]
async fn a_cancelled_upload_leaves_nothing_behind() {
    let house = House::open().await;
    let mut files = house.files().await;
    let begun = Arc::new(AtomicU64::new(0));
    let count = Arc::clone(&begun);
    let parts = stream::iter([target("f", None)])
        .chain(stream::iter((0..64).map(|_| data(vec![1; 64 * 1024]))))
        .inspect(move |_| count.store(count.load(Ordering::Relaxed) + 1, Ordering::Relaxed))
        .chain(stream::pending());
    let upload = tokio::spawn(async move { files.upload(parts).await.map(drop) });
    while begun.load(Ordering::Relaxed) < 60 {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    upload.abort();
    let scratch = house.tree().join(".maloca");
    timeout(HANG, async {
        while files_below(&scratch) > 0 {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    })
    .await
    .expect("the temporary file stays");
    assert!(!house.tree().join("f").exists());
}

fn files_below(folder: &std::path::Path) -> usize {
    let Ok(entries) = std::fs::read_dir(folder) else { return 0 };
    let count = |entry: std::fs::DirEntry| match entry.path() {
        path if path.is_dir() => files_below(&path),
        path => usize::from(std::fs::metadata(path).is_ok_and(|meta| meta.len() > 0)),
    };
    entries.flatten().map(count).sum()
}

#[tokio::test]
async fn who_does_not_read_answers_cannot_go_on_asking() {
    let house = House::open().await;
    let sent = Arc::new(AtomicU64::new(0));
    let count = Arc::clone(&sent);
    let endless = stream::repeat(question(&"1+".repeat(2_000)))
        .inspect(move |_| count.store(count.load(Ordering::Relaxed) + 1, Ordering::Relaxed));
    let answers = house.calculator().await.evaluate_many(endless).await.unwrap();
    let mut before = u64::MAX;
    timeout(HANG, async {
        while sent.load(Ordering::Relaxed) != before {
            before = sent.load(Ordering::Relaxed);
            tokio::time::sleep(Duration::from_millis(500)).await;
        }
    })
    .await
    .expect("questions are taken without end");
    assert!(before < 2_000, "{before} questions of 4 KB are under way");
    drop(answers);
}

#[tokio::test]
async fn a_reader_that_stands_still_costs_no_memory_of_the_file() {
    let house = House::open().await;
    house.write("big", &vec![7; 32 << 20]);
    let mut parts = house.files().await.download(fetch("big")).await.unwrap().into_inner();
    parts.next().await.unwrap().unwrap();
    tokio::time::sleep(Duration::from_millis(500)).await;
    assert!(house.tally.bytes_sent() < 4 << 20, "{} bytes sent", house.tally.bytes_sent());
    let mut bytes = 0;
    while let Some(part) = parts.next().await {
        let Some(maloca_grpc::contract::v1::download_response::Part::Data(data)) =
            part.unwrap().part
        else {
            panic!("no data")
        };
        bytes += data.len();
    }
    assert_eq!(bytes, 32 << 20);
}

#[tokio::test]
async fn every_service_is_healthy() {
    let house = House::open().await;
    let mut health = HealthClient::new(house.channel().await);
    for service in [
        "",
        "maloca.v1.Calculator",
        "maloca.v1.Chat",
        "maloca.v1.Files",
        "maloca.v1.Peers",
        "greet.Greeter",
    ] {
        let asked = HealthCheckRequest { service: service.to_owned() };
        assert_eq!(health.check(asked).await.unwrap().into_inner().status, 1, "{service}");
    }
    let unknown = HealthCheckRequest { service: "x".to_owned() };
    assert_eq!(health.check(unknown).await.unwrap_err().code(), Code::NotFound);
}

#[tokio::test]
async fn reflection_names_every_service() {
    let house = House::open().await;
    let mut reflection = ServerReflectionClient::new(house.channel().await);
    let ask = MessageRequest::ListServices(String::new());
    let asked = ServerReflectionRequest { message_request: Some(ask), host: String::new() };
    let answers = reflection.server_reflection_info(stream::iter([asked])).await.unwrap();
    let answer = answers.into_inner().next().await.unwrap().unwrap();
    let Some(MessageResponse::ListServicesResponse(list)) = answer.message_response else {
        panic!("no list")
    };
    let names: Vec<_> = list.service.into_iter().map(|service| service.name).collect();
    for service in ["maloca.v1.Chat", "maloca.v1.Peers", "greet.Greeter", "grpc.health.v1.Health"] {
        assert!(names.iter().any(|name| name == service), "{names:?}");
    }
}

#[tokio::test]
async fn the_end_of_the_house_ends_subscriptions_with_a_word() {
    let house = House::open().await;
    let mut chat = house.chat().await;
    let mut steps = chat.subscribe(SubscribeRequest::default()).await.unwrap().into_inner();
    steps.next().await.unwrap().unwrap();
    let (ended, last) = tokio::join!(house.life.end(HANG), steps.next());
    assert!(ended);
    assert_eq!(last.unwrap().unwrap_err().code(), Code::Unavailable);
}
