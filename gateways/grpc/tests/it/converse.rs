//! Both directions of the chat at once.

use futures::StreamExt;
use maloca_grpc::contract::v1::converse_request::Request;
use maloca_grpc::contract::v1::converse_response::Response;
use maloca_grpc::contract::v1::step::Step as Happened;
use maloca_grpc::contract::v1::{ConverseRequest, ConverseResponse, SubscribeRequest};
use tokio::sync::mpsc;
use tokio::time::timeout;
use tonic::{Code, Streaming};

use crate::chat::draft;
use crate::house::{HANG, House, named};

fn asking(request: Request) -> ConverseRequest {
    ConverseRequest { request: Some(request) }
}

fn join() -> ConverseRequest {
    asking(Request::Join(SubscribeRequest::default()))
}

fn say(text: &str) -> ConverseRequest {
    asking(Request::Post(draft(text)))
}

/// One side of a conversation.
struct Talker {
    mouth: Option<mpsc::Sender<ConverseRequest>>,
    ear: Streaming<ConverseResponse>,
}

impl Talker {
    async fn join(house: &House, nick: &str) -> Self {
        let (mouth, words) = mpsc::channel(1_000);
        mouth.send(join()).await.unwrap();
        let words = futures::stream::unfold(words, |mut words| async {
            let word = words.recv().await?;
            Some((word, words))
        });
        let ear = house.chat().await.converse(named(nick, words)).await.unwrap().into_inner();
        let mut talker = Self { mouth: Some(mouth), ear };
        assert!(talker.hear().await.unwrap().starts_with("began"));
        talker
    }

    async fn say(&self, text: &str) {
        self.mouth.as_ref().unwrap().send(say(text)).await.unwrap();
    }

    /// What comes next in few words; `None` at the end.
    async fn hear(&mut self) -> Option<String> {
        let heard = timeout(HANG, self.ear.next()).await.expect("hung")?.unwrap();
        Some(match heard.response.unwrap() {
            Response::Step(step) => match step.step.unwrap() {
                Happened::Began(_) => "began".to_owned(),
                Happened::Event(event) => format!("{}>{}", event.author, event.text),
                Happened::Reset(_) => "reset".to_owned(),
            },
            Response::Posted(posted) => format!("posted {}", posted.message.unwrap().text),
            Response::Refusal(refusal) => format!("refused {}", refusal.code),
        })
    }

    async fn rest(&mut self) -> Vec<String> {
        let mut all = Vec::new();
        while let Some(heard) = self.hear().await {
            all.push(heard);
        }
        all
    }
}

#[tokio::test]
async fn two_talk_and_both_see_everything_once() {
    let house = House::open().await;
    let mut ana = Talker::join(&house, "Ana").await;
    let mut luis = Talker::join(&house, "Luis").await;
    ana.say("hola").await;
    assert_eq!(luis.hear().await.unwrap(), "Ana>hola");
    luis.say("¿qué tal?").await;
    let mut heard = Vec::new();
    for _ in 0..3 {
        heard.push(ana.hear().await.unwrap());
    }
    heard.sort();
    assert_eq!(heard, ["Ana>hola", "Luis>¿qué tal?", "posted hola"]);
}

#[tokio::test]
async fn who_ends_their_side_sees_the_events_of_all_that_they_said() {
    let house = House::open().await;
    let mut ana = Talker::join(&house, "Ana").await;
    for number in 0..200 {
        ana.say(&number.to_string()).await;
    }
    ana.mouth = None;
    let heard = ana.rest().await;
    let count = |prefix: &str| heard.iter().filter(|line| line.starts_with(prefix)).count();
    assert_eq!((count("posted "), count("Ana>")), (200, 200));
    let events: Vec<_> = heard.iter().filter_map(|line| line.strip_prefix("Ana>")).collect();
    assert_eq!(events, (0..200).map(|number| number.to_string()).collect::<Vec<_>>());
}

#[tokio::test]
async fn a_refusal_ends_nothing() {
    let house = House::open().await;
    let mut ana = Talker::join(&house, "Ana").await;
    ana.say("  ").await;
    assert_eq!(ana.hear().await.unwrap(), format!("refused {}", Code::InvalidArgument as i32));
    ana.say("hola").await;
    ana.mouth = None;
    assert_eq!(ana.rest().await.len(), 2);
}

#[tokio::test]
async fn a_conversation_begins_with_joining_once() {
    let house = House::open().await;
    let mut chat = house.chat().await;
    for words in [vec![], vec![say("x")], vec![ConverseRequest::default()]] {
        let refused = chat.converse(named("Ana", futures::stream::iter(words))).await;
        assert_eq!(refused.unwrap_err().code(), Code::InvalidArgument);
    }
    let twice = futures::stream::iter([join(), join()]);
    let mut ear = chat.converse(named("Ana", twice)).await.unwrap().into_inner();
    ear.next().await.unwrap().unwrap();
    assert_eq!(ear.next().await.unwrap().unwrap_err().code(), Code::InvalidArgument);
}
