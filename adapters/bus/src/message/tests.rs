use maloca_chat::wire::{Kind, MessageId};
use serde_json::{Value, json};
use time::OffsetDateTime;

use super::*;

const HOUSE: NodeId = NodeId([0xab; 32]);

fn room() -> Room {
    Room { name: "lab-3".parse().unwrap(), title: "Lab".into(), epoch: 5120, head: 9 }
}

fn event(kind: Kind, text: Option<&str>, reply_to: Option<MessageId>) -> Event {
    Event {
        seq: 7,
        kind,
        id: "01ARZ3NDEKTSV4RRFFQ69G5FAV".parse().unwrap(),
        author: "ana".parse().unwrap(),
        verified: true,
        person: Some(maloca_people::PersonId(4)),
        text: text.map(Into::into),
        reply_to,
        at: OffsetDateTime::UNIX_EPOCH,
    }
}

fn told(kind: Kind, text: Option<&str>) -> Message {
    Message::event(HOUSE, &room(), &event(kind, text, None)).unwrap()
}

fn body(message: &Message) -> Value {
    serde_json::from_slice(&message.body).unwrap()
}

#[test]
fn an_event_is_told_as_rest_tells_it_with_where_it_happened() {
    let message = told(Kind::Posted, Some("hello"));
    let house = "ab".repeat(32);
    assert_eq!(message.subject, format!("maloca.{house}.chat.lab-3"));
    assert_eq!(message.id, "5120:lab-3:7");
    let mut expected = serde_json::to_value(event(Kind::Posted, Some("hello"), None)).unwrap();
    let rest = expected.as_object_mut().unwrap();
    for (name, value) in
        [("v", json!(1)), ("house", json!(house)), ("room", json!("lab-3")), ("epoch", json!(5120))]
    {
        assert_eq!(rest.insert(name.to_owned(), value), None, "{name}");
    }
    assert_eq!(body(&message), expected);
}

#[test]
fn a_reset_says_after_which_place_it_goes_on() {
    let message = Message::reset(HOUSE, &room(), Cursor { epoch: 5120, after: 9 }).unwrap();
    assert_eq!(message.id, "5120:lab-3:reset:9");
    let house = "ab".repeat(32);
    assert_eq!(
        body(&message),
        json!({ "v": 1, "house": house, "room": "lab-3", "epoch": 5120, "kind": "reset", "after": 9 })
    );
}

#[test]
fn what_is_told_is_what_the_schema_describes() {
    let schema = include_str!("../../../../docs/events.schema.json");
    let schema: Value = serde_json::from_str(schema).unwrap();
    let reply = Some("01ARZ3NDEKTSV4RRFFQ69G5FAW".parse().unwrap());
    let full = event(Kind::Posted, Some("hello"), reply);
    let reset = Message::reset(HOUSE, &room(), Cursor { epoch: 5120, after: 9 }).unwrap();
    for (form, message) in [
        ("event", Message::event(HOUSE, &room(), &full).unwrap()),
        ("event", told(Kind::Edited, Some("hello"))),
        ("event", told(Kind::Deleted, None)),
        ("reset", reset),
    ] {
        let form = &schema["$defs"][form];
        let body = body(&message);
        let body = body.as_object().unwrap();
        for name in form["required"].as_array().unwrap() {
            assert!(body.contains_key(name.as_str().unwrap()), "{name} in {body:?}");
        }
        for (name, value) in body {
            let described = &form["properties"][name];
            assert!(described.is_object(), "{name}");
            let fits = described.get("const").is_none_or(|only| only == value)
                && described["enum"].as_array().is_none_or(|all| all.contains(value));
            assert!(fits, "{name}: {value}");
        }
    }
    let described = schema["$defs"]["event"]["properties"].as_object().unwrap();
    let message = Message::event(HOUSE, &room(), &full).unwrap();
    assert_eq!(described.len(), body(&message).as_object().unwrap().len());
}
