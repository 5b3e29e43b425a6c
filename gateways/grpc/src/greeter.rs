//! The greeter of the P2P lab: its texts and its pace, word for word.

use std::pin::Pin;
use std::time::Duration;

use async_trait::async_trait;
use futures::{Stream, StreamExt, stream};
use tonic::{Request, Response, Status, Streaming};

use crate::contract::greet::greeter_server::Greeter;
use crate::contract::greet::{DelayedReply, HelloReply, HelloRequest};
use crate::routes::MAX_MESSAGE;

/// How long the original waits before each of its five replies but the first.
const PAUSE: Duration = Duration::from_secs(2);

/// The service `greet.Greeter`.
pub(crate) struct Host;

type Replies = Pin<Box<dyn Stream<Item = Result<HelloReply, Status>> + Send>>;

fn reply(request: &HelloRequest) -> HelloReply {
    HelloReply { message: format!("{} {}", request.greeting, request.name) }
}

async fn numbered(reply: HelloReply, number: u32) -> Result<HelloReply, Status> {
    if number > 1 {
        tokio::time::sleep(PAUSE).await;
    }
    Ok(HelloReply { message: format!("{} {number}", reply.message) })
}

/// What a request adds to the answer that repeats it, in bytes, by a safe margin.
fn weight(request: &HelloRequest) -> usize {
    request.name.len() + request.greeting.len() + 32
}

#[async_trait]
impl Greeter for Host {
    async fn only_response(
        &self,
        request: Request<HelloRequest>,
    ) -> Result<Response<HelloReply>, Status> {
        Ok(Response::new(reply(request.get_ref())))
    }

    type ServerStreamingStream = Replies;

    async fn server_streaming(
        &self,
        request: Request<HelloRequest>,
    ) -> Result<Response<Replies>, Status> {
        let reply = reply(request.get_ref());
        let replies = stream::iter(1..=5).then(move |number| numbered(reply.clone(), number));
        Ok(Response::new(Box::pin(replies)))
    }

    async fn client_streaming(
        &self,
        request: Request<Streaming<HelloRequest>>,
    ) -> Result<Response<DelayedReply>, Status> {
        let (mut requests, mut room) = (request.into_inner(), MAX_MESSAGE / 2);
        let mut all = Vec::new();
        while let Some(request) = requests.message().await? {
            let full = || Status::resource_exhausted("the answer would be too long; send less");
            room = room.checked_sub(weight(&request)).ok_or_else(full)?;
            all.push(request);
        }
        let message =
            format!("You have sent {} messages. Please expect a delayed response.", all.len());
        Ok(Response::new(DelayedReply { message, request: all }))
    }

    type BidirectionalStreamingStream = Replies;

    async fn bidirectional_streaming(
        &self,
        request: Request<Streaming<HelloRequest>>,
    ) -> Result<Response<Replies>, Status> {
        let replies = request.into_inner().map(|request| Ok(reply(&request?)));
        Ok(Response::new(Box::pin(replies)))
    }
}

#[cfg(test)]
mod tests {
    use tokio::time::Instant;

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn five_replies_come_two_seconds_apart() {
        let request = HelloRequest { name: "Ana".to_owned(), greeting: "Hola".to_owned() };
        let began = Instant::now();
        let replies = Host.server_streaming(Request::new(request)).await.unwrap().into_inner();
        let timed = replies.map(|reply| (reply.unwrap().message, began.elapsed().as_secs()));
        let expected = (1..=5).map(|number| (format!("Hola Ana {number}"), (number - 1) * 2));
        assert_eq!(timed.collect::<Vec<_>>().await, expected.collect::<Vec<_>>());
    }
}
