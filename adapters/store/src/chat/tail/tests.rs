use maloca_chat::wire::MessageId;
use time::OffsetDateTime;
use ulid::Ulid;

use super::*;

fn event(seq: Seq, id: u128, text: Option<&str>) -> Arc<Event> {
    Arc::new(Event {
        seq,
        kind: if text.is_some() { Kind::Posted } else { Kind::Deleted },
        id: MessageId::from_ulid(Ulid(id)),
        author: "ana".parse().unwrap(),
        verified: false,
        person: None,
        text: text.map(str::to_owned),
        reply_to: None,
        at: OffsetDateTime::UNIX_EPOCH,
    })
}

fn seqs(events: Option<Vec<Arc<Event>>>) -> Option<Vec<Seq>> {
    events.map(|events| events.iter().map(|event| event.seq).collect())
}

#[test]
fn a_cold_tail_knows_only_that_nothing_is_beyond_the_head() {
    let tail = Tail::new(7);
    assert_eq!(seqs(tail.after(7, 9)), Some(vec![]));
    assert_eq!(tail.after(6, 9), None);
}

#[test]
fn a_warm_tail_answers_what_it_holds_and_leaves_the_rest_to_the_table() {
    let mut tail = Tail::new(7);
    (8..=10).for_each(|seq| tail.push(&event(seq, 1, Some("x"))));
    assert_eq!(seqs(tail.after(7, 2)), Some(vec![8, 9]));
    assert_eq!(seqs(tail.after(9, 2)), Some(vec![10]));
    assert_eq!(tail.after(6, 9), None);
}

#[test]
fn a_head_that_others_have_read_is_never_denied() {
    let mut tail = Tail::new(1);
    tail.push(&event(2, 1, Some("x")));
    tail.advance(3);
    assert_eq!((tail.head(), tail.after(1, 9)), (3, None));
    tail.push(&event(3, 2, Some("x")));
    assert_eq!(seqs(tail.after(1, 9)), Some(vec![2, 3]));
}

#[test]
fn a_hole_in_memory_is_filled_from_the_table() {
    let mut tail = Tail::new(0);
    tail.push(&event(1, 1, Some("x")));
    tail.push(&event(4, 2, Some("x")));
    assert_eq!(tail.after(1, 9), None);
    assert_eq!(seqs(tail.after(3, 9)), Some(vec![4]));
}

#[test]
fn memory_is_bounded_in_events_and_in_bytes() {
    let mut tail = Tail::new(0);
    (1..=1_000).for_each(|seq| tail.push(&event(seq, 1, Some("x"))));
    assert_eq!(tail.events.len(), EVENTS);
    let long = "x".repeat(16 * 1024);
    (1_001..=1_100).for_each(|seq| tail.push(&event(seq, 1, Some(&long))));
    assert!(tail.bytes <= BYTES && tail.events.len() < 8);
    assert_eq!(tail.bytes, tail.events.iter().map(|event| size(event)).sum::<usize>());
}

#[test]
fn a_deleted_text_leaves_memory() {
    let mut tail = Tail::new(0);
    tail.push(&event(1, 1, Some("secret")));
    tail.push(&event(2, 2, Some("other")));
    tail.push(&event(3, 1, None));
    let texts: Vec<_> = tail.events.iter().map(|event| event.text.as_deref()).collect();
    assert_eq!(texts, [None, Some("other"), None]);
    assert_eq!(tail.bytes, tail.events.iter().map(|event| size(event)).sum::<usize>());
}
