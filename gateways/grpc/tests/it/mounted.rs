//! The same services under the web port: natively over HTTP/2, and for browsers.

use bytes::Bytes;
use futures::{StreamExt, stream};
use http::{Request, Response, StatusCode, Version};
use http_body::Frame;
use http_body_util::{BodyExt, Full, StreamBody};
use maloca_gateway::Mount;
use maloca_gateway::mount::Body;
use maloca_grpc::contract::v1::{Answer, Question};
use prost::Message;
use tokio::time::timeout;
use tower::ServiceExt;

use crate::house::{HANG, House};
use crate::parts::{data, target};

/// One message as gRPC frames it.
fn frame(message: &impl Message) -> Vec<u8> {
    let message = message.encode_to_vec();
    let length = u32::try_from(message.len()).unwrap().to_be_bytes();
    [&[0], length.as_slice(), &message].concat()
}

fn framed() -> Vec<u8> {
    frame(&Question { expr: "6*7".to_owned(), ..Question::default() })
}

async fn ask(house: &House, kind: &str, version: Version, body: Vec<u8>) -> Response<Body> {
    let request = Request::post("/maloca.v1.Calculator/Evaluate")
        .version(version)
        .header("content-type", kind)
        .body(Full::new(Bytes::from(body)).map_err(|never| match never {}).boxed_unsync())
        .unwrap();
    house.grpc.service().oneshot(request).await.unwrap()
}

#[tokio::test]
async fn every_service_has_its_path() {
    let house = House::open().await;
    let paths = house.grpc.paths();
    assert!(paths.contains(&"/maloca.v1.Chat".to_owned()), "{paths:?}");
    assert!(paths.contains(&"/greet.Greeter".to_owned()), "{paths:?}");
    assert_eq!(paths.len(), 8);
}

#[tokio::test]
async fn a_browser_gets_answer_and_status_in_one_body() {
    let house = House::open().await;
    let answer = ask(&house, "application/grpc-web+proto", Version::HTTP_11, framed()).await;
    assert_eq!(answer.status(), StatusCode::OK);
    assert_eq!(answer.headers()["content-type"], "application/grpc-web+proto");
    let body = answer.into_body().collect().await.unwrap().to_bytes();
    let length = u32::from_be_bytes(body[1..5].try_into().unwrap()) as usize;
    assert_eq!(Answer::decode(&body[5..5 + length]).unwrap().result, "42");
    let trailers = &body[5 + length..];
    assert_eq!(trailers[0], 0x80);
    assert!(String::from_utf8_lossy(&trailers[5..]).contains("grpc-status:0"));
}

#[tokio::test]
async fn native_clients_get_trailers() {
    let house = House::open().await;
    let answer = ask(&house, "application/grpc", Version::HTTP_2, framed()).await;
    let collected = answer.into_body().collect().await.unwrap();
    assert_eq!(collected.trailers().unwrap()["grpc-status"], "0");
}

#[tokio::test]
async fn what_a_form_of_another_site_can_send_is_no_call() {
    let house = House::open().await;
    for kind in ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""] {
        for version in [Version::HTTP_11, Version::HTTP_2] {
            let answer = ask(&house, kind, version, framed()).await;
            assert!(answer.status().is_client_error(), "{kind}");
        }
    }
}

#[tokio::test]
async fn a_deadline_ends_an_upload_that_stands_still() {
    let house = House::open().await;
    let parts = [target("f", None), data(vec![1; 1000])].map(|part| frame(&part));
    let sent = parts.map(|part| Ok(Frame::data(Bytes::from(part))));
    let body = StreamBody::new(stream::iter(sent).chain(stream::pending()));
    let request = Request::post("/maloca.v1.Files/Upload")
        .version(Version::HTTP_2)
        .header("content-type", "application/grpc")
        .header("grpc-timeout", "300m")
        .body(body.boxed_unsync())
        .unwrap();
    let answer = timeout(HANG, house.grpc.service().oneshot(request)).await.expect("hung").unwrap();
    assert_eq!(answer.headers()["grpc-status"], "4");
    assert!(!house.tree().join("f").exists());
}
