//! The group chat.

use futures::StreamExt;
use maloca_grpc::contract::v1::step::Step as Happened;
use maloca_grpc::contract::v1::{
    Cursor, Draft, Event, Kind, PostRequest, PostResponse, Step, SubscribeRequest,
};
use maloca_people::{Right, Rights};
use tokio::time::timeout;
use tonic::{Code, Streaming};

use crate::house::{HANG, House, named, signed};

pub(crate) fn draft(text: &str) -> Draft {
    Draft { text: text.to_owned(), ..Draft::default() }
}

fn post(text: &str) -> PostRequest {
    PostRequest { draft: Some(draft(text)), ..PostRequest::default() }
}

/// The next step of a subscription.
pub(crate) async fn next(steps: &mut Streaming<Step>) -> Happened {
    let step = timeout(HANG, steps.next()).await.expect("hung");
    step.unwrap().unwrap().step.unwrap()
}

async fn event(steps: &mut Streaming<Step>) -> Event {
    match next(steps).await {
        Happened::Event(event) => event,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn what_is_posted_is_seen_at_once_by_those_who_subscribed() {
    let house = House::open().await;
    let mut chat = house.chat().await;
    let mut steps = chat.subscribe(SubscribeRequest::default()).await.unwrap().into_inner();
    let Happened::Began(began) = next(&mut steps).await else { panic!("no beginning") };
    let token = house.enter("Ana").await;
    let PostResponse { message, fresh } =
        chat.post(signed(&token, post("hola"))).await.unwrap().into_inner();
    let message = message.unwrap();
    assert!(fresh && message.verified && message.at.is_some());
    let seen = event(&mut steps).await;
    assert_eq!((seen.seq, seen.kind()), (began.after + 1, Kind::Posted));
    assert_eq!((seen.author.as_str(), seen.text.as_str(), seen.id), ("Ana", "hola", message.id));
}

#[tokio::test]
async fn a_subscriber_that_comes_back_misses_nothing() {
    let house = House::open().await;
    let mut chat = house.chat().await;
    let mut steps = chat.subscribe(SubscribeRequest::default()).await.unwrap().into_inner();
    let Happened::Began(began) = next(&mut steps).await else { panic!("no beginning") };
    drop(steps);
    for text in ["1", "2", "3"] {
        chat.post(named("Luis", post(text))).await.unwrap();
    }
    let from = Cursor { after: began.after + 1, ..began };
    let asked = SubscribeRequest { room: "general".to_owned(), from: Some(from) };
    let mut steps = chat.subscribe(asked).await.unwrap().into_inner();
    assert_eq!(next(&mut steps).await, Happened::Began(from));
    assert_eq!(event(&mut steps).await.text, "2");
    assert_eq!(event(&mut steps).await.text, "3");
}

#[tokio::test]
async fn a_place_of_another_log_is_reset() {
    let house = House::open().await;
    let mut chat = house.chat().await;
    let from = Some(Cursor { epoch: 1, after: 9 });
    let asked = SubscribeRequest { from, ..SubscribeRequest::default() };
    let mut steps = chat.subscribe(asked).await.unwrap().into_inner();
    assert!(matches!(next(&mut steps).await, Happened::Began(_)));
    assert!(matches!(next(&mut steps).await, Happened::Reset(_)));
}

#[tokio::test]
async fn a_retry_says_nothing_twice_and_an_id_is_used_once() {
    let house = House::open().await;
    let mut chat = house.chat().await;
    let id = "01ARZ3NDEKTSV4RRFFQ69G5FAV".to_owned();
    let say = |text: &str| PostRequest {
        draft: Some(Draft { id: id.clone(), ..draft(text) }),
        ..PostRequest::default()
    };
    let first = chat.post(named("José", say("a"))).await.unwrap().into_inner();
    let again = chat.post(named("José", say("a"))).await.unwrap().into_inner();
    assert!(first.fresh && !again.fresh);
    assert_eq!(first.message, again.message);
    assert!(!first.message.unwrap().verified);
    let other = chat.post(named("José", say("b"))).await.unwrap_err();
    assert_eq!(other.code(), Code::AlreadyExists);
}

#[tokio::test]
async fn who_speaks_is_who_they_say() {
    let house = House::open().await;
    let mut chat = house.chat().await;
    house.enter("Ana").await;
    let code = |answer: Result<_, tonic::Status>| answer.map(drop).unwrap_err().code();
    let nobody = chat.post(post("x")).await.unwrap().into_inner().message.unwrap();
    assert_eq!((nobody.author.as_str(), nobody.verified), ("guest", false));
    assert_eq!(code(chat.post(named("Ana", post("x"))).await), Code::AlreadyExists);
    assert_eq!(code(chat.post(named("a:b", post("x"))).await), Code::InvalidArgument);
    for token in ["x", &"A".repeat(43)] {
        assert_eq!(code(chat.post(signed(token, post("x"))).await), Code::Unauthenticated);
    }
}

#[tokio::test]
async fn what_cannot_be_said_has_a_code() {
    let house = House::open().await;
    let mut chat = house.chat().await;
    let mut code = async |room: &str, draft: Draft| {
        let request = PostRequest { room: room.to_owned(), draft: Some(draft) };
        chat.post(named("Ana", request)).await.unwrap_err().code()
    };
    assert_eq!(code("", draft(" ")).await, Code::InvalidArgument);
    assert_eq!(code("", draft(&"x".repeat(17_000))).await, Code::InvalidArgument);
    assert_eq!(code("A room", draft("x")).await, Code::InvalidArgument);
    assert_eq!(code("nowhere", draft("x")).await, Code::NotFound);
    let id = Draft { id: "x".to_owned(), ..draft("x") };
    assert_eq!(code("", id).await, Code::InvalidArgument);
    let reply = Draft { reply_to: "01ARZ3NDEKTSV4RRFFQ69G5FAV".to_owned(), ..draft("x") };
    assert_eq!(code("", reply).await, Code::FailedPrecondition);
}

#[tokio::test]
async fn guests_without_the_right_neither_read_nor_write() {
    let house = House::with(Rights::of(&[Right::Calc])).await;
    let mut chat = house.chat().await;
    let denied = chat.subscribe(SubscribeRequest::default()).await.unwrap_err();
    assert_eq!(denied.code(), Code::PermissionDenied);
    let denied = chat.post(named("Ana", post("x"))).await.unwrap_err();
    assert_eq!(denied.code(), Code::PermissionDenied);
}
