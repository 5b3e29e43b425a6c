use maloca_people::{Right, Rights, Role};
use ulid::Ulid;

use super::*;

const CHAT: Rights = Rights::of(&[Right::Chat]);
const MANAGE: Rights = Rights::of(&[Right::Chat, Right::Manage]);

fn person(id: i64, rights: Rights) -> Caller {
    let nick = format!("p{id}").parse().unwrap();
    Caller { identity: Identity::Person { id: PersonId(id), nick, role: Role::Guest }, rights }
}

fn admin(id: i64) -> Caller {
    let nick = format!("p{id}").parse().unwrap();
    let identity = Identity::Person { id: PersonId(id), nick, role: Role::Admin };
    Caller { identity, rights: Rights::ALL }
}

fn unverified(nick: &str, rights: Rights) -> Caller {
    Caller { identity: Identity::Unverified(nick.parse().unwrap()), rights }
}

fn id(number: u128) -> MessageId {
    MessageId::from_ulid(Ulid(number))
}

fn post(text: &str) -> Change {
    Change::Post(Draft { id: id(1), text: text.parse().unwrap(), reply_to: None })
}

fn edit(text: &str) -> Change {
    Change::Edit { id: id(1), text: text.parse().unwrap() }
}

const DELETE: Change = Change::Delete { id: MessageId::from_ulid(Ulid(1)) };

fn at(second: i64) -> OffsetDateTime {
    OffsetDateTime::UNIX_EPOCH + time::Duration::seconds(second)
}

fn entry(verdict: Result<Verdict, Fault<Refused>>) -> Entry {
    match verdict {
        Ok(Verdict::Append(entry)) => entry,
        other => panic!("{other:?}"),
    }
}

/// The scene after `who` posted "one" and then made `changes`.
fn after(who: &Caller, changes: &[Change]) -> Scene {
    let mut message = entry(judge(who, &post("one"), Scene::default())).numbered(1, at(1)).1;
    for (seq, change) in (2..).zip(changes) {
        message = entry(judge(who, change, scene(message))).numbered(seq, at(9)).1;
    }
    scene(message)
}

fn scene(message: Message) -> Scene {
    let posted = Digest::of(&"one".parse().unwrap());
    Scene { existing: Some(Existing { here: true, message, posted }), reply_exists: false }
}

fn elsewhere(mut scene: Scene) -> Scene {
    scene.existing.as_mut().unwrap().here = false;
    scene
}

