use maloca_chat::RoomName;
use time::macros::datetime;
use ulid::Ulid;

use super::*;

const NOON: OffsetDateTime = datetime!(2026-11-21 12:00 UTC);

fn id(n: u128) -> MessageId {
    MessageId::from_ulid(Ulid::from_parts(0, n))
}

fn said(seq: Seq, author: &str, minutes: i64, text: &str) -> Message {
    Message {
        seq,
        id: id(seq.into()),
        author: author.parse().unwrap(),
        verified: true,
        person: None,
        text: text.to_owned(),
        at: NOON + Duration::minutes(minutes),
        edited_at: None,
        deleted: false,
        reply_to: None,
    }
}

fn history(messages: Vec<Message>) -> History {
    let head = messages.len() as Seq;
    History { room: RoomName::general(), epoch: 1, head, messages }
}

fn firsts(rows: &[Row]) -> Vec<bool> {
    let said = rows.iter().filter_map(|row| match row {
        Row::Said(said) => Some(said.is_first),
        _ => None,
    });
    said.collect()
}

#[test]
fn messages_of_one_author_are_a_group_until_somebody_else_speaks_or_time_passes() {
    let messages = vec![
        said(1, "ana", 0, "a"),
        said(2, "ana", 1, "b"),
        said(3, "ben", 2, "c"),
        said(4, "ana", 3, "d"),
        said(5, "ana", 20, "e"),
    ];
    let rows = rows(&history(messages), &View::default(), |at| at);
    assert_eq!(firsts(&rows), [true, false, true, true, true]);
    assert_eq!(rows[0], Row::Day(NOON.date()));
}

#[test]
fn another_day_in_the_readers_time_zone_begins_with_its_name() {
    let messages = vec![said(1, "ana", 0, "a"), said(2, "ana", 1, "b")];
    let late = |at: OffsetDateTime| at + Duration::minutes(719);
    let rows = rows(&history(messages), &View::default(), late);
    let days: Vec<_> = rows.iter().filter(|row| matches!(row, Row::Day(_))).collect();
    assert_eq!(days.len(), 2);
    assert_eq!(firsts(&rows), [true, true]);
}

#[test]
fn what_is_on_its_way_comes_last_and_is_shown_once_when_it_arrives() {
    let pending = Pending {
        id: id(2),
        author: "ana".parse().unwrap(),
        text: "b".parse().unwrap(),
        reply_to: None,
        at: NOON,
        refused: None,
    };
    let outbox = [pending];
    let view = View { outbox: &outbox, ..View::default() };
    let before = rows(&history(vec![said(1, "ana", 0, "a")]), &view, |at| at);
    assert!(matches!(&before[2], Row::Said(said) if said.state == State::Sending));
    let arrived = vec![said(1, "ana", 0, "a"), said(2, "ana", 0, "b")];
    let after = rows(&history(arrived), &view, |at| at);
    assert_eq!(after.len(), before.len());
    assert!(matches!(&after[2], Row::Said(said) if said.state == State::Kept));
    assert_ne!(before[2].key(), after[2].key());
}

#[test]
fn an_answer_quotes_what_is_in_sight_and_not_what_was_deleted() {
    let mut answer = said(2, "ben", 1, "b");
    answer.reply_to = Some(id(1));
    let quoted = |first: Message| {
        let rows = rows(&history(vec![first, answer.clone()]), &View::default(), |at| at);
        match rows.last() {
            Some(Row::Said(said)) => said.quote.clone().unwrap().words,
            _ => None,
        }
    };
    assert_eq!(quoted(said(1, "ana", 0, "**a**")), Some(("ana".into(), "a".into())));
    let mut gone = said(1, "ana", 0, "");
    gone.deleted = true;
    assert_eq!(quoted(gone), None);
}

#[test]
fn the_reader_is_told_where_news_begin_and_when_they_are_named() {
    let ana: Nick = "Ana".parse().unwrap();
    let messages = vec![said(1, "ben", 0, "hi @ana!"), said(2, "ben", 0, "@anabel")];
    let view = View { unread: Some(2), reader: Some(&ana), ..View::default() };
    let rows = rows(&history(messages), &view, |at| at);
    assert_eq!(rows[2], Row::Unread);
    assert!(matches!(&rows[1], Row::Said(said) if said.names_reader));
    assert!(matches!(&rows[3], Row::Said(said) if !said.names_reader && said.is_first));
}
