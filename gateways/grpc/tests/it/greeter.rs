//! The P2P lab's greeter.

use futures::{StreamExt, stream};
use maloca_grpc::contract::greet::HelloRequest;
use maloca_grpc::contract::greet::greeter_client::GreeterClient;
use tonic::Code;
use tonic::transport::Channel;

use crate::house::House;

fn hello(name: &str) -> HelloRequest {
    HelloRequest { name: name.to_owned(), greeting: "Hola".to_owned() }
}

async fn client(house: &House) -> GreeterClient<Channel> {
    GreeterClient::new(house.channel().await)
}

#[tokio::test]
async fn all_four_kinds_say_what_the_lab_said() {
    let house = House::open().await;
    let mut greeter = client(&house).await;
    let one = greeter.only_response(hello("Ana")).await.unwrap().into_inner();
    assert_eq!(one.message, "Hola Ana");

    let all = greeter.client_streaming(stream::iter(["a", "b"].map(hello))).await;
    let all = all.unwrap().into_inner();
    assert_eq!(all.message, "You have sent 2 messages. Please expect a delayed response.");
    assert_eq!(all.request, [hello("a"), hello("b")]);

    let both = greeter.bidirectional_streaming(stream::iter(["a", "b"].map(hello))).await;
    let replies = both.unwrap().into_inner().map(|reply| reply.unwrap().message);
    assert_eq!(replies.collect::<Vec<_>>().await, ["Hola a", "Hola b"]);

    let mut five = greeter.server_streaming(hello("Ana")).await.unwrap().into_inner();
    assert_eq!(five.next().await.unwrap().unwrap().message, "Hola Ana 1");
}

#[tokio::test]
async fn a_client_that_never_stops_sending_is_stopped() {
    let house = House::open().await;
    let mut greeter = client(&house).await;
    let endless = stream::repeat(hello(&"x".repeat(10_000)));
    let stopped = greeter.client_streaming(endless).await.unwrap_err();
    assert_eq!(stopped.code(), Code::ResourceExhausted);
}