fn refused(verdict: Result<Verdict, Fault<Refused>>) -> Refused {
    match verdict {
        Err(Fault::Refused(reason)) => reason,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_post_becomes_an_event_and_a_message() {
    let (event, message) =
        entry(judge(&person(1, CHAT), &post("one"), Scene::default())).numbered(5, at(3));
    assert_eq!((event.seq, event.kind, event.verified), (5, Kind::Posted, true));
    assert_eq!((message.seq, message.text.as_str(), message.at), (5, "one", at(3)));
    assert_eq!(message.person, Some(PersonId(1)));
}

#[test]
fn who_has_no_name_is_asked_for_one() {
    let nobody = Caller::anonymous(CHAT);
    assert_eq!(refused(judge(&nobody, &post("one"), Scene::default())), Refused::NoNick);
}

#[test]
fn a_retry_is_known_even_after_an_edit_or_a_deletion() {
    let ana = person(1, CHAT);
    for changes in [vec![], vec![edit("two")], vec![edit("two"), DELETE]] {
        let scene = after(&ana, &changes);
        let stands = scene.existing.clone().unwrap().message;
        assert_eq!(judge(&ana, &post("one"), scene), Ok(Verdict::AlreadyDone(stands)));
    }
}

#[test]
fn the_edited_text_under_the_same_id_is_no_retry() {
    let ana = person(1, CHAT);
    let scene = after(&ana, &[edit("two")]);
    assert_eq!(refused(judge(&ana, &post("two"), scene)), Refused::IdTaken);
}

#[test]
fn the_same_id_with_another_author_room_or_answered_message_is_taken() {
    let ana = person(1, CHAT);
    let written = || after(&ana, &[]);
    let reply = Draft { id: id(1), text: "one".parse().unwrap(), reply_to: Some(id(2)) };
    assert_eq!(refused(judge(&person(2, CHAT), &post("one"), written())), Refused::IdTaken);
    assert_eq!(refused(judge(&unverified("p1", CHAT), &post("one"), written())), Refused::IdTaken);
    assert_eq!(refused(judge(&ana, &post("one"), elsewhere(written()))), Refused::IdTaken);
    assert_eq!(refused(judge(&ana, &Change::Post(reply), written())), Refused::IdTaken);
}

#[test]
fn a_mere_name_posts_and_retries_but_never_edits_or_deletes() {
    let guest = unverified("Guest", MANAGE);
    let written = || after(&guest, &[]);
    let same = unverified("guest", MANAGE);
    assert!(matches!(judge(&same, &post("one"), written()), Ok(Verdict::AlreadyDone(_))));
    assert_eq!(refused(judge(&same, &edit("two"), written())), Refused::NotYours);
    assert_eq!(refused(judge(&same, &DELETE, written())), Refused::NotYours);
}

#[test]
fn an_answer_needs_its_message_in_the_room() {
    let ana = person(1, CHAT);
    let draft = Draft { id: id(1), text: "one".parse().unwrap(), reply_to: Some(id(2)) };
    let change = Change::Post(draft);
    assert_eq!(refused(judge(&ana, &change, Scene::default())), Refused::NoSuchReply);
    let scene = Scene { existing: None, reply_exists: true };
    assert!(matches!(judge(&ana, &change, scene), Ok(Verdict::Append(_))));
}

#[test]
fn an_edit_changes_the_text_and_keeps_place_and_time() {
    let ana = person(1, CHAT);
    let (event, message) = entry(judge(&ana, &edit("two"), after(&ana, &[]))).numbered(2, at(9));
    assert_eq!((event.seq, event.kind, event.text.as_deref()), (2, Kind::Edited, Some("two")));
    assert_eq!((message.seq, message.text.as_str()), (1, "two"));
    assert_eq!((message.at, message.edited_at), (at(1), Some(at(9))));
}

#[test]
fn an_edit_to_what_it_says_already_is_done() {
    let ana = person(1, CHAT);
    let verdict = judge(&ana, &edit("two"), after(&ana, &[edit("two")]));
    assert!(matches!(verdict, Ok(Verdict::AlreadyDone(_))));
}

#[test]
fn others_messages_can_be_deleted_by_hosts_and_edited_by_nobody() {
    let ana = person(1, CHAT);
    let (other, host) = (person(2, MANAGE), admin(2));
    assert_eq!(refused(judge(&other, &DELETE, after(&ana, &[]))), Refused::NotYours);
    assert_eq!(refused(judge(&host, &edit("two"), after(&ana, &[]))), Refused::NotYours);
    let (event, message) = entry(judge(&host, &DELETE, after(&ana, &[]))).numbered(2, at(9));
    assert_eq!((event.author.as_str(), event.text), ("p2", None));
    assert!(message.deleted && message.text.is_empty());
    assert_eq!(message.author.as_str(), "p1");
}

#[test]
fn the_house_deletes_what_it_must_and_edits_nothing() {
    let (ana, house) = (person(1, CHAT), Caller::house());
    assert_eq!(refused(judge(&house, &edit("two"), after(&ana, &[]))), Refused::NotYours);
    let (event, message) = entry(judge(&house, &DELETE, after(&ana, &[]))).numbered(2, at(9));
    assert_eq!((event.author.as_str(), event.person, event.verified), ("p1", None, false));
    assert!(message.deleted && message.text.is_empty());
    let visitor = Caller::anonymous(Rights::ALL);
    assert_eq!(refused(judge(&visitor, &DELETE, after(&ana, &[]))), Refused::NotYours);
}

#[test]
fn a_deleted_message_is_gone_for_edits_and_deleted_for_good() {
    let ana = person(1, CHAT);
    assert_eq!(refused(judge(&ana, &edit("two"), after(&ana, &[DELETE]))), Refused::Gone);
    let verdict = judge(&ana, &DELETE, after(&ana, &[DELETE]));
    assert!(matches!(verdict, Ok(Verdict::AlreadyDone(_))));
}

#[test]
fn a_message_of_another_room_is_missing_here() {
    let ana = person(1, CHAT);
    for change in [edit("two"), DELETE] {
        assert_eq!(judge(&ana, &change, Scene::default()), Err(Fault::Missing));
        assert_eq!(judge(&ana, &change, elsewhere(after(&ana, &[]))), Err(Fault::Missing));
    }
}
