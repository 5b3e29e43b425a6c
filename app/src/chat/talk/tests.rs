use super::*;

fn event(seq: u64, id: &str) -> Event {
    let text = format!(
        r#"{{"seq":{seq},"kind":"posted","id":"{id}","author":"ana","verified":true,"text":"hola","at":"2026-11-21T12:00:00Z"}}"#
    );
    serde_json::from_str(&text).unwrap()
}

const ONE: &str = "01ARZ3NDEKTSV4RRFFQ69G5FA1";
const TWO: &str = "01ARZ3NDEKTSV4RRFFQ69G5FA2";

#[test]
fn a_message_that_was_read_before_its_event_came_is_there_once() {
    let mut history =
        History { room: RoomName::general(), epoch: 1, head: 0, messages: Vec::new() };
    assert_eq!(take(&mut history, &event(1, ONE)), Applied::Done);
    history.messages.push(maloca_chat::rules::apply::posted(&event(2, TWO)));
    assert_eq!(take(&mut history, &event(2, TWO)), Applied::Done);
    assert_eq!((history.messages.len(), history.head), (2, 2));
    assert_eq!(take(&mut history, &event(2, TWO)), Applied::Known);
    assert_eq!(take(&mut history, &event(4, ONE)), Applied::Gap);
}

#[test]
fn what_a_frame_says_went_wrong_can_be_said_in_every_language() {
    let trouble = Trouble { problem: "busy".into(), retry_after: Some(3), ..Trouble::default() };
    assert!(failure(&trouble).explain(Language::Spanish).contains("3 s"));
    let refused = Trouble { reason: Some(Refused::NotYours), ..Trouble::default() };
    assert_eq!(failure(&refused), Fault::Refused(Refused::NotYours).into());
}
